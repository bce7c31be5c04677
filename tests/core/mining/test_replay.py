"""Under what made it a log stays as it was; under another calendar only waits for meetings change."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.mining.logs import RAW, needs_raw, opened, read

from samspil.core.errors import ProblemsError
from samspil.core.mining.forums import Forum, days_seen, meetings_on
from samspil.core.mining.log import DAY, EventLog, log_of
from samspil.core.mining.reading.any_log import read_log
from samspil.core.mining.reading.files import How
from samspil.core.mining.replay import Primitives, Residual, put_together, take_apart
from samspil.core.mining.writing import as_csv

_CASE = st.lists(
    st.tuples(st.sampled_from(["In", "Board", "Council", "Out"]), st.integers(0, 30)), min_size=1, max_size=6
)


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    cases = draw(st.lists(_CASE, min_size=1, max_size=8))
    told: dict[str, list[tuple[str, int]]] = {"all": [("In", 0), ("Board", 1), ("Council", 2), ("Out", 3)]}
    for number, steps in enumerate(cases):
        at = draw(st.integers(0, 60))
        events = []
        for name, wait in steps:
            at += wait
            events.append((name, at))
        told[str(number)] = events
    return log_of(told)


@st.composite
def forums(draw: st.DrawFn, step: str) -> Forum:
    days = draw(st.lists(st.integers(0, 200), min_size=1, max_size=12, unique=True))
    agenda = draw(st.one_of(st.none(), st.integers(1, 3)))
    return Forum(step, np.array(sorted(days)), draw(st.integers(0, 20)), agenda)


@given(logs(), forums("Board"), forums("Council"))
def test_no_change_gives_the_log_back(log: EventLog, board: Forum, council: Forum) -> None:
    made = put_together(take_apart(log, [board, council]), [board, council])
    assert made.same_as(log)


def test_without_what_is_the_case_s_own_it_would_not() -> None:
    """The control of the one above: a case that was put off is not at its first meeting."""
    log, board = log_of({"a": [("In", 0), ("Board", 25)]}), Forum("Board", np.array([10, 20]))
    taken = take_apart(log, [board])
    assert taken.residuals == {1: Residual(1, 5)}
    bare = Primitives(log, dict.fromkeys(taken.residuals, Residual(0, 0)))
    assert not put_together(bare, [board]).same_as(log)


@given(logs(), forums("Board"), forums("Board"))
def test_another_calendar_leaves_order_and_ways_as_they_were(log: EventLog, now: Forum, then: Forum) -> None:
    days = np.concatenate([then.meetings, 201 + np.arange(400) * 10])
    long = Forum("Board", days, then.papers, then.agenda)
    made = put_together(take_apart(log, [now]), [long])
    assert np.array_equal(made.activity, log.activity)
    is_within = np.diff(log.case_of_each) == 0
    assert (np.diff(made.at)[is_within] >= 0).all()
    ungoverned = is_within & (log.activity[1:] != log.activities.index("Board"))
    assert np.array_equal(np.diff(made.at)[ungoverned], np.diff(log.at)[ungoverned])


def test_by_hand() -> None:
    """A board on days 30 and 60, papers 10 days before; then on 15, 30, 45, 60, papers 5 days before."""
    log = log_of(
        {
            "in time": [("In", 5), ("Board", 30), ("Out", 33)],
            "too late for 30": [("In", 22), ("Board", 60), ("Out", 61)],
            "let in late": [("In", 25), ("Board", 30), ("Out", 31)],
            "put off": [("In", 6), ("Board", 60), ("Out", 60)],
            "never there": [("In", 1), ("Out", 9)],
        }
    )
    now, then = Forum("Board", np.array([30, 60]), 10), Forum("Board", np.array([15, 30, 45, 60, 75]), 5)
    made = put_together(take_apart(log, [now]), [then])
    within = [made.at[a:b].tolist() for a, b in zip(made.starts, made.starts[1:], strict=False)]
    assert within == [[5, 15, 18], [22, 30, 31], [25, 30, 31], [6, 30, 30], [1, 9]]


def test_a_full_agenda_falls_on_those_who_were_ready_last() -> None:
    told = {str(ready): [("In", ready), ("Board", 30)] for ready in (3, 1, 2)}
    made = put_together(
        take_apart(log_of(told), [Forum("Board", np.array([30]))]),
        [Forum("Board", np.array([30, 60, 90]), 0, 1)],
    )
    assert made.at[1::2].tolist() == [90, 30, 60]


def test_a_chain_of_forums_moves_as_one() -> None:
    log = log_of({"a": [("In", 0), ("Board", 28), ("Council", 56)]})
    now = [Forum("Board", np.array([28])), Forum("Council", np.array([56]))]
    then = [Forum("Board", np.array([7, 14, 28])), Forum("Council", np.array([21, 56]))]
    assert put_together(take_apart(log, now), then).at.tolist() == [0, 7, 21]


def test_meetings_four_times_as_often_are_waited_for_a_quarter_as_long() -> None:
    """T/2 when cases come evenly (science.md §2, agenda without end): 14 days every 28, 3.5 every 7."""
    ready = np.arange(0, 28 * 20) * DAY + DAY // 2
    seldom, often = (np.arange(1, 600) * DAY * every for every in (28, 7))
    decided = seldom[np.searchsorted(seldom, ready)]
    told = {
        str(at): [("In", int(a)), ("Board", int(b))]
        for at, (a, b) in enumerate(zip(ready, decided, strict=True))
    }
    log = log_of(told)
    made = put_together(take_apart(log, [Forum("Board", seldom)]), [Forum("Board", often)])
    assert np.diff(log.at.reshape(-1, 2)).mean() == 14 * DAY
    assert np.diff(made.at.reshape(-1, 2)).mean() == 3.5 * DAY


@pytest.mark.parametrize(
    ("forum", "code"),
    [
        (lambda: [Forum("Think", np.array([1]))], "log_unknown_activity"),
        (lambda: [Forum("Board", np.array([1]))] * 2, "log_forum_twice"),
        (lambda: [Forum("Board", np.array([1]), 0, 0)], "log_no_agenda"),
    ],
)
def test_what_cannot_be_is_refused(forum: object, code: str) -> None:
    with pytest.raises(ProblemsError, match=code):
        take_apart(log_of({"a": [("In", 0), ("Board", 5)]}), forum())  # type: ignore[operator]


def test_a_calendar_that_ends_too_early_is_said() -> None:
    taken = take_apart(log_of({"a": [("In", 5), ("Board", 5)]}), [Forum("Board", np.array([5]))])
    with pytest.raises(ProblemsError, match=r"log_no_meeting_left .*case=a"):
        put_together(taken, [Forum("Board", np.array([1]))])


def test_meetings_as_the_log_shows_them() -> None:
    log = log_of({"a": [("In", 0), ("Board", 5 * DAY)], "b": [("In", 0), ("Board", 5 * DAY + 1)]}, "UTC")
    assert days_seen(log, "Board") == (date(1970, 1, 6),)
    assert meetings_on([date(1970, 7, 1)], "Europe/Oslo").tolist() == [181 * DAY - 3_600_000]


@needs_raw
def test_the_permits_of_a_municipality_are_given_back_as_they_were() -> None:
    """Every step of a real log as if a forum took it: 52,217 events, to the millisecond."""
    log = read_log(opened(RAW / "event_logs/bpic2015_municipalities/BPIC15_1.xes.gz"), How()).log
    steps = sorted(log.activities)[:40]
    all_forums = [Forum(step, meetings_on(days_seen(log, step), log.zone), 3 * DAY, 2) for step in steps]
    taken = take_apart(log, all_forums)
    assert len(taken.residuals) > 1000
    assert put_together(taken, all_forums).same_as(log)


def test_a_step_that_no_log_knows_has_no_days() -> None:
    with pytest.raises(ProblemsError) as refused:
        days_seen(log_of({"1": [("Board", 0)]}), "Council")
    assert [(one.code, one.args["known"]) for one in refused.value.problems] == [
        ("log_unknown_activity", "Board")
    ]


def test_when_steps_began_is_written_where_the_log_says_it() -> None:
    begun = read(b"Sag;Aktivitet;Start;Slut\n1;In;2026-01-05 09:00;2026-01-05 10:00\n").log
    head, row = "".join(as_csv(begun)).splitlines()
    assert head.split(";")[2:4] == ["start_time", "end_time"]
    assert row.split(";")[2:4] == ["2026-01-05T08:00:00.000Z", "2026-01-05T09:00:00.000Z"]
