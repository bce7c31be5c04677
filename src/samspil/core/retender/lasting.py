"""How a contract lasts, in a few words: what a list keeps of it, and does not work out for each line anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samspil.core.errors import ProblemsError
from samspil.core.retender.ends import end
from samspil.core.retender.terms import Terms
from samspil.core.systems.checks import FIRST_YEAR, LAST_YEAR, is_reckoned_with


class Lasts(StrEnum):
    """Whether a contract ends, runs on until somebody leaves, or says too little."""

    ENDS = "ends"
    RUNS_ON = "runs_on"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Lasting:
    """How a contract lasts, and its last day without more options where it ends."""

    how: Lasts
    until: date | None


def lasting(terms: Terms, on: date) -> Lasting:
    """How a contract lasts as it looks on a day.

    The day matters only for what renews by itself and has passed its last day: it stays true until then.

    Raises:
        ProblemsError: ``contract_out_of_range`` where it could run beyond the years that are reckoned with.

    >>> lasting(Terms(ends_on=date(2027, 12, 31)), date(2026, 11, 23)).until
    datetime.date(2027, 12, 31)
    >>> lasting(Terms(continuous=True), date(2026, 11, 23)).how.value
    'runs_on'
    """
    last = end(terms, on).on
    left = len(terms.options_left)
    longest = end(terms, on, left).on if left else last
    if longest is not None and not is_reckoned_with(longest):
        raise ProblemsError.of("contract_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
    if last is None:
        return Lasting(Lasts.RUNS_ON if terms.continuous else Lasts.UNCLEAR, None)
    return Lasting(Lasts.ENDS, last)
