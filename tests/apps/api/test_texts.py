"""Every text that the API takes says what it may hold; NUL is nowhere allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from tests.apps.api.conftest import Machine
from tests.apps.world import HVIDOVRE

pytestmark = pytest.mark.django_db
BOUNDS = ("pattern", "format", "enum", "const")


def texts(schema: Any, where: str, named: dict[str, Any], seen: tuple[str, ...] = ()) -> Iterator[str]:
    """Where a text stands that may hold anything."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name not in seen:
            yield from texts(named[name], f"{where}.{name}", named, (*seen, name))
        return
    if schema.get("type") == "string" and not any(one in schema for one in BOUNDS):
        yield where
    for way in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(way, []):
            yield from texts(one, where, named, seen)
    yield from texts(schema.get("items"), f"{where}[]", named, seen)
    yield from texts(schema.get("additionalProperties"), f"{where}{{}}", named, seen)
    for name, one in schema.get("properties", {}).items():
        yield from texts(one, f"{where}.{name}", named, seen)


def test_no_text_that_is_taken_may_hold_anything() -> None:
    told = Client().get("/api/openapi.json").json()
    named = told["components"]["schemas"]
    loose: list[str] = []
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            for one in operation.get("parameters", []):
                loose += texts(one["schema"], f"{method} {path} {one['in']} {one['name']}", named)
            for body in operation.get("requestBody", {}).get("content", {}).values():
                loose += texts(body["schema"], f"{method} {path}", named)
    assert loose == []


def test_the_walk_sees_a_text_without_bounds() -> None:
    named = {"A": {"properties": {"x": {"type": "array", "items": {"type": "string", "maxLength": 3}}}}}
    assert list(texts({"$ref": "#/components/schemas/A"}, "A", named)) == ["A.A.x[]"]


def keyed(schema: Any) -> Iterator[dict[str, Any]]:
    """Whatever has keys of a pattern, however deep."""
    inside = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and "patternProperties" in schema:
        yield schema
    for one in inside:
        yield from keyed(one)


def test_where_keys_have_a_pattern_no_other_is_described_as_taken() -> None:
    found = list(keyed(Client().get("/api/openapi.json").json()))
    assert found
    assert [one for one in found if one.get("additionalProperties") is not False] == []


@pytest.mark.parametrize(
    "path",
    ["decisions?kind=%00", "decisions?body=%00", "decisions?effect=%00", "matters?kind=%00", "forums/%00"],
)
def test_nul_is_an_answer_that_says_where(machine: Callable[..., Machine], path: str) -> None:
    answer = machine(HVIDOVRE, "employee").get(f"/{path}")
    assert (answer.status_code, answer["content-type"]) == (422, "application/problem+json")
