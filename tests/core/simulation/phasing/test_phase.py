"""What is reckoned of a matter's waits is what the simulator plays; phased, it waits as little as can be."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest
from tests.core.simulation.closed_forms import DAY, every, without_closed_days
from tests.core.simulation.made_models import load_of, queue_files, queues

from samspil import library
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.schedules import meeting_calendar
from samspil.core.simulation.changing import with_changes
from samspil.core.simulation.laying_out.world import lay_out
from samspil.core.simulation.loop import running
from samspil.core.simulation.phasing import phase as phasing
from samspil.core.simulation.phasing.phase import Phased, phase
from samspil.core.simulation.phasing.search import least
from samspil.core.simulation.phasing.waiting import mean_wait, meetings, within
from samspil.core.simulation.results import Result
from samspil.core.simulation.trying import How, tried
from samspil.core.simulation.workload.reading import ReadWorkload, read_workload

HOW = How(3, 4, 11, running)


def in_a_row(*more: str) -> GovernanceModel:
    """Two forums that meet each month on the same day, papers five working days before; then changed."""
    model = queues("ff")
    rules = [f"forums.forum_{at}.calendar.rule=FREQ=MONTHLY;BYDAY=2TU" for at in (0, 1)]
    starts = [f"forums.forum_{at}.calendar.starts=2016-01-12T13:00" for at in (0, 1)]
    changes = [*rules, *starts, "no_papers=5", *more]
    return with_changes(model, queue_files("ff"), changes, model.spec.valid_from)


def workload() -> ReadWorkload:
    return load_of(150, {}, warm_up_days=90)


def played(*more: str) -> Result:
    (result,) = tried([in_a_row(*more)], workload(), HOW)
    return result


def days_waited(result: Result) -> list[float]:
    """Days that a matter waits at each forum, by the play."""
    return [step.figures["days"].mean for step in result.steps]


@cache
def phased() -> Phased:
    return phase(in_a_row(), workload(), HOW)


def test_what_is_reckoned_is_what_is_played_now_and_then() -> None:
    assert [one.days_now for one in phased().forums] == pytest.approx(days_waited(played()), abs=0.5)
    then = days_waited(played(*map(str, phased().changes)))
    assert [one.days_then for one in phased().forums] == pytest.approx(then, abs=0.5)


def test_papers_flow_from_one_to_the_next() -> None:
    """On the same day each month the second is a month away; moved, it is what its papers need."""
    second = phased().forums[1]
    assert 24 < second.days_now < 36
    assert second.days_then < 16
    assert phased().days_then < 0.75 * phased().days_now
    assert (phased().is_exact, len(phased().changes) > 0) == (True, True)


def test_reckoning_without_papers_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: were papers due on the meeting's day, it would not be what is played."""
    monkeypatch.setattr(phasing, "papers_day", lambda model, forum, meeting, work: meeting)
    wrong = phase(in_a_row(), workload(), HOW)
    assert abs(wrong.forums[0].days_now - days_waited(played())[0]) > 2


def test_no_meeting_is_added() -> None:
    work = calendar_of(in_a_row())
    years = (date(2021, 1, 1), date(2030, 12, 31))
    now = meeting_calendar(in_a_row().spec, "forum_1")
    for one in phased().forums:
        held = [
            len(type(now)(meets.starts, meets.rule).meetings(years, work)) for meets in (one.now, one.then)
        ]
        assert held[1] <= held[0] + 1  # a closed day falls on one and not on the other


def test_what_lies_well_stays() -> None:
    """Nothing is moved for a twentieth of a day."""
    again = in_a_row(*map(str, phased().changes))
    found = phase(again, workload(), HOW)
    assert found.changes == ()
    assert found.days_then == found.days_now == pytest.approx(phased().days_then, rel=0.02)


def test_three_monthly_forums_are_phased_as_the_formula_says() -> None:
    """Papers 14 days before, a meeting every 30: by chance L + T/2 each, phased L after the first.

    Source: science, finding 5 (there with two days between and months of 30.4 days: 87.6 and 61.2 days).
    """
    world = without_closed_days(lay_out(queues("fff"), load_of(1, {}, warm_up_days=0), 4))
    times = [np.array(every(world, [30], phase)) for phase in range(30)]
    held = [meetings(days * DAY + 23 * 60 + 59, days - 14) for days in times]
    minutes = world.begins + np.arange(0, 720 * DAY, 60)
    outside = np.array([mean_wait(world, None, minutes, one) for one in held])
    inside = [within(one, world.begins, world.ends) for one in held]
    between = np.array([[mean_wait(world, one, np.array([0]), other) for other in held] for one in inside])
    assert between.mean() == pytest.approx(14 + 29 / 2, abs=1e-9)
    assert outside == pytest.approx(np.full(30, 14 + 29 / 2 + (23 + 59 / 60 - 11.5) / 24), abs=1e-9)
    alone = [outside, np.zeros(30), np.zeros(30)]
    found = least(alone, {(0, 1): between, (1, 2): between})
    everything = min(
        outside[a] + between[a, b] + between[b, c] for a in range(30) for b in range(30) for c in range(30)
    )
    assert found.cost == pytest.approx(everything)
    assert found.cost - outside.mean() == pytest.approx(28, abs=0.1)
    assert found.cost < 0.70 * (outside.mean() + 2 * between.mean())


def test_the_shipped_association_is_phased_and_says_its_lines() -> None:
    model = load("storkoebenhavn_association", library.model_files, library.municipalities())
    read = read_workload(library.workload_file("association"), "association.yaml")
    found = phase(model, read, How(2, 3, 1, running))
    assert [one.key for one in found.forums] == ["board", "digital_heads"]
    assert found.bound <= found.days_then < found.days_now
    for one in found.forums:
        line = library.model_files(model.key)["model.yaml"].decode().splitlines()[one.place.line - 1]
        assert one.now.rule in line
