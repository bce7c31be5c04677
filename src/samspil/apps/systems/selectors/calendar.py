"""The re-tender calendar: contracts read as terms, with how each stands today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from dateutil.relativedelta import relativedelta

from samspil import library
from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.selectors.terms import own_terms, shown_terms
from samspil.apps.systems.types.terms import ContractTerms
from samspil.core.calendar import WorkCalendar
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.schedules import work_calendar
from samspil.core.retender.chain import Asking, Chain, Joining, chain, takeover
from samspil.core.retender.lasting import Lasting, Lasts, lasting
from samspil.core.retender.parameters import Route
from samspil.core.retender.remedies import Means, Remedy, remedies
from samspil.core.retender.terms import (
    Notice,
    Option,
    Segment,
    Terms,
    options_said,
)
from samspil.core.retender.validity import validity
from samspil.core.retender.value import FrameworkLength, Volume, Worth, framework_length, worth
from samspil.core.systems.checks import is_reckoned_with
from samspil.core.systems.vocabulary import Renewal
from samspil.core.units import Money

_DANISH: Final = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
_SEGMENTS: Final[Mapping[str, Segment]] = {one.value: one for one in Segment}
# Where a contract says that it renews but not by how much; the first notice does not depend on it.
_RENEWED_BY: Final = 12
SOON: Final = relativedelta(months=6)
_DAY: Final = timedelta(days=1)


class Standing(StrEnum):
    """How a contract stands: what must be looked at first comes first."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    RUNS_ON = "runs_on"
    UNCLEAR = "unclear"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Held:
    """A contract in the calendar; without terms where what is said of it cannot be."""

    told: ContractTerms
    standing: Standing
    route: Route
    ends_on: date | None = None
    terms: Terms | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What an organisation's calendar is reckoned with on a day: each route's lead times, how far ahead."""

    by_route: Mapping[Route, Asking]
    late_before: Mapping[Route, date]
    soon_before: Mapping[Route, date]


def reckoning(organisation_id: int, on: date) -> Reckoning:
    """The working days of the organisation's model, else Denmark's; the day's lead times. One question."""
    models = models_on(organisation_id, on)
    calendar = work_calendar(models[0].spec) if models else _DANISH
    shipped = library.retender_parameters()
    asked = {route: Asking(on, calendar, shipped.lead_times_on(on, route)) for route in Route}
    ahead = {route: replace(asking, on=on + SOON) for route, asking in asked.items()}
    return Reckoning(
        asked,
        {route: takeover(asking) for route, asking in asked.items()},
        {route: takeover(asking) for route, asking in ahead.items()},
    )


def own_calendar(acting: Acting, by: Reckoning) -> list[Held]:
    """One's own contracts, the first end first."""
    return calendar_of(own_terms(acting.organisation_id), by)


def shown_calendar(acting: Acting, by: Reckoning) -> list[Held]:
    """One's own contracts and those that others show, the first end first."""
    return calendar_of(shown_terms(acting, by.by_route[Route.EU_TENDER].on), by)


def calendar_of(found: Iterable[ContractTerms], by: Reckoning) -> list[Held]:
    """Contracts as they stand: what is too late first, then what is soon to begin, then by their end."""
    every = {one.public_id: one for one in found}
    held = [_held(one, every, by) for one in every.values()]
    return sorted(held, key=_place)


def _place(one: Held) -> tuple[int, date, str]:
    first = {Standing.LATE: 0, Standing.SOON: 1}
    return first.get(one.standing, 2), one.ends_on or date.max, one.told.name


def chain_of(one: Held, by: Reckoning) -> Chain | None:
    """By when who must act about a contract; none where its terms are unclear."""
    return None if one.terms is None else chain(one.terms, asking_of(one, by))


def remedies_of(one: Held, by: Reckoning) -> tuple[Remedy, ...]:
    """What can still be done about a contract with something too late."""
    if one.terms is None or one.standing is not Standing.LATE:
        return ()
    asking, shipped = asking_of(one, by), library.retender_parameters()
    told, kroner = one.told, one.told.currency == "DKK"
    means = Means(
        tuple(asked.lead_times for asked in by.by_route.values()),
        shipped.small_change_on(asking.on),
        shipped.thresholds_on(asking.on),
        Money(told.operation_minor) if told.operation_minor is not None and kroner else None,
        Money(told.value_minor) if told.value_minor is not None and kroner else None,
    )
    return remedies(one.terms, asking, means)


def worth_of(one: Held, by: Reckoning) -> Worth | None:
    """What four years at a contract's price are worth against the thresholds; none without kroner."""
    if one.told.operation_minor is None or one.told.operation_minor < 0 or one.told.currency != "DKK":
        return None
    shipped, on = library.retender_parameters(), by.by_route[one.route].on
    months = shipped.framework_most_on(on).months
    volume = Volume(one.told.organisation, Money(one.told.operation_minor), months, Money(0))
    return worth([volume], shipped.thresholds_on(on))


