"""What a governance model says of money: cases at gates, how large a short one is, who writes the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.apps.funding.case_ground import IT, kept, kroner
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, World
from tests.core.governance.small_world import WORLD, load_from

from samspil import library
from samspil.apps.funding.selectors import money_rules
from samspil.apps.funding.selectors.money_rules import case_rules_on, two_keep
from samspil.apps.funding.services.cases import check_at_gate
from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.business_case import Case, Kind, Line
from samspil.core.governance.language.commitments import MoneyRules, Phase
from samspil.core.governance.load import load
from samspil.core.units import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(world: World) -> Initiative:
    return local(world, HVIDOVRE)


def phase_of(model: str, project: str, key: str) -> Phase:
    """A phase of a project model that ships."""
    found = load(model, library.model_files, library.municipalities())
    return found.spec.project_models[project].phases[key]


def test_pm2_asks_for_a_case_before_its_first_phase_is_left_and_the_states_model_does_not(
    world: World, mine: Initiative
) -> None:
    first = phase_of("pm2", "pm2_phases", "initiating")
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError) as error:
            check_at_gate(mine, first)
        assert error.value.problem.code == "gate_lacks_case"
        check_at_gate(mine, phase_of("pm2", "pm2_phases", "planning"))
        check_at_gate(mine, phase_of("state_project_model", "state_model", "analysis"))
    kept(world, mine)
    with world.scope(HVIDOVRE):
        check_at_gate(mine, first)


def ruled(monkeypatch: pytest.MonkeyPatch, rules: MoneyRules | None) -> None:
    """Hvidovre's model says this of money; its numbers are those of the small town: 1,000, then 2,000."""
    town = load_from(WORLD, "town")
    changed = replace(town, spec=town.spec.model_copy(update={"money": rules}))
    monkeypatch.setattr(money_rules, "models_on", lambda *asked: [changed])


SAYS = MoneyRules(short_case="limit", benefits_delay="two_years", source="assumed")


def test_how_large_a_short_case_may_be_is_said_by_the_model_by_day(
    world: World, mine: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = mine.organisation_id
    with world.scope(HVIDOVRE):
        shipped = case_rules_on(of, date(2027, 6, 1)).short_up_to
        assert shipped is not None
        assert shipped.amount == Money.of(1_000_000)
        ruled(monkeypatch, SAYS)
        for day, kroner in ((date(2026, 12, 31), 1_000), (date(2027, 1, 1), 2_000)):
            found = case_rules_on(of, day).short_up_to
            assert found is not None
            assert (found.amount, found.source) == (Money.of(kroner), "assumed")
        ruled(monkeypatch, SAYS.model_copy(update={"short_case": None}))
        assert case_rules_on(of, date(2027, 6, 1)).short_up_to == shipped


def test_a_case_above_the_models_limit_says_what_it_builds_on(
    world: World, mine: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled(monkeypatch, SAYS)
    line = Line("Drift", Kind.OPERATION, IT, kroner(1_000))
    kept(world, mine, Case(2027, 2026, (line,)))
    over = Case(2027, 2026, (replace(line, amounts=(Money.of(1_000) + Money(1),)),))
    with pytest.raises(RefusedError) as error:
        kept(world, mine, over, why="Dyrere")
    assert error.value.problem.code == "case_needs_three_points"


def test_how_late_benefits_are_taken_to_come_is_said_by_the_model(
    world: World, mine: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, on = mine.organisation_id, date(2027, 6, 1)
    with world.scope(HVIDOVRE):
        shipped = case_rules_on(of, on)
        assert shipped.stress is not None
        assert (shipped.stress.scenario.delay, shipped.delayed_by) == (1, None)
        ruled(monkeypatch, SAYS)
        found = case_rules_on(of, on)
        assert found.stress is not None
        assert found.stress.scenario == replace(shipped.stress.scenario, delay=2)
        assert found.delayed_by is not None


def test_two_write_the_ledger_unless_the_model_says_otherwise(
    world: World, mine: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, on = mine.organisation_id, date(2026, 3, 2)
    with world.scope(HVIDOVRE):
        assert two_keep(of, on)
        ruled(monkeypatch, SAYS)
        assert two_keep(of, on)
        ruled(monkeypatch, SAYS.model_copy(update={"two_persons": False}))
        assert not two_keep(of, on)
