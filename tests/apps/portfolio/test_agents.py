"""A change agent is whoever says so of themselves, and for as long as they say so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import ChangeAgent
from samspil.apps.portfolio.selectors.agents import AgentLine, find_agents, listed_until, own_agent
from samspil.apps.portfolio.services.agents import AgentSaid, stand_forward, withdraw
from samspil.kit.journal.models import Entry
from samspil.kit.sharing.models import Grant
from samspil.processes.keep_readers import keep_all_readers

NURSE = AgentSaid("social- og sundhedsassistent", "velfærdsteknologi, oplæring", shows_to_members=True)
LATER = NOW + timedelta(days=3)
LATER_ON = LATER.date()


def stands(world: World, said: AgentSaid = NURSE) -> None:
    with world.scope(HVIDOVRE):
        stand_forward(said, acting=world.acting(HVIDOVRE, "employee"), at=NOW)


def found(world: World, code: str, said: str = "", on: date = LATER_ON) -> list[AgentLine]:
    with world.scope(code):
        role = "employee" if code else "coordinator"
        return find_agents(world.acting(code, role), said, on)


def test_a_change_agent_is_found_by_topic_here_and_among_the_members(world: World) -> None:
    stands(world)
    for code in (HVIDOVRE, RODOVRE, ""):
        assert [one.function for one in found(world, code, "velfærdsteknologi")] == [NURSE.function]
        assert found(world, code, "gadelamper") == []


def test_the_name_is_told_in_ones_own_organisation_alone(world: World) -> None:
    stands(world)
    assert [one.name != "" for one in found(world, HVIDOVRE)] == [True]
    assert [(one.name, one.organisation) for one in found(world, RODOVRE)] == [
        ("", world.organisation(HVIDOVRE).name)
    ]


def test_who_does_not_want_to_is_not_shown_to_the_members(world: World) -> None:
    stands(world, AgentSaid("underviser", "oplæring"))
    assert len(found(world, HVIDOVRE)) == 1
    assert found(world, RODOVRE) == []


def test_saying_it_again_changes_what_was_said(world: World) -> None:
    stands(world)
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee")
        stand_forward(AgentSaid("underviser", "oplæring"), acting=acting, at=LATER)
        assert ChangeAgent.objects.count() == 1
        own = own_agent(acting, LATER.date())
        assert own is not None
        assert (own.function, own.shows_to_members) == ("underviser", False)
    assert found(world, RODOVRE) == []


def test_who_withdraws_is_gone_everywhere_with_what_they_wrote(world: World) -> None:
    stands(world)
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee")
        withdraw(acting=acting, at=LATER)
        row = ChangeAgent.objects.get()
        assert (row.function, row.topics, row.until) == ("", "", LATER.date())
        with pytest.raises(RefusedError, match="not_a_change_agent"):
            withdraw(acting=acting, at=LATER)
    assert found(world, HVIDOVRE) == []
    assert found(world, RODOVRE) == []
    with world.scope(HVIDOVRE):
        stand_forward(NURSE, acting=acting, at=LATER)
        assert ChangeAgent.objects.count() == 2


def test_a_change_agent_is_listed_for_a_year_unless_they_say_it_again(world: World) -> None:
    stands(world)
    last, gone = date(2027, 3, 1), date(2027, 3, 2)
    assert [len(found(world, code, on=last)) for code in (HVIDOVRE, RODOVRE)] == [1, 1]
    assert [len(found(world, code, on=gone)) for code in (HVIDOVRE, RODOVRE)] == [0, 0]
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee")
        stand_forward(NURSE, acting=acting, at=NOW + timedelta(days=300))
        own = own_agent(acting, gone)
        assert own is not None
        assert listed_until(own) == date(2027, 12, 27)
    assert [len(found(world, code, on=gone)) for code in (HVIDOVRE, RODOVRE)] == [1, 1]


def test_what_a_lapsed_change_agent_wrote_goes_and_the_journal_knows_it_lapsed(world: World) -> None:
    stands(world)
    keep_all_readers(NOW + timedelta(days=364))
    with world.scope(HVIDOVRE):
        assert ChangeAgent.objects.get().until is None
    for _ in range(2):
        keep_all_readers(NOW + timedelta(days=365))
    with world.scope(HVIDOVRE):
        row = ChangeAgent.objects.get()
        assert (row.function, row.topics, row.until) == ("", "", date(2027, 3, 2))
        assert Entry.objects.filter(action="portfolio.change_agent.lapsed").count() == 1
        assert not Grant.objects.on(date(2027, 3, 3)).filter(subject_type="change_agent").exists()


def test_nobody_withdraws_another(world: World) -> None:
    stands(world)
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="not_a_change_agent"):
            withdraw(acting=world.acting(HVIDOVRE, "head_of_digitalisation"), at=NOW)
        assert ChangeAgent.objects.get().until is None


@pytest.mark.parametrize(
    ("said", "code"),
    [(AgentSaid(" ", "oplæring"), "function_is_missing"), (AgentSaid("a", " "), "agent_says_about_what")],
)
def test_a_change_agent_says_function_and_topics(world: World, said: AgentSaid, code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        stands(world, said)
    with world.scope(HVIDOVRE):
        assert not ChangeAgent.objects.exists()
    assert found(world, HVIDOVRE) == []


def test_the_journal_keeps_no_words(world: World) -> None:
    stands(world)
    with world.scope(HVIDOVRE):
        told = Entry.objects.get(action="portfolio.change_agent.stood_forward").facts
        assert "velfærdsteknologi" not in told
        assert "assistent" not in told
