"""Benefits through the API: the same rows, services and rules as the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.benefits.ground import expects
from tests.apps.benefits.measured_ground import faster, measured
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.services import indicators
from samspil.apps.benefits.types import Sort
from samspil.apps.measurements.models import Indicator, Measurement
from samspil.apps.measurements.types import NewMeasurement

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
HEAD = "head_of_digitalisation"
JANUARY = {
    "first": "2026-01-01", "last": "2026-01-31", "value": "7.5", "unit": "minutter", "n": 40,
    "grade": "sample", "attributed": "0.5", "evidence": "Fagsystemet",
}  # fmt: skip


def path(benefit: Benefit, indicator: Indicator) -> str:
    return f"/benefits/{benefit.public_id}/indicators/{indicator.public_id}/measurements"


def every(system: Machine, begin: str) -> list[dict[str, Any]]:
    """All that a list tells, a page after the other."""
    found: list[dict[str, Any]] = []
    following: str | None = begin
    while following:
        told = system.get(following.removeprefix("/api")).json()
        found += told["items"]
        following = told["next"]
    return found


def test_the_list_goes_on_after_a_key_in_either_order(world: World, machine: Make) -> None:
    mine = local(world, HVIDOVRE)
    dated = expects(world, mine, HVIDOVRE, "Med plan", a_year=120_000)
    measured(world, dated)
    for number in range(4):
        expects(world, mine, HVIDOVRE, f"Uden plan {number}", sort=Sort.QUALITATIVE)
    system = machine(HVIDOVRE, HEAD)
    told = every(system, "/api/benefits?size=2")
    assert [one["title"] for one in told] == ["Med plan", *(f"Uden plan {number}" for number in range(4))]
    newest = every(system, "/api/benefits?size=2&order=newest")
    assert [one["title"] for one in newest] == [f"Uden plan {number}" for number in (3, 2, 1, 0)] + [
        "Med plan"
    ]
    assert told[0]["expected"] == {"amount": "120000.00", "unit": "DKK"}
    assert (told[0]["next_due_on"], told[1]["expected"], told[1]["measured"]) == ("2026-04-01", None, None)
    assert [one["title"] for one in every(system, "/api/benefits?said=med plan")] == ["Med plan"]
    assert every(system, "/api/benefits?state=realised") == []


def test_hours_say_that_they_are_hours(world: World, machine: Make) -> None:
    expects(world, local(world, HVIDOVRE), HVIDOVRE, sort=Sort.FREED_TIME, a_year=300)
    told = machine(HVIDOVRE, HEAD).get("/benefits").json()["items"]
    assert told[0]["expected"] == {"amount": "300.00", "unit": "hours"}


def test_a_filter_that_is_not_known_is_refused(machine: Make) -> None:
    assert machine(HVIDOVRE, HEAD).get("/benefits?overdu=true").status_code == 422


def test_one_tells_its_indicators_with_baselines_and_targets(world: World, machine: Make) -> None:
    mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        new = NewMeasurement(date(2026, 1, 1), date(2026, 1, 31), Decimal("7.5"), "minutter")
        indicators.measure(benefit, indicator.public_id, new, acting=keeper(world, HVIDOVRE), at=NOW)
    told = machine(HVIDOVRE, HEAD).get(f"/benefits/{benefit.public_id}").json()
    assert (told["initiative"], told["leading"]) == (str(mine.public_id), str(indicator.public_id))
    assert told["first"] == told["expected"] == {"amount": "120000.00", "unit": "DKK"}
    assert (told["measured"]["amount"], told["expected_by_then"]["amount"]) == ("5092.40", "10000.00")
    (shown,) = told["indicators"]
    assert (shown["latest"], shown["measurements"], shown["owed_on"][0]) == ("7.5", 1, "2026-04-01")
    (baseline,) = shown["baselines"]
    assert (baseline["value"], baseline["on"], baseline["approved_at"]) == ("10", "2025-12-31", None)
    assert baseline["targets"] == [{"on": "2026-12-31", "value": "5"}]


def test_what_is_measured_is_kept_once_however_often_it_is_sent(world: World, machine: Make) -> None:
    _mine, benefit, indicator = faster(world)
    system, where = machine(HVIDOVRE, HEAD), path(benefit, indicator)
    first = system.post(where, JANUARY, idempotency_key="januar")
    again = system.post(where, JANUARY, idempotency_key="januar")
    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert first.json() == again.json()
    assert system.post(where, {**JANUARY, "value": "8"}, idempotency_key="januar").status_code == 422
    with world.scope(HVIDOVRE):
        row = Measurement.objects.get()
        assert (row.value, row.n, row.grade, row.attributed) == (Decimal("7.5"), 40, "sample", Decimal("0.5"))
        benefit.refresh_from_db()
        assert benefit.measured_minor == round(12_000_000 * 31 / 365.25 / 4)


def test_a_correction_takes_the_place_and_both_are_told(world: World, machine: Make) -> None:
    _mine, benefit, indicator = faster(world)
    system, where = machine(HVIDOVRE, HEAD), path(benefit, indicator)
    wrong = system.post(where, JANUARY).json()["id"]
    right = system.post(f"{where}/{wrong}/correct", {**JANUARY, "value": "8", "comment": "Talt om"})
    assert right.status_code == 201, right.content
    told = {one["id"]: one for one in system.get(where).json()["items"]}
    assert told[wrong]["corrected_by"] == right.json()["id"]
    assert (right.json()["corrects"], right.json()["value"]) == (wrong, "8")
    again = system.post(f"{where}/{wrong}/correct", JANUARY)
    assert (again.status_code, again.json()["code"]) == (409, "corrects_what_is_not_there")


def test_measurements_go_on_after_a_key_the_newest_period_first(world: World, machine: Make) -> None:
    _mine, benefit, indicator = faster(world)
    system, where = machine(HVIDOVRE, HEAD), path(benefit, indicator)
    for place in ("0153", "0167", "0175"):
        for first, last in [("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")]:
            said = {**JANUARY, "first": first, "last": last, "where": place}
            assert system.post(where, said).status_code == 201
    told = every(system, f"/api{where}?size=4")
    assert [(one["last"], one["where"]) for one in told] == [
        (last, place) for last in ("2026-02-28", "2026-01-31") for place in ("0175", "0167", "0153")
    ]


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"unit": "timer"}, 409, "measured_in_another_unit"),
        ({"first": "2025-12-01"}, 409, "measured_before_baseline"),
        ({"value": "7,5"}, 422, "not_valid"),
        ({"value": 7.5}, 422, "not_valid"),
        ({"attributed": "1.5"}, 422, "not_valid"),
        ({"grade": "guessed"}, 422, "not_valid"),
        ({"corrects": "x"}, 422, "not_valid"),
    ],
)
def test_what_cannot_be_measured_is_refused_and_nothing_is_kept(
    world: World, machine: Make, wrong: dict[str, Any], status: int, code: str
) -> None:
    _mine, benefit, indicator = faster(world)
    answer = machine(HVIDOVRE, HEAD).post(path(benefit, indicator), {**JANUARY, **wrong})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    with world.scope(HVIDOVRE):
        assert not Measurement.objects.exists()


def test_who_may_not_measure_is_refused_and_others_find_nothing(world: World, machine: Make) -> None:
    _mine, benefit, indicator = faster(world)
    where = path(benefit, indicator)
    fellow, other = machine(HVIDOVRE, "employee"), machine(RODOVRE, HEAD)
    assert fellow.get(where).status_code == 200
    refused = fellow.post(where, JANUARY)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours_to_measure")
    for address in (where, f"/benefits/{benefit.public_id}"):
        assert other.get(address).status_code == 404
    assert other.post(where, JANUARY).status_code == 404
    assert other.get("/benefits").json()["items"] == []


NOTED = {"title": "Kortere sagstid", "bottom_line": "time_and_resources", "sort": "direct"}
EXPECTED = {"pessimistic": "80000.00", "likely": "120000.00", "optimistic": "150000", "lasts_months": 12}


def test_a_benefit_is_noted_and_planned_and_the_list_shows_it(world: World, machine: Make) -> None:
    system, mine = machine(HVIDOVRE, HEAD), local(world, HVIDOVRE)
    answer = system.post(f"/initiatives/{mine.public_id}/benefits", {**NOTED, "owner": "Chef for Ældre"})
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["state"], made["owner"], made["expected"]) == ("idea", "Chef for Ældre", None)
    path = f"/benefits/{made['id']}/plan"
    planned = system.post(path, {**EXPECTED, "go_live": "2027-01-01"}).json()
    assert planned["expected"] == planned["first"] == {"amount": "120000.00", "unit": "DKK"}
    again = system.post(path, {**EXPECTED, "go_live": "2027-06-01"})
    assert (again.status_code, again.json()["code"]) == (409, "new_plan_says_why")
    later = system.post(path, {**EXPECTED, "go_live": "2027-06-01", "reason": "Udbuddet trækker ud"}).json()
    assert (later["go_live"], later["first"]) == ("2027-06-01", planned["first"])
    (line,) = system.get("/benefits").json()["items"]
    assert (line["id"], line["expected"]) == (made["id"], later["expected"])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, (409, "plan_needs_amounts")),
        ({"likely": "120000.00"}, (409, "plan_needs_amounts")),
        ({**EXPECTED, "pessimistic": "130000.00"}, (409, "estimates_out_of_order")),
        (
            {**EXPECTED, "pessimistic": "-3", "likely": "-2", "optimistic": "-1"},
            (409, "benefit_below_nothing"),
        ),
        ({**EXPECTED, "rises_months": 12}, (409, "course_out_of_order")),
        ({**EXPECTED, "likely": 120000.0}, (422, "not_valid")),
        ({**EXPECTED, "fades": "1.5"}, (422, "not_valid")),
    ],
)
def test_a_plan_that_does_not_hold_together_is_refused(
    world: World, machine: Make, said: dict[str, Any], told: tuple[int, str]
) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE)
    body = {"go_live": "2027-01-01", **said}
    answer = machine(HVIDOVRE, HEAD).post(f"/benefits/{benefit.public_id}/plan", body)
    assert (answer.status_code, answer.json()["code"]) == told
    with world.scope(HVIDOVRE):
        assert not benefit.plans.exists()


def test_what_shows_in_indicators_alone_takes_no_amounts(world: World, machine: Make) -> None:
    benefit = expects(world, local(world, HVIDOVRE), HVIDOVRE, sort=Sort.QUALITATIVE)
    system, path = machine(HVIDOVRE, HEAD), f"/benefits/{benefit.public_id}/plan"
    refused = system.post(path, {**EXPECTED, "go_live": "2027-01-01"})
    assert (refused.status_code, refused.json()["code"]) == (409, "only_indicators_show_it")
    assert system.post(path, {"go_live": "2027-01-01"}).json()["go_live"] == "2027-01-01"


def test_a_benefit_is_noted_and_planned_by_who_leads_the_initiative(world: World, machine: Make) -> None:
    mine = local(world, HVIDOVRE)
    benefit = expects(world, mine, HVIDOVRE)
    for path, body, code in (
        (f"/initiatives/{mine.public_id}/benefits", NOTED, "not_yours_to_lead"),
        (f"/benefits/{benefit.public_id}/plan", {**EXPECTED, "go_live": "2027-01-01"}, "not_yours_to_change"),
    ):
        answer = machine(HVIDOVRE, "employee").post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, code)
        assert machine(RODOVRE, HEAD).post(path, body).status_code == 404
    with world.scope(HVIDOVRE):
        assert Benefit.objects.count() == 1
        assert not benefit.plans.exists()
