"""One browser after another asks for everything, and every answer is listened to."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from tests.leaks.canaries import BESIDE, heard
from tests.leaks.routes import MISSING, Form, Route, forms_in

LOGGED_IN = ("/account/login/",)
Ids = dict[str, list[str]]


@dataclass
class Walker:
    """Somebody in a browser, perhaps with a token; what they know of their own and of others'."""

    name: str
    browser: Client
    own: Ids
    foreign: Ids
    listens_for: tuple[str, ...]
    may_hear: frozenset[str] = frozenset()
    may_open: frozenset[str] = frozenset()
    token: str = ""
    rng: random.Random = field(default_factory=lambda: random.Random(20261122))
    leaks: list[str] = field(default_factory=list)
    asked: int = 0
    forms: dict[tuple[str, str], Form] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, sort: str = "") -> Any:
        """Ask, and listen; whatever breaks is a fault as well."""
        headers = {"Authorization": f"Bearer {self.token}"} if path.startswith("/api/") else {}
        cache.clear()
        self.asked += 1
        told: dict[str, Any] = {"headers": headers, "HTTP_ACCEPT_LANGUAGE": "da"}
        send = self.browser.get if method == "GET" else self.browser.post
        if sort:
            told["content_type"] = sort
        with transaction.atomic():
            answer = send(path, body if body is not None else {}, **told)
        text = readable(answer)
        where = f"{self.name}: {method} {path} {body if method == 'POST' else ''}"[:400]
        if answer.status_code >= 500:
            self.leaks.append(f"{where}: {answer.status_code} {getattr(answer, 'exc_info', '')}"[:900])
        for code in self.listens_for:
            sung = {one.lower() for one in heard(text, code)} - self.may_hear
            if sung:
                self.leaks.append(f"{where}: {sorted(sung)[:3]}")
        return answer, text

    # --- what is asked

    def own_pages(self, routes: list[Route]) -> None:
        """Every page of one's own, with the words of others in the address; the forms are kept for later."""
        for route in routes:
            for values in self._filled(route, self.own, 1):
                answer, text = self.ask("GET", route.filled(values))
                if answer.status_code < 300 and not route.is_api:
                    self._keep(route.filled(values), text)
        for form in list(self.forms.values()):
            if form.method == "GET":
                self.ask("GET", form.action, dict.fromkeys(form.fields, BESIDE))
                self.ask("GET", form.action, form.sent(self.rng))

    def _keep(self, path: str, text: str) -> None:
        for form in forms_in(text):
            form.action = form.action or path
            # One of a sort: the same form for another row is the same door.
            sort = re.sub(r"[0-9a-f-]{32,36}|\d+", "#", form.action)
            self.forms.setdefault((sort, ",".join(sorted(form.fields))), form)

    def foreign_rows(self, routes: list[Route], bodies: dict[str, str], each: int) -> None:
        """Others' rows in every hole: they are not there, as if there were none."""
        for route in routes:
            if "uuid" not in route.holes.values() and "int" not in route.holes.values():
                continue
            for values in self._filled(route, self.foreign, each):
                if self.may_open & set(values.values()):
                    continue
                path = route.filled(values)
                nowhere = {
                    name: one if one not in self.foreign["uuid"] else MISSING for name, one in values.items()
                }
                self._not_there(path, route.filled(nowhere), "GET", None, "")
                if route.is_api:
                    self._not_there(path, "", "POST", bodies.get(route.text, "{}"), "application/json")
                else:
                    self._not_there(path, "", "POST", self._grabbed(), "")

    def _not_there(self, path: str, nowhere: str, method: str, body: Any, sort: str) -> None:
        answer, text = self.ask(method, path, body, sort)
        to_log_in = answer.status_code == 302 and answer["Location"].startswith(LOGGED_IN)
        if answer.status_code not in {400, 401, 403, 404, 405, 422} and not to_log_in:
            self.leaks.append(f"{self.name}: {method} {path} answers {answer.status_code}")
        if nowhere and answer.status_code == 404:
            other, beside = self.ask(method, nowhere)
            if other.status_code != 404 or _bare(text, path) != _bare(beside, nowhere):
                self.leaks.append(f"{self.name}: {path} is told apart from what is not there")

    def _grabbed(self) -> dict[str, str]:
        """All fields that any form has, with something of another's in each."""
        names = sorted({name for form in self.forms.values() for name in form.fields})
        every = [*self.foreign["uuid"], *self.foreign["int"], *self.foreign["slug"]]
        return {name: self.rng.choice(every) for name in names}

    def fuzzed_forms(self, times: int) -> None:
        """One's own forms, with something of another's in one field after another."""
        every = [*self.foreign["uuid"], *self.foreign["int"], *self.foreign["slug"], "²", "-1", "x" * 400]
        for form in list(self.forms.values()):
            names = sorted(form.fields)
            self.rng.shuffle(names)
            for name in names[:times]:
                sent = {**form.sent(self.rng), name: self.rng.choice(every)}
                self.ask(form.method, form.action, sent)

    def _filled(self, route: Route, known: Ids, each: int) -> Iterator[dict[str, str]]:
        """Some ways to fill an address: at least one hole from what is known, the others from one's own."""
        if not route.holes:
            yield {}
            return
        names = list(route.holes)
        first = next((one for one in names if route.holes[one] in {"uuid", "int"}), names[0])
        pool = list(known[route.holes[first]]) or [MISSING]
        self.rng.shuffle(pool)
        for one in pool[:each]:
            others = {name: self.rng.choice(known[route.holes[name]] or ["x"]) for name in names}
            mixed = {
                name: self.rng.choice(self.own[route.holes[name]] or ["1"]) for name in names if name != first
            }
            yield {**(others if self.rng.random() < 0.5 else mixed), first: one}


def readable(answer: Any) -> str:
    """An answer as text: headers, and what stands in it, unpacked where it is a zip file."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = "\n".join(f"{name}: {value}" for name, value in answer.items()) + "\n"
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return text + content.decode("utf-8", "replace")


def _bare(text: str, path: str) -> str:
    """An answer without its address and without what is new in every answer."""
    plain = text.replace(path, "#")
    plain = re.sub(r'(name="csrfmiddlewaretoken" value=|csrfToken"?: ?)"\w+"', "", plain)
    return re.sub(r'"[A-Za-z0-9]{64}"|^(Set-Cookie|Vary).*$', "", plain, flags=re.MULTILINE)
