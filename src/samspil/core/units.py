"""Amounts that are exact: money, person-days, populations and shares. Never floats."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from itertools import repeat
from math import lcm
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from samspil.core.errors import Problem, ProblemsError

_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_PLAIN_SHARE = re.compile(r"\d+(\.\d+|/\d+)?", re.ASCII)
_MOST_DIGITS = 16  # of whole kroner: the øre then fit the database's 64 bits


class NotExactError(ProblemsError, TypeError):
    """A float, or another type that cannot carry an exact amount, was given where one is counted."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in hundredths of a currency: ``minor`` is øre for kroner. May be negative.

    Amounts in different currencies are unequal, and adding or ordering them is an error.

    Raises:
        NotExactError: ``float_is_not_money`` for a float, here and in every operation.
        ProblemsError: ``currency_mismatch`` when two currencies meet.

    Source: architecture.md, "Money".

    >>> str(Money.of("1234.50") + Money(50))
    '1235.00 DKK'
    """

    minor: int
    currency: str = "DKK"

    def __post_init__(self) -> None:
        _refuse_unless_whole(self.minor, "float_is_not_money")

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str = "DKK") -> Money:
        """An amount in whole units with at most two decimals, the way a person writes it.

        "1.500" is refused, not read: a Dane may mean 1500 by it.

        Raises:
            NotExactError: ``float_is_not_money``.
            ProblemsError: ``not_an_amount``, ``amount_too_large`` (over 16 digits), ``money_too_precise``.

        >>> Money.of("1234.50").minor, Money.of(-3).minor
        (123450, -300)
        """
        return cls(_hundredths(amount, "float_is_not_money", "money_too_precise"), currency)

    @classmethod
    def many(cls, minors: Sequence[int], currency: str = "DKK") -> list[Money]:
        """As many amounts of one currency, in a fifth of the time that one by one takes.

        Raises:
            NotExactError: as for one.

        >>> Money.many([150, -3]) == [Money(150), Money(-3)]
        True
        """
        if set(map(type, minors)) - {int}:
            return [cls(minor, currency) for minor in minors]
        made = [object.__new__(cls) for _ in minors]
        for give, values in ((_GIVE_MINOR, minors), (_GIVE_CURRENCY, repeat(currency))):
            deque(map(give, made, values), maxlen=0)
        return made

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._minor_of(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._minor_of(other)

    def allocate(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Split by whole-number weights so that the parts sum to the amount exactly.

        The method of largest remainders: everyone gets the rounded-down part, and the øre left over
        go to the largest remainders, to the first where they tie. A negative amount is split as its
        opposite. O(n log n).

        Args:
            weights: one a part, zero or more, not all zero.

        Raises:
            NotExactError: ``float_is_not_money`` for a weight that is a float.
            ProblemsError: ``bad_weights`` when one is negative or all are zero.

        Source: Hamilton's method; Balinski and Young, Fair Representation (1982).

        >>> [part.minor for part in Money(100).allocate([1, 1, 1])]
        [34, 33, 33]
        """
        total = _total_weight(weights)
        size, sign = abs(self.minor), -1 if self.minor < 0 else 1
        parts = [size * weight // total for weight in weights]
        by_remainder = sorted(range(len(parts)), key=lambda part: -(size * weights[part] % total))
        for part in by_remainder[: size - sum(parts)]:
            parts[part] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _minor_of(self, other: object) -> int:
        _refuse_float(other, "float_is_not_money")
        if not isinstance(other, Money):
            raise NotExactError([Problem("not_an_amount", {"value": other})])
        if other.currency != self.currency:
            raise ProblemsError.of("currency_mismatch", left=self.currency, right=other.currency)
        return other.minor

    def __str__(self) -> str:
        return f"{_two_decimals(self.minor)} {self.currency}"


# What is made cannot be changed; these fill an amount that nobody has seen yet.
_GIVE_MINOR: Final[Callable[[Any, Any], None]] = vars(Money)["minor"].__set__
_GIVE_CURRENCY: Final[Callable[[Any, Any], None]] = vars(Money)["currency"].__set__


@dataclass(frozen=True, slots=True, order=True)
class PersonDays:
    """Work in hundredths of one person's working day. May be negative, as a difference.

    Raises:
        NotExactError: ``float_is_not_person_days``.

    >>> str(PersonDays.of("2.5") + PersonDays(25))
    '2.75'
    """

    hundredths: int

    def __post_init__(self) -> None:
        _refuse_unless_whole(self.hundredths, "float_is_not_person_days")

    @classmethod
    def of(cls, days: str | int | Decimal) -> PersonDays:
        """Person-days with at most two decimals.

        Raises:
            NotExactError: ``float_is_not_person_days``.
            ProblemsError: ``not_an_amount``, ``amount_too_large``, ``person_days_too_precise``.

        >>> PersonDays.of("0.25").hundredths
        25
        """
        return cls(_hundredths(days, "float_is_not_person_days", "person_days_too_precise"))

    def __add__(self, other: PersonDays) -> PersonDays:
        return PersonDays(self.hundredths + other.hundredths)

    def __sub__(self, other: PersonDays) -> PersonDays:
        return PersonDays(self.hundredths - other.hundredths)

    def __mul__(self, times: int) -> PersonDays:
        return PersonDays(self.hundredths * times)

    __rmul__ = __mul__

    def __str__(self) -> str:
        return _two_decimals(self.hundredths)


@dataclass(frozen=True, slots=True)
class Population:
    """How many people lived somewhere on a day, and who says so.

    Raises:
        ProblemsError: ``negative_population``, ``population_without_source``.

    >>> Population(59_000, date(2024, 1, 1), "FOLK1A").is_older_than(2, on=date(2026, 1, 2))
    True
    """

    people: int
    as_of: date
    source: str

    def __post_init__(self) -> None:
        if self.people < 0:
            raise ProblemsError.of("negative_population", people=self.people)
        if not self.source.strip():
            raise ProblemsError.of("population_without_source", people=self.people, as_of=self.as_of)

    def is_older_than(self, years: int, on: date) -> bool:
        """Whether more than ``years`` whole years lie between the count and ``on``; the very day is not more.

        >>> Population(1, date(2024, 1, 1), "FOLK1A").is_older_than(2, on=date(2026, 1, 1))
        False
        """
        return on > self.as_of + relativedelta(years=years)


@dataclass(frozen=True, slots=True)
class Shares(Mapping[str, Fraction]):
    """Who carries how much of one whole: fractions from 0 to 1 that sum to exactly one, in a kept order.

    Raises:
        ProblemsError: ``share_out_of_range``, ``duplicate_share``, ``shares_do_not_sum_to_one``.

    >>> Shares.of({"herning": "1/3", "ikast": "2/3"})["herning"]
    Fraction(1, 3)
    """

    parts: tuple[tuple[str, Fraction], ...]

    def __post_init__(self) -> None:
        outside = [(key, share) for key, share in self.parts if not 0 <= share <= 1]
        if outside:
            raise ProblemsError(
                Problem("share_out_of_range", {"key": key, "share": share}) for key, share in outside
            )
        if len({key for key, _ in self.parts}) < len(self.parts):
            raise ProblemsError.of("duplicate_share", keys=", ".join(key for key, _ in self.parts))
        total = sum((share for _, share in self.parts), Fraction(0))
        if total != 1:
            raise ProblemsError.of("shares_do_not_sum_to_one", total=total)

    @classmethod
    def of(cls, shares: Mapping[str, str | Fraction]) -> Shares:
        """Shares as a person writes them: "0.5" or "1/3". Percentages and numbers are refused.

        Raises:
            NotExactError: ``float_is_not_a_share``.
            ProblemsError: ``not_a_share`` for text or a whole number that is none; and as the class.

        >>> Shares.of({"a": "0.25", "b": "0.75"}).parts
        (('a', Fraction(1, 4)), ('b', Fraction(3, 4)))
        """
        return cls(tuple((key, _share(key, share)) for key, share in shares.items()))

    def split(self, money: Money) -> dict[str, Money]:
        """What each carries of an amount, summing to it exactly; the odd øre as in `Money.allocate`.

        >>> {key: str(part) for key, part in Shares.of({"a": "1/3", "b": "2/3"}).split(Money(100)).items()}
        {'a': '0.33 DKK', 'b': '0.67 DKK'}
        """
        whole = lcm(*(share.denominator for _, share in self.parts))
        weights = [int(share * whole) for _, share in self.parts]
        return dict(zip(self, money.allocate(weights), strict=True))

    def __getitem__(self, key: str) -> Fraction:
        return dict(self.parts)[key]

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.parts)

    def __len__(self) -> int:
        return len(self.parts)


