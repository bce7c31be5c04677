"""Who has to work how much, when, against what there is; and what obligation costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samspil.core.errors import ProblemsError
from samspil.core.units import PersonDays


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Where work is done: a unit, what it takes to do it, and a month by its first day.

    Raises:
        ProblemsError: ``not_the_first_of_a_month``.
    """

    month: date
    unit: str
    competence: str

    def __post_init__(self) -> None:
        if self.month.day != 1:
            raise ProblemsError.of("not_the_first_of_a_month", None, day=self.month)


@dataclass(frozen=True, slots=True)
class Effort:
    """Work that an initiative asks of a slot.

    Raises:
        ProblemsError: ``effort_below_zero``.
    """

    initiative: str
    slot: Slot
    days: PersonDays
    is_mandatory: bool

    def __post_init__(self) -> None:
        if self.days.hundredths < 0:
            raise ProblemsError.of("effort_below_zero", None, days=str(self.days))


@dataclass(frozen=True, slots=True)
class Load:
    """What a slot is asked for, against what it has; no capacity known is not the same as none."""

    slot: Slot
    mandatory: PersonDays
    development: PersonDays
    capacity: PersonDays | None

    @property
    def asked(self) -> PersonDays:
        """Mandatory and development together."""
        return self.mandatory + self.development

    @property
    def lacking(self) -> PersonDays:
        """How much is asked beyond what there is; zero where it fits or nobody knows what there is."""
        if self.capacity is None:
            return PersonDays(0)
        return max(PersonDays(0), self.asked - self.capacity)


def load(efforts: Iterable[Effort], capacity: dict[Slot, PersonDays]) -> tuple[Load, ...]:
    """What each slot is asked for, by month, unit and competence; slots with capacity alone are there too.

    The sums are exact: what is asked of all slots is what all initiatives ask.

    >>> slot = Slot(date(2026, 3, 1), "IT", "project lead")
    >>> (one,) = load([Effort("a", slot, PersonDays.of(12), True)], {slot: PersonDays.of(10)})
    >>> str(one.lacking)
    '2.00'
    """
    asked: dict[Slot, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    for slot in capacity:
        asked[slot]
    for one in efforts:
        asked[one.slot][one.is_mandatory] += one.days.hundredths
    return tuple(
        Load(slot, PersonDays(asked[slot][True]), PersonDays(asked[slot][False]), capacity.get(slot))
        for slot in sorted(asked)
    )


def mandatory_share(loads: Iterable[Load]) -> Fraction | None:
    """How much of what is asked is mandatory; nothing is known where nothing is asked. Source: F2.14."""
    mandatory = development = 0
    for one in loads:
        mandatory += one.mandatory.hundredths
        development += one.development.hundredths
    asked = mandatory + development
    return Fraction(mandatory, asked) if asked else None


@dataclass(frozen=True, slots=True)
class Wish:
    """A development initiative that would be carried out if there were hands for it.

    ``value`` is in whatever whole unit the organisation ranks by; wishes come in the order it ranks them.
    """

    initiative: str
    value: int


@dataclass(frozen=True, slots=True)
class PriceOfObligation:
    """What mandatory tasks displace: wishes that fit without them and not with them."""

    carried: tuple[Wish, ...]
    displaced: tuple[Wish, ...]
    too_large_anyway: tuple[Wish, ...]

    @property
    def value(self) -> int:
        """The value of what is displaced."""
        return sum(one.value for one in self.displaced)


def price_of_obligation(
    wishes: Sequence[Wish], efforts: Iterable[Effort], capacity: dict[Slot, PersonDays]
) -> PriceOfObligation:
    """Which wishes there would be hands for were nothing mandatory, and are none now.

    Wishes are taken in their order, each whole or not at all: the organisation's own ranking is what
    decides, so that everybody can check it by hand; no better packing is looked for. A slot without known
    capacity holds nothing back. A wish that is displaced can leave room for one ranked lower, so the price
    counts only what is carried without mandatory tasks and not with them.

    >>> slot = Slot(date(2026, 3, 1), "IT", "project lead")
    >>> work = [Effort("law", slot, PersonDays.of(8), True), Effort("idea", slot, PersonDays.of(5), False)]
    >>> price_of_obligation([Wish("idea", 300)], work, {slot: PersonDays.of(10)}).value
    300
    """
    needed: dict[str, list[tuple[Slot, int]]] = defaultdict(list)
    taken: dict[Slot, int] = defaultdict(int)
    for one in efforts:
        if one.is_mandatory:
            taken[one.slot] += one.days.hundredths
        else:
            needed[one.initiative].append((one.slot, one.days.hundredths))
    all_room = {slot: days.hundredths for slot, days in capacity.items()}
    room_left = {slot: days - taken[slot] for slot, days in all_room.items()}
    without = _carried(wishes, needed, all_room)
    with_them = _carried(wishes, needed, room_left)
    return PriceOfObligation(
        carried=tuple(one for one in wishes if one.initiative in with_them),
        displaced=tuple(
            one for one in wishes if one.initiative in without and one.initiative not in with_them
        ),
        too_large_anyway=tuple(
            one for one in wishes if one.initiative not in without and one.initiative not in with_them
        ),
    )


def _carried(
    wishes: Sequence[Wish], needed: dict[str, list[tuple[Slot, int]]], room: dict[Slot, int]
) -> frozenset[str]:
    left, carried = dict(room), set()
    for wish in wishes:
        asks: dict[Slot, int] = defaultdict(int)
        for slot, days in needed[wish.initiative]:
            asks[slot] += days
        if all(slot not in left or days <= left[slot] for slot, days in asks.items() if days):
            carried.add(wish.initiative)
            for slot, days in asks.items():
                if slot in left:
                    left[slot] -= days
    return frozenset(carried)
