"""What a purchase is worth against the thresholds, and how long a framework may run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.retender.parameters import FrameworkMost, Thresholds
from samspil.core.retender.terms import MOST_MONTHS, prolonged
from samspil.core.units import Money

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Volume:
    """What one participant will buy: a price a year for so many months, options included, and once.

    Raises:
        ProblemsError: ``volume_out_of_range``.
    """

    member: str
    yearly: Money
    months: int
    once: Money

    def __post_init__(self) -> None:
        if not (0 <= self.months <= MOST_MONTHS and self.yearly.minor >= 0 and self.once.minor >= 0):
            raise ProblemsError.of("volume_out_of_range", member=self.member, months=self.months)

    @property
    def total(self) -> Money:
        """All of it, rounded up to a whole øre: half an øre never brings a purchase below a limit.

        >>> Volume("a", Money.of(100), 18, Money.of(1)).total
        Money(minor=15100, currency='DKK')
        """
        return Money(-(-self.yearly.minor * self.months // _MONTHS), self.yearly.currency) + self.once


@dataclass(frozen=True, slots=True)
class Worth:
    """The value of a purchase against the thresholds of a day.

    ``tender`` and ``announce`` say that the value is at or above the limit; ``left`` is how far below the
    tender limit it is, negative above it.
    """

    total: Money
    parts: tuple[tuple[str, Money], ...]
    limit: Money
    tender: bool
    announce: bool
    left: Money
    thresholds: Thresholds


def worth(volumes: Sequence[Volume], thresholds: Thresholds, *, light: bool = False) -> Worth:
    """The value of what all participants buy, options included, against the thresholds.

    Nothing is split: each participant's volume counts, whoever signs first. Without VAT.

    Args:
        volumes: one for each participant, or more.
        thresholds: those of the day on which it is announced.
        light: whether it is social or another service of the light regime.

    Source: methods.md §5; udbudsloven §§ 29-38.

    >>> from samspil.core.units import Money
    >>> amounts = map(Money.of, (1_644_638, 5_581_350, 500_000))
    >>> limits = Thresholds(date(2024, 1, 1), *amounts, source="KFST")
    >>> found = worth([Volume(one, Money.of(420_000), 48, Money(0)) for one in "abc"], limits)
    >>> str(found.total), found.tender
    ('5040000.00 DKK', True)
    """
    parts = tuple((one.member, one.total) for one in volumes)
    total = sum((part for _, part in parts), Money(0))
    limit = thresholds.light if light else thresholds.goods_and_services
    return Worth(
        total,
        parts,
        limit,
        tender=total >= limit,
        announce=total >= thresholds.announce,
        left=limit - total,
        thresholds=thresholds,
    )


@dataclass(frozen=True, slots=True)
class FrameworkLength:
    """How long a framework runs with all its options, against what the law allows."""

    months: int
    most: FrameworkMost
    last_lawful_day: date
    over: bool
    exception: str


def framework_length(
    starts_on: date, last_day: date, most: FrameworkMost, exception: str = ""
) -> FrameworkLength:
    """Whether a framework agreement with its options runs longer than the law's years.

    A longer one needs a reason that is written down; it is shown, never judged. A month begun counts.

    Source: udbudsloven § 95, stk. 2.

    >>> most = FrameworkMost(date(2016, 1, 1), 48, "Udbudsloven § 95, stk. 2")
    >>> found = framework_length(date(2026, 1, 1), date(2030, 1, 1), most)
    >>> found.months, found.over, str(found.last_lawful_day)
    (49, True, '2029-12-31')
    """
    lawful = prolonged(starts_on - timedelta(days=1), most.months)
    run = relativedelta(last_day + timedelta(days=1), starts_on)
    months = run.years * _MONTHS + run.months + (run.days > 0)
    return FrameworkLength(months, most, lawful, last_day > lawful, exception)
