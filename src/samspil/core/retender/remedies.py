"""What can still be done when something is too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from samspil.core.retender.chain import Asking, Chain, Joining, Sort, chain, takeover
from samspil.core.retender.parameters import LeadTimes, Route, SmallChange, Thresholds
from samspil.core.retender.terms import Terms
from samspil.core.units import Money


class Way(StrEnum):
    """What one can still do."""

    USE_OPTIONS = "use_options"
    FASTER_ROUTE = "faster_route"
    JOIN = "join"
    SMALL_CHANGE = "small_change"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out. ``ends_on`` is the last day by it, ``takes_over_on`` when the new can have come.

    ``options`` says how many more are used, ``route`` how one buys, ``agreement`` what is joined, ``days``
    how many days it covers or leaves open, ``enough`` whether that is all of them.
    """

    way: Way
    enough: bool
    ends_on: date | None = None
    takes_over_on: date | None = None
    options: int = 0
    route: Route | None = None
    agreement: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Means:
    """What the ways out are reckoned with: lead times, the limits of the law, what the contract is worth."""

    lead_times: tuple[LeadTimes, ...]
    small_change: SmallChange
    thresholds: Thresholds
    yearly: Money | None = None
    total: Money | None = None


def remedies(terms: Terms, asking: Asking, means: Means) -> tuple[Remedy, ...]:
    """What can still be done about a contract with something too late in its chain; nothing where nothing is.

    In this order: options that can still be used and give time enough; faster routes that would be in time;
    agreements that can still be joined; how many days a change too small for a tender would cover; and how
    many days nobody supplies if the parts begin today. A route is offered whether or not the value allows it:
    who reads sees the value beside it, and ``enough`` is false for one that the value is known to forbid.

    Source: methods.md §5; udbudsloven § 180.
    """
    now = chain(terms, asking)
    last = now.end.on
    if last is None or not any(act.late and act.sort in _PARTS for act in now.acts):
        return ()
    return (
        *_by_options(terms, asking),
        *_by_route(last, asking, means),
        *_by_joining(now, asking.joining),
        *_by_small_change(last, asking, means),
        _gap(last, asking),
    )


_PARTS = frozenset(Sort) - {Sort.OPTION, Sort.NOTICE, Sort.JOIN}


def _by_options(terms: Terms, asking: Asking) -> Iterator[Remedy]:
    for options in range(1, len(terms.options_left) + 1):
        found = chain(terms, asking, options)
        used = range(terms.options_used + 1, terms.options_used + options + 1)
        if any(act.late and act.sort is Sort.OPTION and act.number in used for act in found.acts):
            return
        enough = not any(act.late and act.sort in _PARTS for act in found.acts)
        yield Remedy(Way.USE_OPTIONS, enough, found.end.on, options=options)
        if enough:
            return


def _by_route(last: date, asking: Asking, means: Means) -> Iterator[Remedy]:
    for lead_times in means.lead_times:
        if lead_times.route is asking.lead_times.route:
            continue
        ready = takeover(replace(asking, lead_times=lead_times))
        if ready > last + timedelta(days=1):
            continue
        forbidden = (
            lead_times.route is Route.BELOW_THRESHOLD
            and means.total is not None
            and means.total >= means.thresholds.goods_and_services
        )
        yield Remedy(
            Way.FASTER_ROUTE,
            not forbidden,
            last,
            takes_over_on=ready,
            route=lead_times.route,
        )


def _by_joining(now: Chain, joining: Sequence[Joining]) -> Iterator[Remedy]:
    supplies: Mapping[str, date | None] = {one.agreement: one.supplies_from for one in joining}
    for act in now.acts:
        if act.sort is Sort.JOIN and not act.late:
            yield Remedy(
                Way.JOIN,
                enough=True,
                ends_on=now.end.on,
                takes_over_on=supplies[act.agreement],
                agreement=act.agreement,
            )


def _by_small_change(last: date, asking: Asking, means: Means) -> Iterator[Remedy]:
    if means.yearly is None or means.total is None or means.yearly.minor <= 0:
        return
    most = Fraction(means.total.minor) * means.small_change.share
    below = min(most, Fraction(means.thresholds.goods_and_services.minor - 1))
    days = int(below * 365 / means.yearly.minor)
    if days:
        needed = max((takeover(asking) - last).days - 1, 0)
        yield Remedy(Way.SMALL_CHANGE, days >= needed, last + timedelta(days=days), days=days)


def _gap(last: date, asking: Asking) -> Remedy:
    """Some days always: what is late cannot be ready in time by beginning today."""
    ready = takeover(asking)
    return Remedy(Way.GAP, enough=False, ends_on=last, takes_over_on=ready, days=(ready - last).days - 1)
