"""Who may act at a step, and what those who may not are told."""

from __future__ import annotations

from dataclasses import replace

from tests.core.governance.engine_world.world import (
    brought,
    changed,
    chooses,
    done,
    model_of,
    moment,
    sitting,
    somebody,
)

from samspil.core.governance import entries
from samspil.core.governance.bodies import own_unit_refusal
from samspil.core.governance.engine import decide
from samspil.core.governance.forum_decisions import holder_refusal
from samspil.core.governance.matter import Actor, Authority, Ground, Refusal
from samspil.core.governance.state import State
from samspil.core.units import Money

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")
OWN_UNIT = "up_to: clerk_limit, scope: own_unit"
BEGUN = "2026-02-02T10:00"


def turned_away(state: State, at: str) -> dict[str, object]:
    """What a stranger is told who would have a forum's word."""
    answer = decide(TOWN, state, chooses(state, "stranger", "approve", at, sitting=sitting("circle", [])))
    assert isinstance(answer, Refusal)
    assert answer.code == "not_your_table"
    return dict(answer.problem.args)


def test_at_a_forum_s_table_act_those_who_sit_there_and_its_secretary() -> None:
    wish = brought(TOWN, "wish", BEGUN, amount=Money.of(50000))
    council = done(TOWN, wish, chooses(wish, "clerk", "recommend", BEGUN))
    assert turned_away(council, BEGUN) == {"body": "forum council", "roles": "councillor, mayor, scribe"}


def test_a_forum_without_a_secretary_has_only_those_who_sit_there() -> None:
    circle = brought(TOWN, "gathering", BEGUN)
    assert turned_away(circle, BEGUN) == {"body": "forum circle", "roles": "gardener"}


def test_a_member_s_seat_can_be_stepped_out_of_while_it_is_a_member() -> None:
    """Tårnby (0185) leaves on 1 January 2027."""
    state = brought(LEAGUE, "together", "2026-12-30T10:00")
    assert state.step == "table"
    out = entries.Recuse("envoy_0185", "cousin", somebody("envoy"), moment("2026-12-31T10:00"))
    assert done(LEAGUE, state, out).recused == {("forum table", "envoy_0185")}
    answer = decide(LEAGUE, state, replace(out, at=moment("2027-01-01T10:00")))
    assert isinstance(answer, Refusal)
    assert answer.problem.args == {"seat": "envoy_0185", "known": "envoy_0155, envoy_0153"}


def test_a_mandate_for_the_own_unit_says_so_on_its_own_line_and_who_has_no_unit() -> None:
    model = changed("skovby", (OWN_UNIT, OWN_UNIT.replace(" scope", "\n    scope")))
    authority = Authority(Ground.MANDATE, "clerk_in_own_unit", model.place("mandates", "clerk_in_own_unit"))
    state = brought(model, "wish", BEGUN)
    nowhere = replace(state, matter=replace(state.matter, unit=None))
    refusal = own_unit_refusal(model, nowhere, authority, Actor("carl", frozenset({"clerk"})))
    assert refusal is not None
    assert refusal.problem.args == {"unit": "–", "actors_unit": "–"}
    assert refusal.problem.place is not None
    assert refusal.problem.place.line == authority.place.line + 1


def test_who_has_an_interest_sits_with_that_forum_from_no_seat() -> None:
    """Whoever else holds the seat may; so may the person in a forum that has nothing to do with it."""
    state = replace(brought(TOWN, "wish", BEGUN), barred=frozenset({("forum council", "eva")}))
    seats = ["mayor", "councillor_1"]
    with_eva = sitting("council", seats, holders={"mayor": "dan", "councillor_1": "eva"})
    refusal = holder_refusal(TOWN, with_eva, state)
    assert refusal is not None
    assert (refusal.code, refusal.problem.args) == ("person_is_recused", {"person": "eva"})
    assert refusal.problem.place == TOWN.place("forums", "council", "seats")
    assert holder_refusal(TOWN, sitting("council", seats, holders={"mayor": "dan"}), state) is None
    assert holder_refusal(TOWN, sitting("council", ["mayor"], holders=with_eva.holders), state) is None
    in_circle = sitting("circle", ["member_1"], holders={"member_1": "eva"})
    assert holder_refusal(TOWN, in_circle, state) is None
