"""No status report is owed for the time in which an initiative rested."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.portfolio.ground import keeper, local
from tests.apps.portfolio.test_reporting import FINE
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.portfolio.models import Initiative, OwedReport
from samspil.apps.portfolio.selectors.stuck import where_it_sticks
from samspil.apps.portfolio.services.reporting import report
from samspil.apps.portfolio.services.resting import let_rest
from samspil.kit.journal.models import Entry
from samspil.processes.owe_reports import owe_reports

pytestmark = pytest.mark.django_db
# Begun on Monday 2 March 2026; the model asks for a report every month, within five working days.
THE_12TH_OF_MARCH, THE_12TH_OF_SEPTEMBER = 10, 194


@pytest.fixture
def mine(world: World) -> Initiative:
    """An initiative of Hvidovre."""
    return local(world, HVIDOVRE)


def rests(world: World, mine: Initiative, first: int, until: int) -> None:
    """It rests from one day to another, counted from its beginning."""
    with world.scope(HVIDOVRE):
        mine.refresh_from_db()
        let_rest(mine, is_paused=True, at=NOW + timedelta(days=first))
        let_rest(mine, is_paused=False, at=NOW + timedelta(days=until))


def owes(day: date) -> int:
    """How many reports are asked for on a day."""
    return owe_reports(NOW.replace(year=day.year, month=day.month, day=day.day))


def late_by(world: World, days: int) -> list[int]:
    with world.scope(HVIDOVRE):
        found = where_it_sticks(keeper(world, HVIDOVRE), NOW + timedelta(days=days), "report")
        return [one.report.days_late for one in found.rows if one.report]


def test_the_days_it_rested_are_not_counted(world: World, mine: Initiative) -> None:
    """184 days of rest: the month that began on 2 March ends on 2 October."""
    rests(world, mine, THE_12TH_OF_MARCH, THE_12TH_OF_SEPTEMBER)
    assert owes(date(2026, 10, 1)) == 0
    assert owes(date(2026, 10, 2)) == 1


def test_two_rests_are_both_taken_off(world: World, mine: Initiative) -> None:
    rests(world, mine, 5, 10)
    rests(world, mine, 15, 20)
    assert owes(date(2026, 4, 11)) == 0
    assert owes(date(2026, 4, 12)) == 1


def test_nothing_sticks_for_want_of_a_report_on_the_time_it_rested(world: World, mine: Initiative) -> None:
    assert late_by(world, 195) == [195 - 42]
    rests(world, mine, THE_12TH_OF_MARCH, THE_12TH_OF_SEPTEMBER)
    assert late_by(world, 195) == []


def test_a_report_made_while_it_rested_begins_the_month_anew_when_it_goes_on(
    world: World, mine: Initiative
) -> None:
    with world.scope(HVIDOVRE):
        let_rest(mine, is_paused=True, at=NOW + timedelta(days=THE_12TH_OF_MARCH))
        report(mine, FINE, acting=keeper(world, HVIDOVRE), at=NOW + timedelta(days=91))
        mine.refresh_from_db()
        let_rest(mine, is_paused=False, at=NOW + timedelta(days=THE_12TH_OF_SEPTEMBER))
    assert owes(date(2026, 10, 11)) == 0
    assert owes(date(2026, 10, 12)) == 1


def test_a_report_made_after_the_rest_is_what_the_next_is_counted_from(
    world: World, mine: Initiative
) -> None:
    rests(world, mine, THE_12TH_OF_MARCH, THE_12TH_OF_SEPTEMBER)
    with world.scope(HVIDOVRE):
        report(mine, FINE, acting=keeper(world, HVIDOVRE), at=NOW + timedelta(days=196))  # 14 September
    assert owes(date(2026, 10, 13)) == 0
    assert owes(date(2026, 10, 14)) == 1


@pytest.mark.parametrize("until", [125, 127])
def test_a_report_asked_for_before_is_due_so_much_later_on_a_working_day(
    world: World, mine: Initiative, until: int
) -> None:
    """Due on 13 April, at rest from the 7th: 89 days later is a Saturday, 91 the Monday after it."""
    assert owes(date(2026, 4, 2)) == 1
    rests(world, mine, 36, until)
    with world.scope(HVIDOVRE):
        assert OwedReport.objects.get().due_on == date(2026, 7, 13)
        assert Entry.objects.filter(action="portfolio.report.put_off").count() == 1
    assert owes(date(2026, 7, 14)) == 0


def test_resting_twice_is_resting_once(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        for days in (10, 20):
            let_rest(mine, is_paused=True, at=NOW + timedelta(days=days))
        since = mine.paused_on
        for days in (30, 40):
            let_rest(mine, is_paused=False, at=NOW + timedelta(days=days))
        mine.refresh_from_db()
        assert since == date(2026, 3, 12)
        assert (mine.is_paused, mine.reports_from) == (False, date(2026, 3, 22))
        told = Entry.objects.filter(
            action__in=["portfolio.initiative.paused", "portfolio.initiative.resumed"]
        )
        assert told.count() == 2
