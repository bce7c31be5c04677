"""What a key is used on: the members of a period, with what is counted of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samspil.core.errors import ProblemsError


@dataclass(frozen=True, slots=True)
class Member:
    """One that may carry a part, and what is known of it.

    Args:
        key: its own; decides who gets an odd oere.
        inhabitants: on the key's population day; None when the register has none.
        use: what was counted in the period, in the key's own unit; None when nothing was.
        forecast: what is expected to be used in the period.
        from_on: the first day it takes part; None: since before the period.
        to_on: the last day that it pays for; None: it has not left.
        expected_on: the day it is expected to begin to use, for keys that count expected users.
    """

    key: str
    inhabitants: int | None = None
    use: int | None = None
    forecast: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a cost is of, both counted.

    Raises:
        ProblemsError: ``period_ends_before_it_begins``.

    >>> Period(date(2026, 1, 1), date(2026, 12, 31)).days
    365
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ProblemsError.of("period_ends_before_it_begins", first=self.first, last=self.last)

    @property
    def days(self) -> int:
        """How many days, the first and the last counted."""
        return (self.last - self.first).days + 1

    def taken_part(self, member: Member) -> int:
        """On how many of its days a member took part.

        >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
        >>> year.taken_part(Member("0167", from_on=date(2026, 12, 1)))
        31
        >>> year.taken_part(Member("0167", to_on=date(2025, 12, 31)))
        0
        """
        first = max(self.first, member.from_on or self.first)
        last = min(self.last, member.to_on or self.last)
        return max((last - first).days + 1, 0)

    def part(self, member: Member) -> Fraction:
        """The part of the period that a member took part in: from 0 to 1, in whole days."""
        return Fraction(self.taken_part(member), self.days)


def inhabitants_of(members: Sequence[Member], day: date | None) -> dict[str, int]:
    """How many live in each, on the day the key counts them.

    Raises:
        ProblemsError: ``member_without_population`` names everybody whose number is not known.
    """
    known = {one.key: one.inhabitants for one in members if one.inhabitants}
    missing = sorted({one.key for one in members} - set(known))
    if missing:
        raise ProblemsError.of("member_without_population", members=", ".join(missing), day=day)
    return known


def use_of(members: Sequence[Member]) -> dict[str, int]:
    """What each used.

    Raises:
        ProblemsError: ``member_without_use`` names everybody whose use has not been counted.
    """
    known = {one.key: one.use for one in members if one.use is not None}
    missing = sorted({one.key for one in members} - set(known))
    if missing:
        raise ProblemsError.of("member_without_use", members=", ".join(missing))
    return known


def forecast_of(members: Sequence[Member]) -> dict[str, int]:
    """What each is expected to use.

    Raises:
        ProblemsError: ``member_without_forecast`` names everybody of whom nothing is expected or said.
    """
    known = {one.key: one.forecast for one in members if one.forecast is not None}
    missing = sorted({one.key for one in members} - set(known))
    if missing:
        raise ProblemsError.of("member_without_forecast", members=", ".join(missing))
    return known
