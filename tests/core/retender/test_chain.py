"""By when who must act, what is too late, and what can still be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.core.retender import plain
from tests.core.retender.contracts import generated, registered

from samspil import library
from samspil.core.calendar import WorkCalendar
from samspil.core.retender.chain import (
    Act,
    Asking,
    Chain,
    Joining,
    Sort,
    chain,
    takeover,
)
from samspil.core.retender.parameters import LeadTimes, Length, Phase, Route
from samspil.core.retender.remedies import Means, Way, remedies
from samspil.core.retender.terms import Notice, Option, Terms
from samspil.core.units import Money

ON = date(2026, 11, 22)  # a Sunday
DANISH = WorkCalendar("DK", frozenset({"christmas_eve"}), frozenset(), "Europe/Copenhagen")
SHIPPED = library.retender_parameters()
EU = SHIPPED.lead_times_on(ON, Route.EU_TENDER)
ASKING = Asking(ON, DANISH, EU)
PARTS = [sort for sort in Sort if sort not in {Sort.OPTION, Sort.NOTICE, Sort.JOIN}]


def act(found: Chain, sort: Sort, number: int = 0) -> Act:
    return next(one for one in found.acts if one.sort is sort and one.number == number)


def test_the_parts_follow_each_other_back_from_the_end() -> None:
    found = chain(Terms(ends_on=date(2029, 12, 31)), ASKING)
    assert [(one.sort, str(one.by), str(one.ends_on)) for one in found.acts] == [
        (Sort.NEED_ANALYSIS, "2027-11-17", "2028-03-16"),  # 18 March is a Saturday
        (Sort.MARKET_DIALOGUE, "2028-03-17", "2028-05-17"),
        (Sort.TENDER, "2028-05-18", "2028-12-17"),
        (Sort.STANDSTILL, "2028-12-18", "2028-12-28"),
        (Sort.IMPLEMENTATION, "2028-12-29", "2029-09-30"),
        (Sort.MIGRATION, "2029-10-01", "2029-12-31"),
    ]
    assert not found.late
    assert found.next == found.acts[0]


def test_a_standstill_that_would_end_on_a_holiday_begins_earlier() -> None:
    standstill = LeadTimes(
        EU.since, EU.route, ((Phase.STANDSTILL, Length(10, "calendar_days")),), source="a law"
    )
    # Ten days from 16 December end on 26 December, a holiday, and so on Monday 28.
    found = chain(Terms(ends_on=date(2026, 12, 27)), replace(ASKING, lead_times=standstill))
    assert act(found, Sort.STANDSTILL).by == date(2026, 12, 11)
    assert [step.code for step in act(found, Sort.STANDSTILL).because] == [
        "act_counted_back",
        "act_begun_earlier",
        "act_begins",
    ]


def test_an_option_is_due_before_the_end_that_it_moves() -> None:
    terms = Terms(ends_on=date(2027, 12, 31), options=(Option(12, 90), Option(12, 180)))
    none, one, both = (chain(terms, ASKING, options) for options in range(3))
    assert act(none, Sort.OPTION, 1).by == date(2027, 10, 1)  # 2 October is a Saturday
    assert act(one, Sort.OPTION, 2).by == date(2028, 7, 4)
    assert [each.end.on for each in (none, one, both)] == [date(year, 12, 31) for year in (2027, 2028, 2029)]
    assert [each.number for each in both.acts if each.sort is Sort.OPTION] == [1, 2]


def test_notice_is_given_of_what_would_renew() -> None:
    terms = Terms(ends_on=date(2027, 12, 31), renews_months=12, notice=Notice(6))
    assert act(chain(terms, ASKING), Sort.NOTICE).by == date(2027, 6, 30)
    assert not any(one.sort is Sort.NOTICE for one in chain(replace(terms, renews_months=0), ASKING).acts)
    given = replace(terms, terminated_on=date(2026, 11, 1))
    assert not any(one.sort is Sort.NOTICE for one in chain(given, ASKING).acts)
    bound = replace(terms, irrevocable_until=date(2028, 1, 1))
    assert not any(one.sort is Sort.NOTICE for one in chain(bound, ASKING).acts)


def test_an_agreement_is_joined_in_its_window() -> None:
    joining = (
        Joining("02.19", date(2026, 11, 2), date(2026, 11, 28), date(2027, 6, 1)),
        Joining("02.18", date(2026, 11, 2), date(2026, 11, 28), date(2028, 1, 1)),
        Joining("02.17", date(2026, 11, 2), date(2026, 11, 28), date(2028, 1, 2)),
        Joining("02.16", date(2026, 9, 2), date(2026, 9, 28)),
    )
    found = chain(Terms(ends_on=date(2027, 12, 31)), replace(ASKING, joining=joining))
    joins = [one for one in found.acts if one.sort is Sort.JOIN]
    assert [(one.agreement, str(one.by), one.late) for one in joins] == [
        ("02.16", "2026-09-28", True),
        ("02.19", "2026-11-27", False),
        ("02.18", "2026-11-27", False),
    ]
    assert joins[1].opens_on == date(2026, 11, 2)


def test_what_runs_on_has_nothing_to_count_back_from() -> None:
    assert chain(Terms(continuous=True), ASKING).acts == ()
    assert chain(Terms(continuous=True), ASKING).next is None


def test_the_day_itself_is_not_too_late_and_the_day_after_is() -> None:
    terms = Terms(ends_on=date(2029, 12, 31))
    begins = chain(terms, ASKING).acts[0].by
    assert not chain(terms, replace(ASKING, on=begins)).late
    late = chain(terms, replace(ASKING, on=begins + timedelta(days=1)))
    assert [one.sort for one in late.late] == [Sort.NEED_ANALYSIS]
    assert late.next == late.acts[1]


@pytest.mark.parametrize("route", list(Route))
def test_every_day_is_what_a_plain_calculation_finds(route: Route) -> None:
    asking = replace(ASKING, lead_times=SHIPPED.lead_times_on(ON, route))
    asked = 0
    for terms in (*registered(4, 150), *generated(5, 250)):
        for options in range(len(terms.options_left) + 1):
            asked += _is_plain(terms, asking, options)
    assert asked > 2000


def test_working_days_are_counted_plainly_too() -> None:
    lengths = {phase: Length(7 + 5 * at, "working_days") for at, phase in enumerate(Phase)}
    asking = replace(ASKING, lead_times=LeadTimes(ON, Route.EU_TENDER, tuple(lengths.items()), "plain"))
    assert sum(_is_plain(terms, asking, 0) for terms in registered(6, 100)) > 500


def _is_plain(terms: Terms, asking: Asking, options: int) -> int:
    """Compare every act with the plain calculation; how many were compared."""
    found = chain(terms, asking, options)
    last = plain.last_day(terms, asking.on, options)
    assert found.end.on == last
    if last is None:
        assert found.acts == ()
        return 0
    ready = last + plain.DAY
    for phase, length in reversed(asking.lead_times.phases):
        begins = plain.begin_of(ready, phase, length, asking.calendar)
        assert (act(found, Sort(phase.value)).by, act(found, Sort(phase.value)).late) == (
            begins,
            begins < asking.on,
        )
        ready = begins
    options_asked = [one for one in found.acts if one.sort is Sort.OPTION]
    assert len(options_asked) == (0 if terms.terminated_on else len(terms.options_left[: options + 1]))
    for at, option in enumerate(terms.options_left[: len(options_asked)]):
        before = plain.last_day(terms, asking.on, at)
        assert before is not None
        for _ in range(option.notice_days):
            before -= plain.DAY
        by = plain.working_day_back(asking.calendar, before)
        assert act(found, Sort.OPTION, terms.options_used + at + 1).by == by
    if terms.renews_months and terms.terminated_on is None:
        given = plain.last_notice(terms, last)
        notices = [one.by for one in found.acts if one.sort is Sort.NOTICE]
        assert notices == ([] if given is None else [plain.working_day_back(asking.calendar, given)])
    assert list(found.acts) == sorted(found.acts, key=lambda one: one.by)
    return len(found.acts)


def test_beginning_on_the_last_day_in_time_takes_over_in_time_and_the_day_after_does_not() -> None:
    for terms in registered(7, 60):
        found = chain(terms, ASKING)
        assert found.end.on is not None
        begins = act(found, Sort.NEED_ANALYSIS).by
        assert takeover(replace(ASKING, on=begins)) <= found.end.on + plain.DAY
        assert takeover(replace(ASKING, on=begins + plain.DAY)) > found.end.on + plain.DAY


# --- what can still be done ---

MEANS = Means(SHIPPED.lead_times, SHIPPED.small_change_on(ON), SHIPPED.thresholds_on(ON))


def ways(terms: Terms, asking: Asking = ASKING, means: Means = MEANS) -> list[tuple[Way, bool]]:
    return [(one.way, one.enough) for one in remedies(terms, asking, means)]


def test_nothing_is_to_be_done_about_what_is_in_time_or_runs_on() -> None:
    assert ways(Terms(ends_on=date(2029, 12, 31))) == []
    assert ways(Terms(continuous=True)) == []


def test_an_option_that_was_missed_is_no_reason_to_look_for_ways_out() -> None:
    terms = Terms(ends_on=date(2029, 12, 31), options=(Option(12, 3650),))
    assert chain(terms, ASKING).late
    assert ways(terms) == []


def test_options_are_offered_until_there_is_time_enough() -> None:
    terms = Terms(ends_on=date(2027, 12, 31), options=(Option(12, 90),) * 3)
    found = remedies(terms, ASKING, MEANS)
    assert [(one.options, one.enough, str(one.ends_on)) for one in found if one.way is Way.USE_OPTIONS] == [
        (1, False, "2028-12-31"),
        (2, True, "2029-12-31"),
    ]


def test_options_that_never_give_time_enough_are_all_offered() -> None:
    terms = Terms(ends_on=date(2026, 12, 31), options=(Option(6), Option(6)))
    found = remedies(terms, ASKING, MEANS)
    assert [one.enough for one in found if one.way is Way.USE_OPTIONS] == [False, False]


def test_an_option_that_is_too_late_is_not_offered_nor_those_after_it() -> None:
    terms = Terms(ends_on=date(2027, 1, 31), options=(Option(12, 90), Option(48, 0)))
    assert Way.USE_OPTIONS not in {one.way for one in remedies(terms, ASKING, MEANS)}


def test_a_faster_route_is_offered_and_what_the_value_forbids_is_said() -> None:
    terms = Terms(ends_on=date(2028, 3, 31))
    assert (Way.FASTER_ROUTE, True) in ways(terms)
    dear = replace(MEANS, yearly=Money.of(900_000), total=Money.of(3_600_000))
    found = [one for one in remedies(terms, ASKING, dear) if one.way is Way.FASTER_ROUTE]
    assert [(one.route, one.enough) for one in found] == [
        (Route.MINI_COMPETITION, True),
        (Route.BELOW_THRESHOLD, False),
    ]
    at_limit = replace(dear, total=MEANS.thresholds.goods_and_services - Money(1))
    assert all(one.enough for one in remedies(terms, ASKING, at_limit) if one.way is Way.FASTER_ROUTE)


def test_an_open_agreement_is_offered_and_a_closed_one_is_not() -> None:
    joining = (
        Joining("02.19", date(2026, 11, 2), date(2026, 11, 28), date(2027, 6, 1)),
        Joining("02.16", date(2026, 9, 2), date(2026, 9, 28)),
    )
    found = remedies(Terms(ends_on=date(2027, 12, 31)), replace(ASKING, joining=joining), MEANS)
    assert [(one.agreement, one.takes_over_on) for one in found if one.way is Way.JOIN] == [
        ("02.19", date(2027, 6, 1))
    ]


@pytest.mark.parametrize(
    ("yearly", "total", "days"),
    [
        (365_000, 1_460_000, 146),  # a tenth of the value
        (36_500_000, 146_000_000, 16),  # the threshold comes first
        (None, 1_460_000, 0),
        (365_000, None, 0),
        (0, 1_460_000, 0),
        (365_000, 0, 0),
    ],
)
def test_a_small_change_covers_as_many_days_as_the_law_lets_it(
    yearly: int | None, total: int | None, days: int
) -> None:
    means = replace(
        MEANS,
        yearly=None if yearly is None else Money.of(yearly),
        total=None if total is None else Money.of(total),
    )
    found = remedies(Terms(ends_on=date(2027, 12, 31)), ASKING, means)
    assert [one.days for one in found if one.way is Way.SMALL_CHANGE] == ([days] if days else [])


def test_a_small_change_is_enough_when_it_reaches_the_takeover() -> None:
    means = replace(MEANS, yearly=Money.of(365_000), total=Money.of(1_460_000))
    ready = takeover(ASKING)
    for last, enough in ((ready - timedelta(days=147), True), (ready - timedelta(days=148), False)):
        found = remedies(Terms(ends_on=last), ASKING, means)
        assert [one.enough for one in found if one.way is Way.SMALL_CHANGE] == [enough]


def test_the_days_that_nobody_supplies_are_counted_from_beginning_today() -> None:
    found = remedies(Terms(ends_on=date(2026, 12, 31)), ASKING, MEANS)
    ready = takeover(ASKING)
    assert (found[-1].way, found[-1].takes_over_on) == (Way.GAP, ready)
    assert found[-1].days == (ready - date(2027, 1, 1)).days


def test_where_beginning_today_is_just_in_time_there_is_no_gap() -> None:
    ready = takeover(ASKING)
    assert ways(Terms(ends_on=ready - timedelta(days=1))) == []
    assert Way.GAP in {way for way, _ in ways(Terms(ends_on=ready - timedelta(days=2)))}
