"""Who could tender together, and when: several members' contracts about the same system or code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from samspil import library
from samspil.apps.systems.selectors.calendar import Held, Reckoning, Standing, asking_of, calendar_of
from samspil.apps.systems.selectors.common import CommonNeed, of_need
from samspil.apps.systems.selectors.reach import Reach
from samspil.apps.systems.selectors.terms import terms_in_reach
from samspil.core.retender.aligning import Plan, Prices, align
from samspil.core.retender.gains import Gain, Gains, gains
from samspil.core.retender.need import Movable, Tender, movable
from samspil.core.retender.parameters import Route, Together
from samspil.core.retender.stabbing import fewest
from samspil.core.retender.value import Volume, Worth, worth
from samspil.core.retender.windows import Closed, Move, Window, first_of, move, window
from samspil.core.units import Money

# How far ahead a contract that runs on is planned.
HORIZON: Final = relativedelta(years=8)
MOST_CONTRACTS: Final = 400
_YEAR: Final = 12
_PLANS_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Could:
    """A contract that could be tendered with others: from when until when, and what it costs a year."""

    held: Held
    window: Window
    yearly: Money


@dataclass(frozen=True, slots=True)
class Part:
    """One contract in a tender: what its owner does, and what it gains."""

    could: Could
    move: Move
    gain: Gain


@dataclass(frozen=True, slots=True)
class Joint:
    """One tender of the plan: the month in which the new takes over, who is in it, and what it is worth."""

    at: date
    parts: tuple[Part, ...]
    gains: Gains
    worth: Worth


@dataclass(frozen=True, slots=True)
class Need:
    """A need of several: its tenders, and how many there must be at least."""

    key: str
    tenders: tuple[Joint, ...]
    fewest: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class Planned:
    """What could be tendered together of a need; ``without_price`` is left out, ``too_late`` cannot be moved.

    No need where fewer than two organisations are left.
    """

    need: Need | None
    without_price: int
    too_late: int
    prices: Together


@dataclass(frozen=True, slots=True)
class Candidates:
    """The contracts of a need that could be planned, and how many could not."""

    many: list[Could]
    without_price: int
    too_late: int

    @property
    def are_of_several(self) -> bool:
        """Whether at least two organisations are left."""
        return len({one.held.told.organisation_id for one in self.many}) > 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What every need is planned with."""

    by: Reckoning
    together: Together
    months: int

    @classmethod
    def of(cls, by: Reckoning) -> Asked:
        """The prices and the longest framework of the day that is reckoned on."""
        on, shipped = by.by_route[Route.EU_TENDER].on, library.retender_parameters()
        return cls(by, shipped.together_on(on), shipped.framework_most_on(on).months)

    def prices(self, capacity: int | None = None) -> Prices:
        """What tendering costs, with so many tenders a quarter."""
        told = self.together
        return Prices(told.tender.minor, told.each_more.minor, told.over_capacity.minor, capacity)

    def movables(self, many: Sequence[Could]) -> list[Movable]:
        """Contracts as the plan moves them."""
        return [movable(key_of(one), one.window, one.yearly, self.together, self.months) for one in many]


def plan_together(reach: Reach, by: Reckoning, common: CommonNeed) -> Planned:
    """The cheapest joint tenders of a need, of one's own contracts and those that others show.

    What has no price in kroner a year, or hides it, cannot be planned. What is no longer shown is not read.
    """
    found, asked = candidates(reach, by, [common])[common.key], Asked.of(by)
    need = _need(common.key, found.many[:MOST_CONTRACTS], asked) if found.are_of_several else None
    return Planned(need, found.without_price, found.too_late, asked.together)


def candidates(reach: Reach, by: Reckoning, needs: Sequence[CommonNeed]) -> dict[str, Candidates]:
    """What could be planned of some needs; their contracts are read at once."""
    by_need: dict[str, list[Held]] = {one.key: [] for one in needs}
    keys = [key for one in needs for key in one.contracts]
    about = {said: one.key for one in needs for said in one.about}
    for held in calendar_of(terms_in_reach(reach, Q(pk__in=keys)), by):
        by_need.get(of_need(held.told, about), []).append(held)
    return {key: _candidates(contracts, by) for key, contracts in by_need.items()}


def _candidates(contracts: Sequence[Held], by: Reckoning) -> Candidates:
    until = by.by_route[Route.EU_TENDER].on + HORIZON
    many: list[Could] = []
    without_price = too_late = 0
    for one in contracts:
        if one.terms is None or one.standing is Standing.OVER:
            continue
        found = window(one.terms, asking_of(one, by), until)
        if isinstance(found, Closed):
            too_late += 1
        elif (yearly := one.told.operation_minor) is None or yearly < 0 or one.told.currency != "DKK":
            without_price += 1
        else:
            many.append(Could(one, found, Money(yearly)))
    return Candidates(many, without_price, too_late)


def aligned(contracts: Mapping[str, Sequence[Movable]], prices: Prices, near: Fraction) -> Plan:
    """The cheapest plan. The last few that were asked for are kept: from the same numbers comes the same."""
    return _aligned(tuple((key, tuple(many)) for key, many in contracts.items()), prices, near)


@lru_cache(maxsize=_PLANS_KEPT)
def _aligned(contracts: tuple[tuple[str, tuple[Movable, ...]], ...], prices: Prices, near: Fraction) -> Plan:
    return align(dict(contracts), prices, near=near)


def key_of(one: Could) -> str:
    """What a plan calls a contract."""
    return one.held.told.public_id.hex


def _need(key: str, many: Sequence[Could], asked: Asked) -> Need:
    by_key, contracts = {key_of(one): one for one in many}, asked.movables(many)
    plan = aligned({key: contracts}, asked.prices(), Fraction(1, 1000))
    stabs = fewest({one.key: (one.first, one.last) for one in contracts})
    made = [_joint(tender, by_key, contracts, asked) for tender in plan.tenders[key]]
    return Need(key, tuple(sorted(made, key=lambda one: one.at)), len(stabs), plan)


def _joint(tender: Tender, by_key: Mapping[str, Could], contracts: Sequence[Movable], asked: Asked) -> Joint:
    whole = {name: by_key[name].yearly.minor * asked.months // _YEAR for name in tender.keys}
    found = gains(contracts, tender, asked.prices(), whole, asked.together.price_effect)
    on = asked.by.by_route[Route.EU_TENDER].on
    volumes = [
        Volume(could.held.told.organisation, could.yearly, asked.months, Money(0))
        for could in (by_key[name] for name in tender.keys)
    ]
    parts = tuple(_part(by_key[gain.key], gain, tender, asked) for gain in found.gains)
    limits = library.retender_parameters().thresholds_on(on)
    return Joint(first_of(tender.at), parts, found, worth(volumes, limits))


def _part(could: Could, gain: Gain, tender: Tender, asked: Asked) -> Part:
    assert could.held.terms is not None
    takes_over = min(max(first_of(tender.at), could.window.first), could.window.last)
    return Part(could, move(could.held.terms, asking_of(could.held, asked.by), takes_over), gain)
