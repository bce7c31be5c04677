"""Who owes what to whom by when, once an outcome has been reached."""

from __future__ import annotations

from datetime import date

import pytest
from tests.core.governance.engine_world.plays import own_decision
from tests.core.governance.engine_world.world import (
    answers,
    brought,
    changed,
    chooses,
    done,
    model_of,
    moment,
    sitting,
)

from samspil.core.errors import ProblemsError
from samspil.core.governance import entries
from samspil.core.governance.events import Answer, ObligationCreated
from samspil.core.governance.obligations import obligations_from
from samspil.core.governance.state import State

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")


def owed(state: State) -> list[tuple[str, str, str, str]]:
    return [(one.rule, one.owed_by, one.owed_to, one.due_on.isoformat()) for one in state.obligations]


def test_an_approval_creates_reports_every_five_years_and_checks_every_month() -> None:
    """Approved on Tuesday 3 February 2026 before three. A month on is 3 March; then 60 and 120 months more.
    Two working days on is 5 February; 30 days from then a Saturday, 60 days Easter Monday."""
    state = brought(TOWN, "wish", "2026-02-02T10:00")
    state = done(TOWN, state, answers(state, "clerk", "cost", "2026-02-03T10:00"))
    state = done(TOWN, state, chooses(state, "clerk", "approve", "2026-02-03T11:00"))
    assert owed(state) == [
        ("report", "role clerk", "forum council", "2026-03-03"),
        ("report", "role clerk", "forum council", "2031-03-03"),
        ("report", "role clerk", "forum council", "2036-03-03"),
        ("check", "role gardener", "role clerk", "2026-02-05"),
        ("check", "role gardener", "role clerk", "2026-03-09"),
        ("check", "role gardener", "role clerk", "2026-04-07"),
    ]


def test_what_comes_in_after_three_is_counted_from_the_next_working_day() -> None:
    state = brought(TOWN, "wish", "2026-02-02T10:00")
    first = obligations_from(TOWN, state, ["check"], moment("2026-02-03T15:00"))[0]
    assert isinstance(first, ObligationCreated)
    assert (first.due_on, first.at) == (date(2026, 2, 6), moment("2026-02-03T15:00"))


def test_a_thank_is_owed_to_the_forum_of_the_matter_s_own_theme() -> None:
    state = brought(TOWN, "gathering", "2026-02-02T10:00")
    sat = sitting("circle", ["member_1", "member_2"])
    state = done(TOWN, state, chooses(state, "gardener", "approve", "2026-02-05T09:00", sitting=sat))
    assert owed(state) == [("thanks", "role requester", "forum circle", "2026-03-09")]


def test_a_body_that_is_looked_up_is_not_guessed_where_the_matter_has_no_such_attribute() -> None:
    state = brought(TOWN, "wish", "2026-02-02T10:00")
    with pytest.raises(ProblemsError) as error:
        obligations_from(TOWN, state, ["thanks"], moment("2026-02-03T10:00"))
    problem = error.value.problems[0]
    assert problem.code == "missing_attribute"
    assert problem.args == {"attribute": "theme", "kind": "wish"}
    assert problem.place == TOWN.place("attributes", "theme")
    assert problem.place != TOWN.place("attributes")


def test_a_thank_may_be_owed_by_the_role_of_the_matter_s_own_theme() -> None:
    """For a party the clerk owes thanks to the festival committee."""
    owing = ("    owed_by: {role: requester}\n", "    owed_by: {role_for: theme}\n")
    model = changed("skovby", owing)
    state = brought(model, "gathering", "2026-02-02T10:00", theme="party")
    found = obligations_from(model, state, ["thanks"], moment("2026-02-03T10:00"))
    assert [(one.owed_by, one.owed_to) for one in found] == [("role clerk", "forum festival")]


def test_each_participant_shares_and_each_member_tells() -> None:
    """Tårnby and Brøndby take part, Dragør has declined; all three are members."""
    state = brought(LEAGUE, "together", "2026-02-02T10:00")
    sat = sitting("table", ["envoy_0155", "envoy_0185", "envoy_0153"])
    state = done(LEAGUE, state, chooses(state, "envoy", "recommend", "2026-02-02T10:00", sitting=sat))
    for member, answer in (("0185", Answer.CONSENTS), ("0153", Answer.CONSENTS), ("0155", Answer.DECLINES)):
        at = moment("2026-02-03T10:00")
        own = own_decision(state, member, answer, at)
        state = done(LEAGUE, state, entries.AnswerAsMember(member, answer, at, own))
    got = [(one.rule, one.owed_by, one.member, one.due_on) for one in state.obligations]
    day = date(2026, 5, 4)  # three months from 3 February is a Sunday
    assert got == [
        ("share", "members", "0153", day),
        ("share", "members", "0185", day),
        ("tell", "members", "0155", day),
        ("tell", "members", "0185", day),
        ("tell", "members", "0153", day),
    ]
