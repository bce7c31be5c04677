"""What cannot be so of a contract or a system, whoever says it: a page, a list or another system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from samspil.core.errors import Problem
from samspil.core.register import is_valid_cvr

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2090


def is_reckoned_with(day: date) -> bool:
    """Whether a day lies in the years that contracts are reckoned in: calendars end a while after them.

    >>> is_reckoned_with(date(LAST_YEAR, 12, 31)), is_reckoned_with(date(LAST_YEAR + 1, 1, 1))
    (True, False)
    """
    return FIRST_YEAR <= day.year <= LAST_YEAR


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days, numbers and codes of a contract that hang together. None is what nobody has said."""

    starts_on: date | None = None
    ends_on: date | None = None
    irrevocable_until: date | None = None
    notice_months: int | None = None
    options_used: int = 0
    options: Sequence[tuple[int, int | None]] = ()  # months, and days of notice
    value_minor: int | None = None
    cvr: str = ""
    is_foreign: bool = False
    other_days: Sequence[date | None] = ()


def contract_problems(said: Bounds) -> Iterator[Problem]:
    """What is wrong, each as a problem with what was said; nothing where all can be so.

    >>> [one.code for one in contract_problems(Bounds(date(2026, 1, 2), date(2026, 1, 1)))]
    ['contract_ends_before_it_begins']
    """
    days = (said.starts_on, said.ends_on, said.irrevocable_until, *said.other_days)
    if not all(is_reckoned_with(day) for day in days if day is not None):
        yield Problem("contract_out_of_range", {"first": FIRST_YEAR, "last": LAST_YEAR})
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        yield Problem("contract_ends_before_it_begins", {"starts": said.starts_on, "ends": said.ends_on})
    if said.irrevocable_until and said.starts_on and said.irrevocable_until < said.starts_on:
        yield Problem(
            "contract_irrevocable_before_it_begins",
            {"starts": said.starts_on, "until": said.irrevocable_until},
        )
    if any(number is not None and number < 0 for number in (said.notice_months, said.value_minor)):
        yield Problem("contract_number_below_nothing", {})
    for place, (months, notice) in enumerate(said.options, 1):
        if months < 1 or (notice is not None and notice < 0):
            yield Problem("option_needs_a_length", {"option": place})
    if said.options and said.options_used > len(said.options):
        yield Problem("more_options_used_than_given", {"used": said.options_used, "given": len(said.options)})
    if said.cvr and not said.is_foreign and not is_valid_cvr(said.cvr):
        yield Problem("bad_cvr", {"found": said.cvr})