def _refuse_float(value: object, code: str) -> None:
    if isinstance(value, float):
        raise NotExactError([Problem(code, {"value": value})])


def _refuse_unless_whole(value: object, float_code: str) -> None:
    _refuse_float(value, float_code)
    if not isinstance(value, int):
        raise NotExactError([Problem("not_an_amount", {"value": value})])


def _hundredths(amount: str | int | Decimal, float_code: str, precise_code: str) -> int:
    number = _decimal(amount, float_code)
    digits, exponent = number.adjusted() + 1, number.as_tuple().exponent
    if digits > _MOST_DIGITS:
        raise ProblemsError.of("amount_too_large", value=amount, digits=_MOST_DIGITS)
    if not isinstance(exponent, int) or exponent < -2:
        raise ProblemsError.of(precise_code, value=amount)
    return int(number.scaleb(2))


def _decimal(amount: object, float_code: str) -> Decimal:
    _refuse_float(amount, float_code)
    if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
        raise NotExactError([Problem("not_an_amount", {"value": amount})])
    if isinstance(amount, str) and not _PLAIN_NUMBER.fullmatch(amount):
        raise ProblemsError.of("not_an_amount", value=amount)
    number = Decimal(amount)
    if not number.is_finite():
        raise ProblemsError.of("not_an_amount", value=amount)
    return number


def _two_decimals(hundredths: int) -> str:
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole}.{rest:02d}"


def _total_weight(weights: Sequence[int]) -> int:
    for weight in weights:
        _refuse_float(weight, "float_is_not_money")
    if min(weights, default=0) < 0 or sum(weights) == 0:
        raise ProblemsError.of("bad_weights", weights=list(weights))
    return sum(weights)


def _share(key: str, share: object) -> Fraction:
    _refuse_float(share, "float_is_not_a_share")
    if isinstance(share, Fraction):
        return share
    if not isinstance(share, str) or not _PLAIN_SHARE.fullmatch(share):
        raise ProblemsError.of("not_a_share", key=key, share=share)
    try:
        return Fraction(share)
    except ZeroDivisionError:
        raise ProblemsError.of("not_a_share", key=key, share=share) from None
