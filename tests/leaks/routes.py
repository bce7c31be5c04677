"""Every address there is, as Django's resolver has it, filled with what one wants to try."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# What is not ours to try: other people's pages with rate limits of their own, and logging out.
LEFT: Final = re.compile(r"^(account/|language/|style/|api/<path)")
MISSING: Final = "0198c0de-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Route:
    """An address with holes; the sort of each hole."""

    text: str
    holes: Mapping[str, str]

    @property
    def is_api(self) -> bool:
        return self.text.startswith("api/")

    def filled(self, values: Mapping[str, str]) -> str:
        """The address with its holes filled."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: values[hole[1]], self.text)


def routes() -> list[Route]:
    """All of them."""
    return sorted(set(_walk(get_resolver().url_patterns, "", {})), key=lambda one: one.text)


def _walk(patterns: Any, before: str, holes: Mapping[str, str]) -> Iterator[Route]:
    for one in patterns:
        text = before + str(one.pattern)
        names = {name: type(sort).__name__ for name, sort in getattr(one.pattern, "converters", {}).items()}
        found = {**holes, **{name: _sort(name, sort) for name, sort in names.items()}}
        if LEFT.match(text):
            continue
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, text, found)
        elif isinstance(one, URLPattern) and isinstance(one.pattern, RoutePattern):
            yield Route(text, _Frozen(found))


def _sort(name: str, converter: str) -> str:
    if converter == "UUIDConverter" or name.endswith("_id"):
        return "uuid"
    return "int" if converter == "IntConverter" else "slug"


class _Frozen(dict[str, str]):
    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


# --- forms


@dataclass
class Form:
    """A form as a page shows it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def sent(self, rng: random.Random) -> dict[str, str]:
        """Something that somebody could send: what is there, or one of what can be chosen."""
        return {name: rng.choice(values or ["2026-06-01"]) for name, values in self.fields.items()}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.choosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(told.get("action", ""), told.get("method", "get").upper()))
        elif self.found and told.get("name") and tag in {"input", "textarea", "button"}:
            values = self.found[-1].fields.setdefault(told["name"], [])
            values.extend([told["value"]] if told.get("value") else [])
        elif self.found and tag == "select" and told.get("name"):
            self.choosing = told["name"]
            self.found[-1].fields.setdefault(self.choosing, [])
        elif self.found and tag == "option" and self.choosing:
            self.found[-1].fields[self.choosing].append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.choosing = ""


def forms_in(content: str) -> list[Form]:
    """The forms of a page."""
    reader = _Forms()
    reader.feed(content)
    return [one for one in reader.found if one.action != "/account/logout/"]


# --- what operations are sent


def bodies(openapi: dict[str, Any]) -> dict[str, str]:
    """Route to a body that its description allows."""
    shapes = openapi["components"]["schemas"]
    found = {}
    for path, methods in openapi["paths"].items():
        content = methods.get("post", {}).get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema:
            found[re.sub(r"{(\w+)}", r"<\1>", path).lstrip("/")] = json.dumps(_example(schema, shapes))
    return found


def _example(schema: dict[str, Any], shapes: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _example(shapes[schema["$ref"].rpartition("/")[2]], shapes)
    match schema.get("type"):
        case "object":
            needed = schema.get("required", [])
            return {name: _example(schema["properties"][name], shapes) for name in needed}
        case "boolean":
            return True
        case "integer":
            return 1
        case "array":
            return []
    return "2099-01-01" if schema.get("format") == "date" else schema.get("enum", ["x"])[0]
