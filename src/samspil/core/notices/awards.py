"""What an award notice says of each contract: who won it, for what, for how long, under which framework."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from samspil.core.errors import Place, Problem
from samspil.core.notices.facts import Facts, optional_text, quoted
from samspil.core.notices.notice import Notice, Party
from samspil.core.notices.xml import Element
from samspil.core.units import Money

_NOT_SAID: Final = 100  # hundredths: buyers write an amount of 1 where they do not publish it
_MONTHS_OF: Final = {"MONTH": 1, "MON": 1, "YEAR": 12, "ANN": 12}
_MOST_MONTHS: Final = 1200


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of a notice. ``options`` and ``renewals`` are the notice's own words, empty where there are none.

    ``months`` is how long it lasts where that is said; ``most_renewals`` how often it can be renewed.
    """

    number: str = ""
    title: str = ""
    cpv: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    months: int | None = None
    options: str = ""
    renewals: str = ""
    most_renewals: int | None = None


@dataclass(frozen=True, slots=True)
class Awarded:
    """One contract. ``key`` is what its notice knows it by, ``number`` what the buyer does.

    A contract that covers several lots begins with the first and ends with the last of them. ``value`` is as
    published: with options and renewals.
    """

    place: Place
    key: str
    number: str
    title: str
    lots: tuple[Lot, ...]
    suppliers: tuple[Party, ...]
    value: Money | None
    signed_on: date | None

    @property
    def starts_on(self) -> date | None:
        """The first day of any lot."""
        return min((one.starts_on for one in self.lots if one.starts_on), default=None)

    @property
    def ends_on(self) -> date | None:
        """The last day of any lot."""
        return max((one.ends_on for one in self.lots if one.ends_on), default=None)

    @property
    def months(self) -> int | None:
        """How long the longest lot lasts, where that is said."""
        return max((one.months for one in self.lots if one.months), default=None)


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework agreement: all that may be bought by it, and who may, in the notice's words."""

    ceiling: Money | None
    users: str


@dataclass(frozen=True, slots=True)
class Award:
    """A notice with its contracts. ``source`` is what a corrected edition of it has too."""

    notice: Notice
    source: str
    contracts: tuple[Awarded, ...]
    framework: Framework | None


@dataclass(slots=True)
class Draft:
    """An award on its way out of a notice."""

    source: str
    contracts: list[Awarded] = field(default_factory=list)
    framework: Framework | None = None


def stated(amount: Money | None) -> Money | None:
    """An amount, unless it is the 1 (or nothing) that buyers write where they publish none.

    >>> stated(Money.of(1)), str(stated(Money.of("1.5")))
    (None, '1.50 DKK')
    """
    return None if amount is None or amount.minor <= _NOT_SAID else amount


def total(amounts: Sequence[Money | None]) -> Money | None:
    """The sum, where each is stated and in one currency.

    >>> str(total([Money(100), Money(50)])), total([Money(100), None]), total([])
    ('1.50 DKK', None, None)
    """
    known = [one for one in amounts if one is not None]
    if not known or len(known) < len(amounts) or len({one.currency for one in known}) > 1:
        return None
    return Money(sum(one.minor for one in known), known[0].currency)


def months_of(facts: Facts, element: Element | None, unit: str) -> int | None:
    """A length that is told in months or years; one told in days or weeks is none that can be counted on."""
    if element is None or unit not in _MONTHS_OF:
        return None
    number = whole(facts, element)
    months = number * _MONTHS_OF[unit] if number else None
    return months if months and months <= _MOST_MONTHS else None


def whole(facts: Facts, element: Element | None) -> int | None:
    """A whole number of something; what is none is a problem."""
    if element is None:
        return None
    if found := re.fullmatch(r"(\d{1,4})(?:\.0+)?", element.text, re.ASCII):
        return int(found[1])
    facts.problems.append(
        Problem("notice_bad_number", {"element": element.name, "found": quoted(element.text)}, element.place)
    )
    return None


def words(inside: Element, path: str) -> str:
    """The text at the path, or none."""
    return optional_text(inside, path) or ""
