"""Initiatives by other systems: the same filters, in the same order, and nothing of another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.api.conftest import Machine
from tests.apps.portfolio.ground import LAW, coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import fanning_out, initiatives, plans
from samspil.apps.portfolio.types import InitiativeRole

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
HEAD = "head_of_digitalisation"


def titles(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one["title"] for one in answer.json()["items"]]


def three(world: World) -> None:
    """Three of Hvidovre: with a milestone and red, with a milestone and yellow, and with neither."""
    for title, light, day in [
        ("Vagtplan", "red", date(2026, 5, 1)),
        ("Sensorer", "yellow", date(2026, 4, 1)),
        ("Arkiv", "grey", None),
    ]:
        row = local(world, HVIDOVRE, title, areas=("Ældre",) if day else ())
        with world.scope(HVIDOVRE):
            if day:
                new = plans.NewMilestone("I drift", day)
                plans.add_milestone(row, new, acting=keeper(world, HVIDOVRE), at=NOW)
            Initiative.objects.filter(pk=row.pk).update(light=light)


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("next", ["Sensorer", "Vagtplan", "Arkiv"]),
        ("newest", ["Arkiv", "Sensorer", "Vagtplan"]),
        ("light", ["Vagtplan", "Sensorer", "Arkiv"]),
    ],
)
def test_a_list_goes_on_in_its_order_where_the_page_ended(
    world: World, machine: Make, order: str, found: list[str]
) -> None:
    three(world)
    system, path, seen = machine(HVIDOVRE, "employee"), f"/initiatives?order={order}&size=1", []
    while path:
        answer = system.get(path)
        seen += titles(answer)
        following = answer.json()["next"] or ""
        assert ("Link" in answer) == bool(following)
        path = following.removeprefix("/api")
    assert seen == found


@pytest.mark.parametrize("order", ["next", "newest", "light"])
@pytest.mark.parametrize("after", ["0-0", "9999999999999999-999999999999999999", "1-1"])
def test_a_key_of_another_list_is_none_that_breaks(
    world: World, machine: Make, order: str, after: str
) -> None:
    three(world)
    assert machine(HVIDOVRE, "employee").get(f"/initiatives?order={order}&after={after}").status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("said=vagt", ["Vagtplan"]),
        ("light=yellow", ["Sensorer"]),
        ("area=Ældre", ["Sensorer", "Vagtplan"]),
        ("duty=mandatory", []),
        ("reach=local", ["Sensorer", "Vagtplan", "Arkiv"]),
        ("state=ended", []),
        ("form=pilot", []),
    ],
)
def test_filters_find_what_the_page_finds(
    world: World, machine: Make, browser: Client, asked: str, found: list[str]
) -> None:
    three(world)
    assert titles(machine(HVIDOVRE, "employee").get(f"/initiatives?{asked}")) == found
    page = world.log_in(browser, HVIDOVRE, "employee").get(
        reverse("portfolio:initiatives") + "?" + asked.replace("said=", "q=")
    )
    assert [one["title"] for one in page.context["rows"]] == found


def test_a_filter_that_is_not_known_is_an_error_and_not_everything(world: World, machine: Make) -> None:
    system = machine(HVIDOVRE, "employee")
    assert system.get("/initiatives?q=vagt").status_code == 422
    assert system.get("/initiatives?light=purple").status_code == 422


def test_an_initiative_is_told_with_what_it_promised_first(world: World, machine: Make) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        person = world.people["", "coordinator"]
        role = (InitiativeRole.OWNER, "programejer")
        initiatives.name(common, *role, person=person, acting=coordinator(world), at=NOW)
    told = machine("", "coordinator").get(f"/initiatives/{common.public_id}").json()
    assert (told["title"], told["legal_source"], told["legal_deadline"]) == (
        "Digitale fuldmagter",
        LAW,
        "2027-01-01",
    )
    assert told["first_estimate"] == {
        "sequence": 1,
        "made_at": "2026-03-02T09:00:00Z",
        "cost": {"amount": "900000.00", "currency": "DKK"},
        "effort_days": "120.00",
        "starts_on": "2026-03-01",
        "ends_on": "2026-12-01",
    }
    assert told["roles"] == [{"role": "owner", "function": "programejer"}]
    assert told["is_own"] is True


def test_a_member_reads_what_it_is_shown_and_nobody_else_does(world: World, machine: Make) -> None:
    common = programme(world, HVIDOVRE)
    path = f"/initiatives/{common.public_id}"
    told = machine(HVIDOVRE, "employee").get(path).json()
    assert (told["is_own"], told["owner"]) == (False, world.association.name)
    theirs = machine(SOLROD, "employee")
    for inside in ("", "/milestones", "/participation", "/reports", "/risks"):
        hidden, missing = theirs.get(path + inside), theirs.get(f"/initiatives/{uuid4()}{inside}")
        assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_a_municipality_finds_what_it_is_invited_to(world: World, machine: Make) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)
    (line,) = machine(HVIDOVRE, "employee").get("/common").json()["items"]
    own = machine(HVIDOVRE, "employee").get("/initiatives?reach=joint").json()["items"][0]
    assert (line["id"], line["own"], line["pace"]) == (str(common.public_id), own["id"], "observing")
    assert own["common"] == line["id"]
    assert machine(SOLROD, "employee").get("/common").json() == {"items": [], "next": None}


def test_the_questions_of_a_list_do_not_grow_with_it(world: World, machine: Make) -> None:
    system = machine(HVIDOVRE, "employee")
    counts: list[int] = []
    for _more in range(3):
        three(world)
        with CaptureQueriesContext(connection) as asked:
            assert len(system.get("/initiatives").json()["items"]) == 3 * (len(counts) + 1)
        counts.append(len(asked))
    assert counts[1] == counts[2], "the first time a token is used is written down"
