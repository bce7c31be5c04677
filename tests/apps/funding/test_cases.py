"""A business case is kept as it is: each change a version, and each gate keeps the one it was asked with."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.apps.funding.case_ground import CARE, IT, kept, kroner, large, small
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.funding.models import CaseVersion, GateCase
from samspil.apps.funding.selectors.cases import (
    KeptCase,
    chosen_version,
    gates_of,
    newest_case,
    told_of_case,
    versions_of,
)
from samspil.apps.funding.services.cases import NewCase, keep_case
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.gates import check_gate
from samspil.apps.portfolio.types import End
from samspil.core.finance.business_case import Case, Kind, Line
from samspil.core.units import Money
from samspil.kit.journal.models import Entry


@pytest.fixture
def mine(world: World) -> Initiative:
    return local(world, HVIDOVRE)


def refused(world: World, mine: Initiative, case: Case, role: str = "", **more: str) -> str:
    acting = world.acting(HVIDOVRE, role) if role else keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError) as error:
        keep_case(mine, NewCase(case, **more), acting=acting, at=NOW)
    return error.value.problem.code


def test_a_version_is_kept_with_all_of_it_and_what_it_comes_to(world: World, mine: Initiative) -> None:
    row = kept(world, mine)
    with world.scope(HVIDOVRE):
        found = KeptCase(CaseVersion.objects.get(pk=row.pk))
    assert found.case == small()
    assert (row.number, row.cost_minor, row.benefit_minor) == (1, 450_000_00, 600_000_00)
    assert row.unclear_minor == 150_000_00
    # 150,000 a year in years 1 to 3 at 3.5 per cent is 420,245.55 (annuity factor 2.801637); 300,000 at once.
    assert row.net_now_minor == 120_245_55
    assert found.figures.net_now == Money(row.net_now_minor)


def test_it_is_kept_with_the_rates_of_its_day(world: World, mine: Initiative) -> None:
    row = kept(world, mine)
    assert row.rates["since"] == "2021-01-07"
    assert KeptCase(row).rates.rate_in(1) == Fraction(35, 1000)


def test_what_is_otherwise_is_a_new_version_and_says_why(world: World, mine: Initiative) -> None:
    kept(world, mine)
    assert refused(world, mine, small(310_000)) == "case_says_why"
    second = kept(world, mine, small(310_000), why="Tilbuddet var dyrere")
    with world.scope(HVIDOVRE):
        versions = versions_of(mine)
    assert [one.number for one in versions] == [2, 1]
    assert second.why == "Tilbuddet var dyrere"
    with world.scope(HVIDOVRE):
        assert newest_case(mine) == second


def test_what_is_as_before_is_no_version(world: World, mine: Initiative) -> None:
    kept(world, mine)
    assert refused(world, mine, small(), why="Igen") == "case_is_as_before"
    assert kept(world, mine, assumptions="Tre tilbud", why="Skrev hvad det bygger på").number == 2


def test_a_version_never_changes_and_never_goes(world: World, mine: Initiative) -> None:
    row = kept(world, mine)
    with world.scope(HVIDOVRE):
        stored = CaseVersion.objects.filter(pk=row.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            stored.update(net_now_minor=0)
        with pytest.raises(DatabaseError), transaction.atomic():
            stored.delete()


def test_only_who_leads_the_initiative_says_what_it_costs(world: World, mine: Initiative) -> None:
    assert refused(world, mine, small(), "employee") == "not_yours_to_lead"


def test_what_is_over_gets_no_new_case(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        mine.end, mine.ended_on = End.STOPPED.value, NOW.date()
        mine.save()
    assert refused(world, mine, small()) == "initiative_is_over"


def test_above_the_limit_it_takes_three_points_and_what_they_build_on(world: World, mine: Initiative) -> None:
    at_the_limit = small(850_000)  # and 150,000 for operation: one million in all
    assert kept(world, mine, at_the_limit).number == 1
    assert refused(world, mine, small(850_001), why="x") == "case_needs_three_points"
    assert refused(world, mine, large(), why="x") == "case_needs_assumptions"
    assert kept(world, mine, large(), why="x", assumptions="Tre tilbud").number == 2


def test_a_case_from_before_there_were_rates_is_refused(world: World, mine: Initiative) -> None:
    long = Case(2027, 2026, (Line("Drift", Kind.OPERATION, IT, kroner(*[1] * 71)),))
    assert kept(world, mine, long).number == 1  # years 0 to 70
    late = NOW.replace(year=2013, month=5, day=1)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError) as error:
        keep_case(mine, NewCase(small(), why="x"), acting=keeper(world, HVIDOVRE), at=late)
    assert error.value.problem.code == "no_discount_rates_on_day"


def test_the_journal_is_told_amounts_and_no_words(world: World, mine: Initiative) -> None:
    kept(world, mine, assumptions="Leverandørens tilbud")
    with world.scope(HVIDOVRE):
        entry = Entry.objects.filter(action="funding.case_kept").get()
    assert '"net_now":12024555' in entry.facts.replace(" ", "")
    for word in ("tilbud", CARE, "Indkøb"):
        assert word not in entry.facts


def test_a_version_is_found_by_its_number(world: World, mine: Initiative) -> None:
    row = kept(world, mine)
    assert chosen_version([row], None) == chosen_version([row], 1) == row
    assert chosen_version([], None) is None
    with pytest.raises(NotFoundError):
        chosen_version([row], 2)


def test_another_member_finds_no_version(world: World, mine: Initiative) -> None:
    kept(world, mine)
    with world.scope(RODOVRE):
        assert versions_of(mine) == []


# --- gates


@pytest.fixture
def project(world: World) -> Project:
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    with world.scope(HVIDOVRE):
        return Project(world, HVIDOVRE, "shared_model")


def test_a_gate_keeps_the_version_it_was_asked_for_with(world: World, project: Project) -> None:
    first = kept(world, project.initiative)
    with world.scope(HVIDOVRE):
        gate = project.ask_when_ready(leader_trained=True, new_appropriation=False, buys=False)
    kept(world, project.initiative, small(310_000), why="Dyrere")
    with world.scope(HVIDOVRE):
        [found] = gates_of(project.initiative)
    assert (found.version, found.matter, found.phase) == (first, gate.matter, gate.phase)


def test_whoever_decides_reads_what_it_costs_brings_and_who_pays_is_unclear(
    world: World, project: Project
) -> None:
    kept(world, project.initiative)
    with world.scope(HVIDOVRE):
        project.ask_when_ready(leader_trained=True, new_appropriation=False, buys=False)
        told = project.matter().description
    assert (
        "Business case, version 1: nettonutidsværdi 120.246 kr. (koster 450.000 kr., giver 600.000 kr.)."
        in told
    )
    assert "Ingen står til at betale 150.000 kr. af det." in told


def test_what_everybody_pays_says_nothing_of_unclear(world: World, mine: Initiative) -> None:
    line = Line("Drift", Kind.OPERATION, IT, kroner(5))
    kept(world, mine, Case(2027, 2026, (line,)))
    with world.scope(HVIDOVRE):
        assert len(told_of_case(mine)) == 1


def test_a_gate_whose_model_asks_for_a_case_is_not_asked_for_without_one(
    world: World, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strict(*found: Any, **more: Any) -> Any:
        initiative, followed, phase = check_gate(*found, **more)
        return initiative, followed, phase.model_copy(update={"needs_case": True})

    monkeypatch.setattr("samspil.processes.pass_gate.check_gate", strict)
    said: dict[str, Any] = {"leader_trained": True, "new_appropriation": False, "buys": False}
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError) as error:
            project.ask_when_ready(**said)
        assert error.value.problem.code == "gate_lacks_case"
        assert gates_of(project.initiative) == []
    first = kept(world, project.initiative)
    with world.scope(HVIDOVRE):
        project.ask_when_ready(**said)
        assert [one.version_id for one in gates_of(project.initiative)] == [first.pk]


def test_a_gate_without_a_case_keeps_none(world: World, project: Project) -> None:
    with world.scope(HVIDOVRE):
        project.ask_when_ready(leader_trained=True, new_appropriation=False, buys=False)
        assert GateCase.objects.count() == 0
        assert told_of_case(project.initiative) == []


def test_versions_take_one_question_however_many(world: World, mine: Initiative) -> None:
    kept(world, mine)
    kept(world, mine, small(310_000), why="Dyrere")
    with (
        world.scope(HVIDOVRE),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        assert [one.content["first_year"] for one in versions_of(mine)] == [2027, 2027]
    assert len(asked) == 1
