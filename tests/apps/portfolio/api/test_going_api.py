"""How it goes, by other systems: milestones, paces, reports and risks, by the rules of the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.portfolio.models import Initiative, PaceChange, Risk, StatusReport
from samspil.apps.portfolio.services import fanning_out, plans
from samspil.kit.api.types import Right
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
HEAD = "head_of_digitalisation"
REPORT = {
    "expenditure": "green",
    "time": "green",
    "economic_benefits": "grey",
    "other_benefits": "green",
    "overall": "green",
    "text": "Det går efter planen",
}
RISK = {
    "title": "Leverandøren bliver forsinket",
    "likelihood": 4,
    "impact": 3,
    "response": "reduce",
    "owner": "projektleder",
    "review_on": "2026-04-01",
}


def problem(answer: Any) -> tuple[int, str]:
    assert answer["content-type"] == "application/problem+json", answer.content
    return answer.status_code, answer.json()["code"]


def planned(world: World, *days: date) -> Initiative:
    row = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        for day in days:
            plans.add_milestone(
                row, plans.NewMilestone(f"Til {day}", day), acting=keeper(world, HVIDOVRE), at=NOW
            )
    return row


def given_out(world: World) -> Initiative:
    """The association's programme with Hvidovre's own plan in it."""
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)
    return common


# --- milestones


def test_milestones_to_come_and_a_plan_go_on_by_day(world: World, machine: Make) -> None:
    days = [date(2026, 4, 1), date(2026, 4, 1), date(2026, 5, 1)]
    row = planned(world, *days)
    system = machine(HVIDOVRE, "employee")
    for first in ("/milestones?size=1", f"/initiatives/{row.public_id}/milestones?size=1"):
        seen, path = [], first
        while path:
            told = system.get(path).json()
            seen += [one["expected_on"] for one in told["items"]]
            path = (told["next"] or "").removeprefix("/api")
        assert seen == [day.isoformat() for day in days]
    assert system.get("/milestones?said=nothing+so").json()["items"] == []


def test_a_milestone_moves_and_tells_what_moved_with_it(world: World, machine: Make) -> None:
    row = planned(world, date(2026, 4, 1), date(2026, 5, 1))
    with world.scope(HVIDOVRE):
        first, then = row.milestones.order_by("planned_on")
        plans.let_wait(then, first.public_id, 0, acting=keeper(world, HVIDOVRE), at=NOW)
    to = {"to": "2026-06-01", "reason": "Udbuddet trækker ud"}
    answer = machine(HVIDOVRE, HEAD).post(f"/milestones/{first.public_id}/move", to).json()
    assert (answer["milestone"]["first_on"], answer["milestone"]["planned_on"]) == (
        "2026-04-01",
        "2026-06-01",
    )
    assert [(one["name"], one["was"], one["now"]) for one in answer["moved"]] == [
        ("Til 2026-05-01", "2026-05-01", "2026-06-01")
    ]


def test_a_milestone_of_the_common_plan_moves_by_a_deviation(world: World, machine: Make) -> None:
    common = given_out(world)
    system = machine(HVIDOVRE, HEAD)
    own = system.get("/initiatives").json()["items"][0]
    first = system.get(f"/initiatives/{own['id']}/milestones").json()["items"][0]
    moved = system.post(f"/milestones/{first['id']}/move", {"to": "2026-10-01", "reason": "Ferie"})
    assert moved.json()["milestone"]["deviation"] == "Ferie"
    parts = machine("", "coordinator").get(f"/initiatives/{common.public_id}/participation").json()["items"]
    assert [one["deviations"] for one in parts] == [1]


def test_a_milestone_is_not_moved_without_a_reason(world: World, machine: Make) -> None:
    with world.scope(HVIDOVRE):
        row = planned(world, date(2026, 4, 1)).milestones.get()
    system = machine(HVIDOVRE, HEAD)
    for body in ({"to": "2026-06-01"}, {"to": "2026-06-01", "reason": " "}):
        assert system.post(f"/milestones/{row.public_id}/move", body).status_code == 422
    same = {"to": "2026-04-01", "reason": "x"}
    assert problem(system.post(f"/milestones/{row.public_id}/move", same)) == (
        409,
        "milestone_is_on_that_day",
    )


# --- members and paces


def test_a_member_says_its_pace_and_the_association_reads_it(world: World, machine: Make) -> None:
    common = given_out(world)
    said = {"pace": "preparing", "function": "digitaliseringskonsulent"}
    told = machine(HVIDOVRE, HEAD).post(f"/initiatives/{common.public_id}/pace", said).json()
    assert (told["code"], told["pace"], told["pace_since"]) == (HVIDOVRE, "preparing", TODAY.isoformat())
    (part,) = machine("", "coordinator").get(f"/initiatives/{common.public_id}/participation").json()["items"]
    assert part == told


def test_no_pace_commits_without_a_decision_of_ones_own(world: World, machine: Make) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    answer = machine(HVIDOVRE, HEAD).post(f"/initiatives/{common.public_id}/pace", {"pace": "joining"})
    assert problem(answer) == (409, "pace_needs_a_decision")


def test_only_who_keeps_the_portfolio_speaks_for_the_municipality(world: World, machine: Make) -> None:
    common = given_out(world)
    path, said = f"/initiatives/{common.public_id}/pace", {"pace": "preparing"}
    assert problem(machine(HVIDOVRE, "employee").post(path, said)) == (403, "not_yours_to_keep")
    assert machine("", "coordinator").post(path, said).status_code == 404, "nobody speaks for a member"
    assert machine(SOLROD, HEAD).post(path, said).status_code == 404
    with world.scope(""):
        assert not PaceChange.objects.exists()


# --- status reports


def test_a_report_is_made_and_read(world: World, machine: Make) -> None:
    row = planned(world)
    with world.scope(HVIDOVRE):
        row.estimates.create(
            organisation_id=row.organisation_id, sequence=1, made_at=NOW, cost_minor=10_000_000
        )
    system, path = machine(HVIDOVRE, HEAD), f"/initiatives/{row.public_id}/reports"
    said = {**REPORT, "expected_cost": {"amount": "110000.00"}, "expenditure": "red", "overall": "red"}
    told = system.post(path, said)
    assert told.status_code == 201, told.content
    made = told.json()
    grey = dict.fromkeys(("time", "economic_benefits", "other_benefits"), "grey")
    assert made["by_numbers"] == {"expenditure": "red", "overall": "red", **grey}
    assert made["expected_cost"] == {"amount": "110000.00", "currency": "DKK"}
    assert made["spent"] is None
    assert made["reported_by"]
    (line,) = system.get(path).json()["items"]
    assert line.pop("reported_at")[:19] == made.pop("reported_at")[:19]  # Z and +00:00 are one zone
    assert line == made
    assert system.get(f"/initiatives/{row.public_id}").json()["light"] == "red"


def test_reports_are_read_a_page_at_a_time_the_newest_first(world: World, machine: Make) -> None:
    path, system = f"/initiatives/{planned(world).public_id}/reports", machine(HVIDOVRE, HEAD)
    for text in ("Først", "Siden"):
        system.post(path, {**REPORT, "text": text})
    first = system.get(f"{path}?size=1").json()
    last = system.get(first["next"].removeprefix("/api")).json()
    assert [one["text"] for one in [*first["items"], *last["items"]]] == ["Siden", "Først"]
    assert last["next"] is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({**REPORT, "text": " "}, (409, "report_needs_words")),
        ({**REPORT, "spent": {"amount": "1.00", "currency": "EUR"}}, (409, "currency_mismatch")),
        ({**REPORT, "other_benefits": "red"}, (409, "light_differs_without_a_reason")),
        ({**REPORT, "overall": "purple"}, (422, "not_valid")),
        ({**REPORT, "spent": {"amount": 1.5}}, (422, "not_valid")),
        ({**REPORT, "approved": True}, (422, "not_valid")),
    ],
)
def test_a_report_that_does_not_hold_together_is_refused(
    world: World, machine: Make, body: dict[str, Any], told: tuple[int, str]
) -> None:
    answer = machine(HVIDOVRE, HEAD).post(f"/initiatives/{planned(world).public_id}/reports", body)
    assert problem(answer) == told
    with world.scope(HVIDOVRE):
        assert not StatusReport.objects.exists()


def test_a_member_reads_the_common_reports_and_not_who_made_them(world: World, machine: Make) -> None:
    path = f"/initiatives/{programme(world, HVIDOVRE).public_id}/reports"
    assert machine("", "coordinator").post(path, REPORT).json()["reported_by"]
    (line,) = machine(HVIDOVRE, "employee").get(path).json()["items"]
    assert (line["text"], line["reported_by"]) == (REPORT["text"], "")
    assert machine(HVIDOVRE, HEAD).post(path, REPORT).status_code == 404, "it is the association's to report"


# --- risks


def test_a_risk_is_added_and_stands_by_its_weight(world: World, machine: Make) -> None:
    path, system = f"/initiatives/{planned(world).public_id}/risks", machine(HVIDOVRE, HEAD)
    small = system.post(path, {**RISK, "title": "Lille", "likelihood": 1}).json()
    large = system.post(path, RISK).json()
    assert (large["likelihood"], large["raised_on"], large["closed_on"]) == (4, TODAY.isoformat(), None)
    assert system.get(path).json() == {"items": [large, small], "next": None}
    first = system.get(f"{path}?size=1").json()
    assert system.get(first["next"].removeprefix("/api")).json()["items"] == [small]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"likelihood": 6}, (422, "not_valid")),
        ({"likelihood": 0}, (422, "not_valid")),
        ({"likelihood": True}, (422, "not_valid")),
        ({"owner": "x" * 201}, (422, "not_valid")),
        ({"owner": " "}, (409, "risk_needs_an_owner")),
        ({"review_on": "2026-03-01"}, (409, "review_day_is_past")),
    ],
)
def test_a_risk_that_does_not_hold_together_is_refused(
    world: World, machine: Make, said: dict[str, Any], told: tuple[int, str]
) -> None:
    answer = machine(HVIDOVRE, HEAD).post(f"/initiatives/{planned(world).public_id}/risks", {**RISK, **said})
    assert problem(answer) == told
    with world.scope(HVIDOVRE):
        assert not Risk.objects.exists()


# --- who may, and once


def writes(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Each operation that changes an initiative of Hvidovre's own."""
    row = planned(world, date(2026, 4, 1))
    with world.scope(HVIDOVRE):
        milestone = row.milestones.get()
    return [
        (f"/initiatives/{row.public_id}/reports", REPORT),
        (f"/initiatives/{row.public_id}/risks", RISK),
        (f"/milestones/{milestone.public_id}/move", {"to": "2026-05-01", "reason": "Ferie"}),
    ]


