"""What a cell says: an amount, a day, a share, or that it says nothing, or may not say.

People write numbers in many ways, and a cell that should hold one often holds words. Nothing is guessed
here from a single cell: how a column writes its numbers and days is found by looking at all of it
(`ways_of_writing`), shown, and can be corrected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

_AMOUNT = re.compile(
    r"(?P<minus>[-\u2212(])?\s*(?P<before>[^\d\s,()-]{0,4})?\s*(?P<inner>[-\u2212])?"
    r"(?P<number>\d[\d.,'  ]*)\s*(?P<after>[^\d]{0,14})",
    re.ASCII,
)
# "ł" is the pound sign, read once in the wrong code page.
SIGNS: Final[Mapping[str, str]] = {
    "£": "GBP",
    "ł": "GBP",
    "gbp": "GBP",
    "€": "EUR",
    "eur": "EUR",
    "$": "USD",
    "usd": "USD",
    "kr": "DKK",
    "kr.": "DKK",
    "dkk": "DKK",
    "nok": "NOK",
    "sek": "SEK",
    "isk": "ISK",
}
_SCALES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("", "kr", "kr.", "-"), 1),
    **dict.fromkeys(("k", "t", "tkr", "tkr.", "t.kr.", "t. kr.", "tusind", "tusinde", "thousand"), 1000),
    **dict.fromkeys(("m", "mn", "mio", "mio.", "mill", "mill.", "million", "millions", "millioner"), 10**6),
    **dict.fromkeys(("mkr", "mkr.", "mio.kr.", "mio. kr.", "mio kr"), 10**6),
    **dict.fromkeys(("bn", "b", "mia", "mia.", "mia. kr.", "mrd", "mrd.", "billion", "milliard"), 10**9),
}
_NUMERIC_DAY = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{2,4})(?:[T ]\d\d:\d\d.*)?", re.ASCII)
_NAMED_DAY = re.compile(r"(\d{1,2})\.?[ \-/]([^\W\d]{3,9})\.?[ \-/](\d{2,4})")
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_SHARE = re.compile(r"([-\u2212]?)(\d+(?:[.,]\d+)?)(\s*%)?", re.ASCII)
_EXCEL_BEGAN: Final = date(1899, 12, 30)
_MONTHS: Final[Mapping[str, int]] = {
    name: at % 12 + 1
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "jan feb mar apr mai jun jul aug sep okt nov des",
    )
    for at, name in enumerate(names.split())
}


class DayOrder(StrEnum):
    """How a column writes its days."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


class Mark(StrEnum):
    """What stands before the decimals."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class Amount:
    """What is written, as a decimal in whole units; ``currency`` empty where no sign stands with it."""

    value: Decimal
    currency: str = ""
    is_scaled: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """How a column writes numbers and days, with how many of its cells say so."""

    mark: Mark
    days: DayOrder
    says_mark: int = 0
    says_days: int = 0


def read_amount(text: str, mark: Mark) -> Amount | None:
    """An amount with the column's decimal mark; nothing where it is none.

    A sign and a scale may stand with it, and brackets mean below zero.

    >>> read_amount("£1,186.00", Mark.POINT).value, read_amount("(1.186,5 mio. kr.)", Mark.COMMA).value
    (Decimal('1186.00'), Decimal('-1186500000.0'))
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    after = found["after"].strip().casefold().removesuffix(")").strip()
    before = (found["before"] or "").strip().casefold()
    currency = SIGNS.get(before, "") or _currency_after(after)
    scale = _SCALES.get(_without_currency(after))
    if (before and not SIGNS.get(before)) or scale is None:
        return None
    plain = _plain_number(found["number"], mark)
    if plain is None:
        return None
    is_below = bool(found["minus"]) or bool(found["inner"])
    return Amount((-plain if is_below else plain) * scale, currency, is_scaled=scale > 1)


def _currency_after(after: str) -> str:
    return next((SIGNS[word] for word in re.split(r"[\s.]+", after) if word in SIGNS), "")


