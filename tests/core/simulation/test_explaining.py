"""Where a model waits, with its lines; and what a little more or less of something is worth."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from math import comb

import pytest
from tests.core.simulation.made_models import load_of, queue_files, queues

from samspil import library
from samspil.core.errors import Place
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.schedules import meeting_calendar
from samspil.core.simulation.changing import with_changes
from samspil.core.simulation.explaining import Explained, What, best_day, explain, remedies
from samspil.core.simulation.loop import running
from samspil.core.simulation.results import compared
from samspil.core.simulation.trying import How, tried
from samspil.core.simulation.workload.reading import ReadWorkload, read_workload

KEY = "storkoebenhavn_association"
HOW = How(1, 3, 5, running)


@cache
def association() -> GovernanceModel:
    return load(KEY, library.model_files, library.municipalities())


@cache
def explained() -> Explained:
    read = read_workload(library.workload_file("association"), "association.yaml")
    return explain(association(), library.model_files, read, How(2, 3, 5, running))


def line(place: Place) -> str:
    return (
        library.model_files(KEY)[place.file.partition("/")[2]].decode().splitlines()[place.line - 1].strip()
    )


def test_each_forum_says_what_it_costs_and_the_line_of_its_calendar() -> None:
    first, second = explained().waiting
    assert (first.forum, second.forum) == ("board", "digital_heads")
    assert first.share > second.share > 0
    assert first.share + second.share == pytest.approx(1)
    assert line(first.place) == "rule: FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"
    causes = sum(value.mean for value in first.causes.values())
    assert causes == pytest.approx(
        first.days.mean, rel=0.1
    )  # what began before the count is in one of the two


def test_every_remedy_has_its_numbers_and_its_line() -> None:
    told = {
        (one.what, one.subjects): (one.before, one.after, line(one.place))
        for one in remedies(explained().result)
    }
    assert told == {
        (What.ITEM, ("board",)): (10, 11, "2016-03-01: {value: 10, source: assumed}"),
        (What.ITEM, ("digital_heads",)): (12, 13, "2016-03-01: {value: 12, source: assumed}"),
        (What.MEETING, ("board",)): (4, 5, "rule: FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"),
        (What.MEETING, ("digital_heads",)): (11, 12, "rule: FREQ=MONTHLY;BYDAY=1TU"),
        (What.CONSENT, ("joint_implementation", "plan_together")): (
            5,
            4,
            "2016-03-01: {value: 5, source: assumed}",
        ),
        (What.CONSENT, ("voluntary_together", "purchase_together")): (
            2,
            1,
            "2016-03-01: {value: 2, source: F4.9}",
        ),
    }
    assert len(explained().tried) == 6
    gains = [one.differences["lead_days"].mean for one in explained().tried]
    assert gains == sorted(gains)


def test_what_a_remedy_gives_is_the_pair_played() -> None:
    one = next(one for one in explained().tried if one.remedy.what is What.MEETING)
    read = read_workload(library.workload_file("association"), "association.yaml")
    changed = with_changes(association(), library.model_files, one.remedy.changes, read.spec.starts)
    (other,) = tried([changed], read, How(2, 3, 5, running))
    assert repr(compared(explained().result, other)) == repr(one.differences)


def test_one_more_item_helps_where_the_agenda_is_full_and_only_there() -> None:
    read = load_of(200, {}, warm_up_days=60)
    gained = {}
    for agenda in (1, 1000):
        model = queues("f", agenda)
        found = explain(model, queue_files("f", agenda), read, HOW)
        (item,) = (one for one in found.tried if one.remedy.what is What.ITEM)
        gained[agenda] = item.differences["lead_days"]
    assert gained[1].mean < -1
    assert gained[1].high < 0
    assert (gained[1000].mean, gained[1000].half) == (0.0, 0.0)


def test_the_day_of_one_more_meeting_leaves_the_least_waiting() -> None:
    """Waiting is ΣG²/2 over the gaps: no other working day leaves less."""
    model = with_changes(
        queues("f"),
        queue_files("f"),
        ["forums.forum_0.calendar.rule=FREQ=MONTHLY;BYDAY=1TU", "forums.forum_0.calendar.months_off=[7, 8]"],
        date(2016, 1, 1),
    )
    calendar, work = meeting_calendar(model.spec, "forum_0"), calendar_of(model)
    held = calendar.meetings((date(2026, 12, 1), date(2028, 1, 31)), work)

    def left(day: date) -> int:
        return sum((b - a).days ** 2 for a, b in pairwise(sorted({*held, day})))

    days = [date(2027, 1, 1) + timedelta(days=at) for at in range(365)]
    allowed = [day for day in days if work.is_working_day(day) and day.month not in (7, 8)]
    best = best_day(model, "forum_0", 2027)
    assert best in allowed
    assert left(best) == min(map(left, allowed))


def everybody_asked() -> ReadWorkload:
    """Only models for all come; each member is for it with 0.95 and answers within days."""
    asked = {"consents": "0.95", "declines": "0.05", "source": "assumed"}
    document = load_of(150, {}, warm_up_days=0).document.value | {
        "arrivals": {
            "models": {
                "kind": "joint_model",
                "per_year": 150,
                "facts": {"shared_model": {"chances": {"project_model": 1}}},
                "source": "assumed",
            }
        },
        "steps": {"model": {"members": asked}},
        "members": {**asked, "answers_after": [{"takes": {"days": {"uniform": [1, 5]}}}]},
    }
    return read_workload(json.dumps(document).encode(), "all.yaml")


def test_one_consent_less_than_all_passes_as_often_as_the_binomial_says() -> None:
    """All nine: 0.95^9 = 0.630; eight of nine: 0.929 (binomial). Three standard errors of so many."""
    found = explain(association(), library.model_files, everybody_asked(), How(2, 3, 5, running))
    (one,) = (one for one in found.tried if one.remedy.what is What.CONSENT)
    assert (one.remedy.before, one.remedy.after, one.remedy.subjects) == (9, 8, ("one_model_for_all",))
    assert line(one.remedy.place) == "participation: all"
    cases = sum(found.result.by_run["ended"]) * 2
    at_least = {k: sum(comb(9, n) * 0.95**n * 0.05 ** (9 - n) for n in range(k, 10)) for k in (8, 9)}
    now = found.result.total["passes"].mean
    then = now + one.differences["passes"].mean
    assert abs(now - at_least[9]) < 3 * (at_least[9] * (1 - at_least[9]) / cases) ** 0.5
    assert abs(then - at_least[8]) < 3 * (at_least[8] * (1 - at_least[8]) / cases) ** 0.5