def test_who_does_not_lead_is_refused_with_a_sentence_and_changes_nothing(
    world: World, machine: Make
) -> None:
    for path, body in writes(world):
        answer = machine(HVIDOVRE, "employee").post(path, body)
        assert problem(answer) == (403, "not_yours_to_lead")
        assert "Vagtplan i Ældre" in answer.json()["detail"]
        assert problem(machine(HVIDOVRE, HEAD, (Right.READ,)).post(path, body)) == (403, "token_may_not")
        assert machine(RODOVRE, HEAD).post(path, body).status_code == 404
    with world.scope(HVIDOVRE):
        assert not StatusReport.objects.exists()
        assert not Risk.objects.exists()


def test_what_is_sent_twice_with_a_key_is_done_once(world: World, machine: Make) -> None:
    system = machine(HVIDOVRE, HEAD)
    for number, (path, body) in enumerate(writes(world)):
        first, again = (system.post(path, body, idempotency_key=f"k-{number}") for _ in range(2))
        assert first.status_code in {200, 201}, first.content
        assert (again.status_code, again.json()) == (first.status_code, first.json())
        assert again["Idempotent-Replayed"] == "true"
    with world.scope(HVIDOVRE):
        assert (StatusReport.objects.count(), Risk.objects.count()) == (1, 1)


def test_what_a_machine_does_stands_in_the_journal_as_what_a_page_does(world: World, machine: Make) -> None:
    path, body = writes(world)[0]
    machine(HVIDOVRE, HEAD).post(path, body)
    with world.scope(HVIDOVRE):
        entry = Entry.objects.filter(action="portfolio.initiative.reported").get()
        assert entry.actor == str(world.people[HVIDOVRE, HEAD])
