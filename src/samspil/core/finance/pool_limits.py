"""What a pool's rule refuses of an application: another form, too much, or a loan on other terms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from samspil.core.errors import Problem
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pool gives: the forms, the largest amount of one application, and the terms of its loans.

    Args:
        forms: such as ``grant`` and ``loan``.
        ceiling: of one application; none where there is no limit.
        interest: of a loan, at most, a year: 0.03 is 3%.
        most_instalments: of a loan; none where there is no limit.
    """

    forms: Collection[str]
    ceiling: Money | None = None
    interest: Fraction = Fraction(0)
    most_instalments: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is applied for; with a loan on fixed days, its interest a year and how many instalments."""

    form: str
    amount: Money
    rate: Fraction | None = None
    times: int | None = None


def refusal(limits: Limits, asked: Asked) -> Problem | None:
    """The first rule that an application breaks; none where it breaks none.

    Codes: ``pool_does_not_give_this``, ``asks_over_the_ceiling``, ``interest_over_the_pools``,
    ``too_many_instalments``.

    Raises:
        ProblemsError: ``currency_mismatch``.

    Source: F2.22 (loan or grant); ceilings and terms are parameters of each model.

    >>> refusal(Limits({"grant"}, Money.of(100)), Asked("grant", Money.of(101))).code
    'asks_over_the_ceiling'
    >>> refusal(Limits({"grant"}, Money.of(100)), Asked("grant", Money.of(100))) is None
    True
    """
    if asked.form not in limits.forms:
        return Problem("pool_does_not_give_this", {})
    if limits.ceiling is not None and asked.amount > limits.ceiling:
        return Problem("asks_over_the_ceiling", {"ceiling": limits.ceiling})
    if asked.rate is not None and asked.rate > limits.interest:
        return Problem("interest_over_the_pools", {"percent": f"{float(100 * limits.interest):g}"})
    most = limits.most_instalments
    if asked.times is not None and most is not None and asked.times > most:
        return Problem("too_many_instalments", {"most": most})
    return None
