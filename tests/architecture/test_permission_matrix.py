"""Who may do what: every route × method × role × situation against ``permissions.yaml``.

A route that is not in the file fails, and so does a line in it that no route stands behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from ruamel.yaml import YAML
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.world import World
from tests.architecture.permission_matrix.answers import (
    LOG_IN,
    NO_ACCESS,
    NO_SUCH_METHOD,
    NOT_THERE,
    YES,
    meaning,
)
from tests.architecture.permission_matrix.people import (
    ASSOCIATION,
    EXPIRED,
    NOBODY,
    OTHER_MEMBER,
    OTHER_UNIT,
    OUTSIDE,
    OWN,
    ROLES,
    Somebody,
    everybody,
    named,
)
from tests.architecture.permission_matrix.routes import routes
from tests.architecture.permission_matrix.sent import FORMS, sent
from tests.architecture.permission_matrix.things import SENT, address_values, things

FILE = Path(__file__).with_name("permissions.yaml")
POLICY: dict[str, dict[str, Any]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PLACES = {
    OWN: "own",
    OTHER_UNIT: "own",
    OTHER_MEMBER: OTHER_MEMBER,
    ASSOCIATION: ASSOCIATION,
    OUTSIDE: OUTSIDE,
}
PARTS = 6
WITH_KEY = "anybody_with_the_key"
# What lets nobody of this matrix in, and where it is shown who comes in instead. The guide is there only
# while there is no organisation, and here there are some; calendars are fetched by a key in their address.
OPENED_ELSEWHERE = {
    "api:case_version GET": "tests/apps/funding/api/test_case_api.py",
    "balance:answer": "tests/apps/balance/test_pages.py",
    "beginning:": "tests/apps/beginning/test_guide.py",
    "governance:forum_feed": "tests/apps/governance/test_calendar_feed.py",
    "surveys:answer": "tests/apps/surveys/test_pages.py",
    "portfolio:feed": "tests/apps/portfolio/test_portfolio_calendar.py",
    "workshops:join": "tests/apps/workshops/test_workshop_pages.py",
}


@dataclass(frozen=True)
class Cell:
    """One question: somebody asks for a route by a method."""

    route: str
    method: str
    who: Somebody

    def __str__(self) -> str:
        return f"{self.route} {self.method}: {self.who.role}, {self.who.situation}"


def expected(line: Mapping[str, Any], cell: Cell) -> str:
    """What the file says of a cell."""
    if cell.method not in line:
        return NO_SUCH_METHOD
    said = line[cell.method]
    if said in ("anybody", WITH_KEY):
        return YES if said == "anybody" else NOT_THERE
    if cell.who.situation == NOBODY:
        return LOG_IN
    if cell.who.situation == EXPIRED:
        return LOG_IN if cell.route.startswith("api:") else NO_ACCESS
    return _of_roles(_said_of_place(line, said, cell.who.situation), line, cell.who.role)


def _said_of_place(line: Mapping[str, Any], said: Any, situation: str) -> Any:
    """A line about oneself holds wherever one is; a line about a thing where the thing is."""
    place = PLACES[situation]
    if isinstance(said, Mapping):
        return said.get(situation, said.get(place, said.get("elsewhere", "nobody")))
    return said if line["about"] == "oneself" or place == "own" else "nobody"


def _of_roles(said: Any, line: Mapping[str, Any], role: str) -> str:
    if said == "everybody":
        return YES
    if said == "nobody":
        return NOT_THERE
    return YES if role in said else str(line.get("others", NOT_THERE))


def asked(cell: Cell, address: str, of: Mapping[str, Any]) -> str:
    """What happens; whatever it changes is taken back. ``of`` is the thing that the route is about."""
    headers = {"Idempotency-Key": "matrix"}
    if cell.route.startswith("api:") and cell.who.token:
        headers["Authorization"] = f"Bearer {cell.who.token}"
    body, sort = urlencode(sent(FORMS.get(cell.route, {}), of)), "application/x-www-form-urlencoded"
    if cell.route.startswith("api:"):
        body, sort = json.dumps(sent(SENT.get(cell.route, {}), of), default=str), "application/json"
    cache.clear()  # nobody asks too often here
    with transaction.atomic():
        answer = cell.who.browser.generic(cell.method, address, body, sort, headers=headers)
        found = meaning(answer)
        transaction.set_rollback(True)
    return found


def cells(route: str, people: list[Somebody]) -> Iterator[Cell]:
    """Everybody by each method of the file; by the others one who may most, and nobody."""
    for method in METHODS:
        for who in people:
            if method in POLICY[route] or (who.situation, who.role) in {(OWN, "head"), (NOBODY, "nobody")}:
                yield Cell(route, method, who)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_who_may_do_what_is_what_the_file_says(world: World, part: int) -> None:  # noqa: F811
    people = everybody(world)
    about = things(world, named(people))
    wrong: list[str] = []
    for route, names in list(routes().items())[part::PARTS]:
        line = POLICY.get(route)
        if line is None:
            continue
        of = about[line["about"]]
        address = reverse(route, kwargs=address_values(names, of, line.get("address", {})))
        for cell in cells(route, people):
            found, said = asked(cell, address, of), expected(line, cell)
            if found != said:
                wrong.append(f"{cell}: {found}, but the file says {said}")
    assert wrong == []


def test_every_route_is_in_the_file_and_nothing_else() -> None:
    assert set(routes()) - set(POLICY) == set(), "say in permissions.yaml who may use these"
    assert set(POLICY) - set(routes()) == set(), "no route has these names any more"


def lets_in(said: Any) -> bool:
    """Whether anybody of the matrix comes in by this."""
    if isinstance(said, Mapping):
        return any(map(lets_in, said.values()))
    return said not in ("nobody", WITH_KEY, [])


def test_each_method_of_each_route_lets_somebody_in() -> None:
    """A row that says nobody shows only that the world of the matrix has no such thing: make it one."""
    closed = {
        f"{route} {method}"
        for route, line in POLICY.items()
        for method in METHODS
        if method in line and not lets_in(line[method])
    }
    assert [one for one in sorted(closed) if not one.startswith(tuple(OPENED_ELSEWHERE))] == []
    for route, where in OPENED_ELSEWHERE.items():
        assert any(one.startswith(route) for one in closed), f"{route} is open now"
        assert (FILE.parents[2] / where).exists()


@pytest.mark.parametrize(
    ("said", "somebody"),
    [
        ("nobody", False),
        (WITH_KEY, False),
        ([], False),
        ({"own": [], "other unit": "nobody"}, False),
        ({"own": "nobody", "outside": ["head"]}, True),
        ("anybody", True),
    ],
)
def test_who_is_somebody(said: Any, somebody: bool) -> None:
    assert lets_in(said) is somebody


def test_the_file_says_only_what_is_known() -> None:
    for route, line in POLICY.items():
        assert set(line) <= {"is", "about", "address", "others", *METHODS}, route
        assert line["is"], route
        for method in set(line) & set(METHODS):
            said = line[method]
            for one in said.values() if isinstance(said, Mapping) else [said]:
                words = {"anybody", "everybody", "nobody", WITH_KEY}
                assert one in words if isinstance(one, str) else set(one) <= set(ROLES), (route, one)


@pytest.mark.parametrize(
    ("line", "role", "situation", "method", "said"),
    [
        ({"about": "a matter", "GET": "everybody"}, "auditor", OWN, "GET", YES),
        ({"about": "a matter", "GET": "everybody"}, "auditor", OTHER_MEMBER, "GET", NOT_THERE),
        ({"about": "a matter", "GET": "everybody"}, "auditor", EXPIRED, "GET", NO_ACCESS),
        ({"about": "a matter", "GET": "everybody"}, "auditor", NOBODY, "GET", LOG_IN),
        ({"about": "a matter", "GET": "everybody"}, "auditor", OWN, "POST", NO_SUCH_METHOD),
        ({"about": "oneself", "GET": "everybody"}, "auditor", OUTSIDE, "GET", YES),
        ({"about": "oneself", "GET": ["head"]}, "auditor", OUTSIDE, "GET", NOT_THERE),
        ({"about": "a matter", "GET": ["head"], "others": "refused"}, "auditor", OWN, "GET", "refused"),
        ({"about": "a matter", "GET": {"own": ["head"]}}, "head", OTHER_UNIT, "GET", YES),
        ({"about": "x", "GET": {"own": ["head"], "other unit": []}}, "head", OWN, "GET", YES),
        ({"about": "x", "GET": {"own": ["head"], "other unit": []}}, "head", OTHER_UNIT, "GET", NOT_THERE),
        ({"about": "a matter", "GET": "anybody"}, "nobody", NOBODY, "GET", YES),
    ],
)  # fmt: skip
def test_how_a_line_is_read(line: dict[str, Any], role: str, situation: str, method: str, said: str) -> None:
    who = Somebody(situation, role, None)  # type: ignore[arg-type]
    assert expected(line, Cell("web:page", method, who)) == said