def _without_currency(after: str) -> str:
    return re.sub(r"\s*\b(dkk|nok|sek|isk|eur|gbp|usd)\b|[£€$]", "", after).strip()


def _plain_number(written: str, mark: Mark) -> Decimal | None:
    group = "," if mark is Mark.POINT else "."
    text = re.sub(r"[ '  ]", "", written.rstrip(".,"))
    whole, _, decimals = text.partition(mark.value)
    if mark.value in decimals or group in decimals:
        return None
    if group in whole and not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+", whole):
        return None
    return Decimal(whole.replace(group, "") + (f".{decimals}" if decimals else ""))


def read_share(text: str) -> Decimal | None:
    """A share of one, written in per cent or, as spreadsheets keep it, as a part of one.

    >>> read_share("-49.50%")
    Decimal('-0.495')
    """
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        return None
    value = Decimal(found[2].replace(",", ".")) / (100 if found[3] else 1)
    return -value if found[1] else value


def read_day(text: str, order: DayOrder) -> date | None:
    """A day in the column's order, with a month by number or name, or as Excel counts days.

    A year of two digits is in 1970 to 2069. A year that stands first is seen as such in any column.

    >>> str(read_day("01.04.16", DayOrder.DAY_FIRST)), str(read_day("2021-03-31", DayOrder.DAY_FIRST))
    ('2016-04-01', '2021-03-31')
    """
    said = text.strip()
    if found := _NUMERIC_DAY.fullmatch(said):
        return _day(*_ordered(found, order))
    if found := _NAMED_DAY.fullmatch(said):
        month = _MONTHS.get(found[2].casefold()[:3])
        return _day(found[3], month, found[1]) if month else None
    if _SERIAL.fullmatch(said):
        return _EXCEL_BEGAN + timedelta(days=int(said))
    return None


def _ordered(found: re.Match[str], order: DayOrder) -> tuple[str, str, str]:
    first, second, third = found[1], found[2], found[3]
    if len(first) == 4 or order is DayOrder.YEAR_FIRST:
        return first, second, third
    return (third, second, first) if order is DayOrder.DAY_FIRST else (third, first, second)


def _day(year: str, month: str | int, day: str) -> date | None:
    number = int(year)
    if len(year) <= 2:
        number += 1900 if number >= 70 else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def ways_of_writing(cells: Iterable[str]) -> Writing:
    """How a column writes its numbers and days, by all that it holds; a point and the day first in doubt.

    >>> ways_of_writing(["1.186,50", "12,5", "31/01/2020"]).mark.value
    ','
    """
    marks = {Mark.POINT: 0, Mark.COMMA: 0}
    orders = dict.fromkeys(DayOrder, 0)
    for cell, count in Counter(cells).items():
        for mark in _marks_in(cell):
            marks[mark] += count
        found = _NUMERIC_DAY.fullmatch(cell.strip())
        if found is not None:
            order = _order_of(found)
            if order is not None:
                orders[order] += count
    mark = max(marks, key=lambda one: marks[one])
    days = max(orders, key=lambda one: orders[one])
    return Writing(mark, days, marks[mark], orders[days])


def _marks_in(cell: str) -> Iterable[Mark]:
    found = _AMOUNT.fullmatch(cell.strip())
    if found is None or _NUMERIC_DAY.fullmatch(cell.strip()):
        return
    number = found["number"].rstrip(".,")
    points, commas = number.rfind("."), number.rfind(",")
    if points >= 0 and commas >= 0:
        yield Mark.POINT if points > commas else Mark.COMMA
    elif points >= 0 and (number.count(".") > 1 or len(number) - points - 1 != 3):
        yield Mark.COMMA if number.count(".") > 1 else Mark.POINT
    elif commas >= 0 and (number.count(",") > 1 or len(number) - commas - 1 != 3):
        yield Mark.POINT if number.count(",") > 1 else Mark.COMMA


def _order_of(found: re.Match[str]) -> DayOrder | None:
    if len(found[1]) == 4:
        return DayOrder.YEAR_FIRST
    if int(found[1]) > 12:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if int(found[2]) > 12 else None
