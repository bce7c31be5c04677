"""What differs between models, against figures worked out by hand and day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from tests.core.governance.engine_world.world import changed, model_of

from samspil.core.errors import ProblemsError
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.compare import Decider, KindCompared, ModelCompared, compare

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")
FIRST = date(2024, 1, 1)
"""Papers are due two working days before a council's meeting all that year."""


def compared(key: str, kind: str, on: date = FIRST) -> KindCompared:
    (model,) = compare([model_of(key)], on)
    return next(one for one in model.kinds if one.kind == kind)


def working_days(on: date) -> list[date]:
    calendar = calendar_of(TOWN)
    return [day for day in (on + timedelta(n) for n in range(365)) if calendar.is_working_day(day)]


@pytest.mark.parametrize("first", [FIRST, date(2024, 2, 5)])
def test_a_gathering_waits_for_the_next_thursday_that_is_open(first: date) -> None:
    """The circle meets every Thursday but closed ones; papers on the day itself. Brought at ten, after
    nine but before three, it counts as ready that day: the same rule the engine goes by."""
    calendar = calendar_of(TOWN)
    waits = []
    for day in working_days(first):
        meeting = day
        while meeting.weekday() != 3 or not calendar.is_working_day(meeting):
            meeting += timedelta(1)
        waits.append((meeting - day).days)
    found = compared("skovby", "gathering", first)
    expected = Fraction(sum(waits), len(waits))
    assert (found.expected_wait, found.least_wait) == (expected, 0)
    assert found.expected_days == expected
    assert (found.least_bodies, found.most_bodies, found.ways) == (1, 1, 2)
    assert found.deciders == {Decider.FORUM: 1}


HEARD_FIRST = changed(
    "skovby",
    (
        "    start: group\n    steps:\n",
        """    start: heard
    steps:
      heard:
        do: inform
        name: {da: Hørt, en: Heard, nb: Hørt}
        who: {role: gardener}
        outcomes: {informed: {to: group}}
        source: assumed
      council:
        do: inform
        name: {da: Besked, en: Told, nb: Beskjed}
        who: {role: scribe}
        outcomes: {informed: {to: last}}
        source: assumed
      last:
        do: decide
        name: {da: Til sidst, en: At last, nb: Til slutt}
        who: {forum_for: theme}
        clock: {working_days: desk_days}
        at_most: {times: one, then: rejected}
        outcomes: {approve: {to: approved}, reject: {to: rejected}}
        source: assumed
""",
    ),
    (
        "          approve: {to: approved, creates: [thanks]}",
        "          approve: {to: council, creates: [thanks]}",
    ),
)


def test_a_way_goes_on_past_those_who_are_only_told() -> None:
    (model,) = compare([HEARD_FIRST], FIRST)
    found = next(one for one in model.kinds if one.kind == "gathering")
    assert found.expected_wait == compared("skovby", "gathering").expected_wait
    assert found.expected_days >= found.expected_wait + 5  # five working days after the meeting


def test_meetings_that_are_waited_for_add_up() -> None:
    """Of two meetings of the same forum the second is on the day of the first."""
    twice = changed(
        "skovby",
        (
            "          approve: {to: approved, creates: [thanks]}",
            "          approve: {to: again, creates: [thanks]}",
        ),
        (
            "    start: group\n    steps:\n",
            """    start: group
    steps:
      again:
        do: decide
        name: {da: Igen, en: Again, nb: Igjen}
        who: {forum_for: theme}
        clock: {meetings: one}
        outcomes: {approve: {to: approved}, reject: {to: rejected}}
        source: assumed
""",
        ),
    )
    (model,) = compare([twice], FIRST)
    found = next(one for one in model.kinds if one.kind == "gathering")
    assert found.expected_wait == found.expected_days == compared("skovby", "gathering").expected_wait


def test_a_gate_waits_for_no_meeting_but_for_a_month() -> None:
    calendar = calendar_of(TOWN)
    lengths = []
    for day in working_days(FIRST):
        month = day.month % 12 + 1
        year = day.year + (month == 1)
        last = (date(year + (month == 12), month % 12 + 1, 1) - timedelta(1)).day
        due = date(year, month, min(day.day, last))
        while not calendar.is_working_day(due):
            due += timedelta(1)
        lengths.append((due - day).days)
    found = compared("skovby", "gate")
    assert found.expected_wait == found.least_wait == 0
    assert found.expected_days == Fraction(sum(lengths), len(lengths))


def test_a_notice_takes_no_time_passes_nobody_and_is_decided_by_nobody() -> None:
    found = compared("skovby", "notice")
    assert (int(found.expected_days), found.most_bodies, found.ways) == (0, 0, 1)
    assert found.deciders == {Decider.NOBODY: 1}


def test_a_wish_goes_one_of_two_ways() -> None:
    """Small and unreserved it is the desk's, else it goes by the desk to the council. Each way counts once,
    with or without haste, however many trees."""
    found = compared("skovby", "wish")
    assert (found.ways, found.least_bodies, found.most_bodies) == (2, 1, 2)
    assert found.deciders == {Decider.LOCALLY: Fraction(1, 2), Decider.FORUM: Fraction(1, 2)}
    assert found.least_wait == 0
    assert found.expected_wait > 0


def test_joint_matters_are_the_members_or_the_association_s() -> None:
    assert compared("sund_league", "together").deciders == {Decider.MEMBERS: 1}
    assert compared("sund_league", "everybody").deciders == {Decider.MEMBERS: 1}
    assert compared("sund_league", "law").deciders == {Decider.ASSOCIATION: 1}


def test_members_have_twenty_days() -> None:
    """Twenty calendar days, moved on from closed days: never less, and at Christmas and Easter at most 25."""
    found = compared("sund_league", "everybody")
    assert 20 <= found.expected_days <= 25


def test_each_kind_counts_once_and_the_shares_add_up_to_one() -> None:
    town, league = compare([TOWN, LEAGUE], FIRST)
    assert (town.model, league.model) == (TOWN, LEAGUE)
    for one in (town, league):
        assert sum((one.share(decider) for decider in Decider), Fraction(0)) == 1
    assert league.share(Decider.MEMBERS) == Fraction(2, 3)
    assert town.share(Decider.NOBODY) == Fraction(3, 10)  # notices, and gates where planting has begun
    by_hand = sum((kind.expected_wait for kind in town.kinds), Fraction(0)) / 5
    assert town.mean("expected_wait") == by_hand
    assert town.mean("most_bodies") == Fraction(2 + 1 + 1 + 0 + 2, 5)


def test_a_model_without_kinds_has_no_mean() -> None:
    with pytest.raises(ZeroDivisionError):
        ModelCompared(TOWN, ()).mean("expected_wait")


def test_meeting_twice_as_often_waits_less() -> None:
    weekly = "starts: 2024-01-04T09:00, rule: FREQ=WEEKLY;"
    rare = changed("skovby", (weekly, f"{weekly}INTERVAL=2;"))
    waits = [
        next(one for one in model.kinds if one.kind == "gathering").expected_wait
        for model in compare([TOWN, rare], FIRST)
    ]
    assert waits[0] < waits[1]


def test_a_model_is_compared_from_its_first_day() -> None:
    with pytest.raises(ProblemsError) as error:
        compare([TOWN], date(2023, 12, 31))
    assert error.value.problems[0].code == "model_not_valid_yet"


def test_where_a_forum_has_no_meeting_left_nothing_is_compared() -> None:
    with pytest.raises(ProblemsError) as error:
        compare([TOWN], date(2026, 1, 1))
    assert error.value.problems[0].code == "no_meeting_left"
