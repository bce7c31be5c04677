"""What crosses the border about what has been bought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from samspil.core.units import Money

Key = tuple[date, int]
PAGE_SIZE: Final = 25


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What of the history is asked for; ``before`` is the key of the last line of the page before."""

    said: str = ""
    only_it: bool = False
    before: Key | None = None
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Bought:
    """One line of the history."""

    dated_on: date
    stage: str
    buyer: str
    subject: str
    cpv: tuple[str, ...]
    is_it: bool
    value: Money | None
    value_is: str
    winners: tuple[str, ...]
    tenders_due_on: date | None
    starts_on: date | None
    ends_on: date | None
    publication_number: str
    source_link: str
