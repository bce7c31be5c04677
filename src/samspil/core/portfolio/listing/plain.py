"""What a list said, as it is kept in a row, and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from samspil.core.portfolio.listing.fields import SORTS, Field, Sort
from samspil.core.portfolio.listing.reading import Known, Nothing, Why
from samspil.core.portfolio.status import Light
from samspil.core.units import Money

Plain = str | int | dict[str, str | int]
_MADE: Final[Mapping[Sort, Callable[[Any], Known]]] = {
    Sort.TEXT: str,
    Sort.YEAR: int,
    Sort.RATING: Light,
    Sort.SHARE: Decimal,
    Sort.DAY: date.fromisoformat,
    Sort.AMOUNT: lambda said: Money(said["minor"], said["currency"]),
}


def plain_of(said: Known | Nothing) -> Plain:
    """A value that JSON can hold.

    >>> plain_of(Nothing(Why.WITHHELD, "Undtaget efter § 30")), plain_of(Money(150))
    ({'withheld': 'Undtaget efter § 30'}, {'minor': 150, 'currency': 'DKK'})
    """
    match said:
        case Nothing():
            return {said.why.value: said.words}
        case Money():
            return {"minor": said.minor, "currency": said.currency}
        case Light():
            return said.value
        case str() | int():
            return said
    return said.isoformat() if isinstance(said, date) else str(said)


def values_of(told: Mapping[str, Any]) -> dict[Field, Known | Nothing]:
    """What `plain_of` made, as values again; fields that are no longer known are passed over."""
    known = {one.value: one for one in Field}
    return {known[key]: _value(known[key], said) for key, said in told.items() if key in known}


def _value(what: Field, said: Any) -> Known | Nothing:
    if isinstance(said, dict) and "minor" not in said:
        [(why, words)] = said.items()
        return Nothing(Why(why), str(words))
    return _MADE[SORTS[what]](said)