def agreement_length(one: Held, by: Reckoning) -> FrameworkLength | None:
    """How long its framework agreement runs against the law's years; none where days are unknown."""
    agreement = one.told.agreement
    if agreement is None:
        return None
    starts_on, ends_on = known_day(agreement.starts_on), known_day(agreement.ends_on)
    if starts_on is None or ends_on is None:
        return None
    most = library.retender_parameters().framework_most_on(by.by_route[one.route].on)
    return framework_length(starts_on, ends_on, most, agreement.longer_because)


def known_day(day: date | None) -> date | None:
    """A day of an agreement; none where it lies beyond all calendars, as those of older rows may."""
    return day if day is not None and is_reckoned_with(day) else None


def asking_of(one: Held, by: Reckoning) -> Asking:
    """What a contract's calendar is asked with: its route, and its agreement's window where it has one."""
    asking, agreement = by.by_route[one.route], one.told.agreement
    if agreement is None or not agreement.is_committed:
        return asking
    first, last = known_day(agreement.join_from), known_day(agreement.join_until)
    if first is None or last is None:
        return asking
    window = Joining(agreement.number, first, last)
    return replace(asking, joining=(window,))


def _held(one: ContractTerms, every: Mapping[UUID, ContractTerms], by: Reckoning) -> Held:
    route = route_of(one.strategy)
    try:
        terms = terms_of(one)
        parent = every.get(one.parent) if one.parent and one.needs_parent else None
        on = by.by_route[route].on
        if parent is not None:
            terms = replace(terms, parent_valid=validity(terms_of(parent), on).valid)
        found = lasting(terms, on)
    except ProblemsError as error:
        return Held(one, Standing.UNCLEAR, route, one.ends_on, problem=error.problems[0])
    return Held(one, _standing(found, route, by), route, found.until, terms)


def _standing(found: Lasting, route: Route, by: Reckoning) -> Standing:
    last = found.until
    if last is None:
        return Standing.RUNS_ON if found.how is Lasts.RUNS_ON else Standing.UNCLEAR
    if last < by.by_route[route].on:
        return Standing.OVER
    if last + _DAY < by.late_before[route]:
        return Standing.LATE
    return Standing.SOON if last + _DAY < by.soon_before[route] else Standing.LATER


def terms_of(one: ContractTerms) -> Terms:
    """A contract's terms as they are reckoned with.

    Raises:
        ProblemsError: what is said of it cannot be.
    """
    return terms_said(one, [(option.months, option.notice_days) for option in one.options])


class SaysTime(Protocol):
    """Whatever says of a contract when it holds and how one leaves it, as `Contract` does."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def duration_months(self) -> int | None: ...
    @property
    def renewal(self) -> str: ...
    @property
    def renews_months(self) -> int | None: ...
    @property
    def irrevocable_until(self) -> date | None: ...
    @property
    def terminated_on(self) -> date | None: ...
    @property
    def notice_months(self) -> int | None: ...
    @property
    def notice_extends(self) -> str: ...
    @property
    def notice_by(self) -> str: ...
    @property
    def extension(self) -> str: ...
    @property
    def options_used(self) -> int: ...
    @property
    def is_enforced(self) -> bool: ...


def terms_said(one: SaysTime, options_said_one_by_one: Iterable[tuple[int, int | None]]) -> Terms:
    """The same of a row, with the months and days of notice of its options.

    Options are those written one by one, else those that KITOS' text says; without any, none has been used.

    Raises:
        ProblemsError: what is said of it cannot be.
    """
    written = tuple(Option(months, days or 0) for months, days in options_said_one_by_one)
    options = written or options_said(one.extension)
    continuous = one.renewal == Renewal.CONTINUES.value
    renews = one.renewal == Renewal.RENEWS.value
    return Terms(
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        duration_months=None if continuous else one.duration_months,
        continuous=continuous,
        options=options,
        options_used=one.options_used if options else 0,
        renews_months=(one.renews_months or _RENEWED_BY) if renews else 0,
        irrevocable_until=one.irrevocable_until,
        notice=Notice(
            one.notice_months or 0, _SEGMENTS.get(one.notice_extends), _SEGMENTS.get(one.notice_by)
        ),
        terminated_on=one.terminated_on,
        enforced=one.is_enforced,
    )


def route_of(strategy: str) -> Route:
    """The route that KITOS' strategy names; the slowest where it names none.

    >>> [route_of(said).value for said in ("SKI - mini-udbud", "Underhåndsbud", "")]
    ['mini_competition', 'below_threshold', 'eu_tender']
    """
    said = strategy.lower()
    if "mini" in said:
        return Route.MINI_COMPETITION
    below = ("direkte", "underhånd", "annoncering")
    return Route.BELOW_THRESHOLD if any(word in said for word in below) else Route.EU_TENDER
