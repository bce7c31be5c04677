"""A number that somebody measured, as people write it in a cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from samspil.core.errors import Problem
from samspil.core.tables.values import Mark

PLACES: Final = 6  # a value is kept to so many decimals
LARGEST: Final = Decimal(10) ** 13


def value_of(text: str, mark: Mark) -> Decimal | Problem:
    """A number as a person writes it, or why it is none.

    What could be a thousand or a thousandth is asked about: ``1.234`` in Danish is either.

    >>> [str(value_of(text, Mark.COMMA)) for text in ("12,5", "1.234,5", "-3", "12.5")]
    ['12.5', '1234.5', '-3', '12.5']
    >>> str(value_of("1.234", Mark.COMMA))
    'measured_value_unclear value=1.234'
    """
    found = _NUMBER.fullmatch(text.replace("\N{MINUS SIGN}", "-").replace(" ", ""))
    if found is None:
        return Problem("measured_value_unreadable", {"value": text})
    written = _unmarked(found[0], mark)
    if written is None:
        return Problem("measured_value_unclear", {"value": text})
    value = Decimal(written)
    if abs(value) >= LARGEST:
        return Problem("measured_value_too_large", {"value": text})
    return round(value, PLACES) if len(written.partition(".")[2]) > PLACES else value


_NUMBER: Final = re.compile(r"-?\d[\d.,]{0,40}(?<=\d)", re.ASCII)


def _unmarked(text: str, mark: Mark) -> str | None:
    """With a point before the decimals and nothing between thousands; nothing where it is unclear."""
    other = Mark.POINT if mark is Mark.COMMA else Mark.COMMA
    if text.count(mark) == 1:
        whole, _, decimals = text.partition(mark)
        if other in decimals or not _are_thousands(whole, other):
            return None
        return f"{whole.replace(other, '')}.{decimals}"
    if mark in text:
        return None
    if other not in text:
        return text
    if text.count(other) > 1:
        return text.replace(other, "") if _are_thousands(text, other) else None
    whole, _, decimals = text.partition(other)
    return None if len(decimals) == len("000") else f"{whole}.{decimals}"


def _are_thousands(text: str, between: str) -> bool:
    first, *rest = text.lstrip("-").split(between)
    return (not rest or 1 <= len(first) <= len("000")) and all(len(one) == len("000") for one in rest)
