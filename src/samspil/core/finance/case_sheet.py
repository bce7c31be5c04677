"""A business case as rows of a sheet, read as exactly as it is written; what cannot be read says which cell.

A line of headings ends in the calendar years, beginning in the sixth column; what stands above it and is a
year is the year of the prices. Below it each line is: sort, name, party, per cent if it goes badly and if it
goes well, and an amount in kroner for each year. Empty lines are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.business_case import MOST_YEARS, Beside, BottomLine, Case, Kind, Line
from samspil.core.units import Money

KIND, NAME, PARTY, BAD, GOOD, FIRST_YEAR = range(6)
Rows = Sequence[Sequence[object]]
_EARLIEST, _LATEST = 1990, 2200
_MOST_PERCENT: Final = 10_000
_MOST: Final = Decimal(10) ** 12


class _Refused(Exception):  # noqa: N818 – never leaves this module
    """A cell that cannot be read: its column and the code of what is wrong."""

    def __init__(self, column: int, code: str, found: object) -> None:
        self.column, self.code, self.found = column, code, found
        super().__init__(code)


def read_case(
    sheet: str,
    rows: Rows,
    kinds: Mapping[str, Kind],
    beside: tuple[str, Rows, Mapping[str, BottomLine]] | None = None,
    currency: str = "DKK",
) -> Case:
    """The case that a sheet says.

    Args:
        sheet: its name, to say where something is wrong.
        rows: its cells; numbers are whole, or floats as a spreadsheet keeps them.
        kinds: what the sorts of line are called, in small letters.
        beside: the sheet of what is not money: its name, its rows under a heading, the bottom lines' names.
        currency: of all amounts.

    Raises:
        ProblemsError: ``case_sheet_without_years``; for each cell ``case_cell_unknown_sort``,
            ``case_cell_no_amount``, ``case_cell_no_percent``, ``case_cell_unknown_bottom_line``, with sheet,
            row and column; or what `Case` refuses.

    >>> head = ["Sort", "Name", "Who", "", "", 2027, 2028]
    >>> rows = [["Case", 2026], head, ["Drift", "Licence", "IT", "", "", 5, 2.5]]
    >>> found = read_case("Case", rows, {"drift": Kind.OPERATION})
    >>> found.first_year, found.price_year, [str(one) for one in found.lines[0].amounts]
    (2027, 2026, ['5.00 DKK', '2.50 DKK'])
    """
    top, years = _headings(sheet, rows)
    price_year = next((int(str(cell)) for row in rows[:top] for cell in row if _is_year(cell)), years[0])
    problems, lines, told = list[Problem](), list[Line](), list[Beside]()
    for number, row in enumerate(rows[top + 1 :], top + 1):
        if any(_text(cell) for cell in row[: FIRST_YEAR + len(years)]):
            try:
                lines.append(_line(row, len(years), kinds, currency))
            except _Refused as error:
                problems.append(_problem(error, sheet, number))
    if beside is not None:
        name, below, words = beside
        for number, row in enumerate(below[1:], 1):
            if _text(_at(row, 0)):
                try:
                    told.append(_beside(row, words))
                except _Refused as error:
                    problems.append(_problem(error, name, number))
    if problems:
        raise ProblemsError(problems)
    return Case(years[0], price_year, tuple(lines), tuple(told))


def _headings(sheet: str, rows: Rows) -> tuple[int, list[int]]:
    for number, row in enumerate(rows):
        years = list(_years(row[FIRST_YEAR:]))
        if years:
            return number, years
    raise ProblemsError.of("case_sheet_without_years", sheet=sheet)


def _years(cells: Sequence[object]) -> Iterator[int]:
    """Calendar years one after the other, as far as they go."""
    expected = None
    for cell in cells[:MOST_YEARS]:
        if not _is_year(cell) or int(str(cell)) != (expected or int(str(cell))):
            return
        expected = int(str(cell)) + 1
        yield expected - 1


def _is_year(cell: object) -> bool:
    text = _text(cell)
    return (
        text.isascii() and text.isdigit() and len(text) == len("2026") and _EARLIEST <= int(text) <= _LATEST
    )


def _line(row: Sequence[object], years: int, kinds: Mapping[str, Kind], currency: str) -> Line:
    kind = kinds.get(_text(_at(row, KIND)).casefold())
    if kind is None:
        raise _Refused(KIND, "case_cell_unknown_sort", _text(_at(row, KIND)))
    amounts = tuple(_amount(row, FIRST_YEAR + year, currency) for year in range(years))
    return Line(
        _text(_at(row, NAME)), kind, _text(_at(row, PARTY)), amounts, _percent(row, BAD), _percent(row, GOOD)
    )


def _beside(row: Sequence[object], words: Mapping[str, BottomLine]) -> Beside:
    found = words.get(_text(_at(row, 1)).casefold())
    if found is None:
        raise _Refused(1, "case_cell_unknown_bottom_line", _text(_at(row, 1)))
    return Beside(_text(_at(row, 0)), found)


def _amount(row: Sequence[object], column: int, currency: str) -> Money:
    number = _number(row, column, "case_cell_no_amount")
    if number is None:
        return Money(0, currency)
    minor = number * 100
    if minor != minor.to_integral_value() or abs(number) >= _MOST:
        raise _Refused(column, "case_cell_no_amount", _text(_at(row, column)))
    return Money(int(minor), currency)


def _percent(row: Sequence[object], column: int) -> Fraction:
    """Whole per cent, as they are written in a form as well; nothing is the likely amount itself."""
    number = _number(row, column, "case_cell_no_percent")
    if number is None:
        return Fraction(1)
    if number != number.to_integral_value() or not 0 <= number <= _MOST_PERCENT:
        raise _Refused(column, "case_cell_no_percent", _text(_at(row, column)))
    return Fraction(int(number), 100)


def _number(row: Sequence[object], column: int, code: str) -> Decimal | None:
    """A number as a spreadsheet keeps it: a text that looks like one is refused, not guessed at.

    A float is as it would be written, so that 0.1 + 0.2 is three tenths once it is told with fifteen digits.
    """
    cell = _at(row, column)
    if not _text(cell):
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise _Refused(column, code, _text(cell))
    return Decimal(f"{cell:.15g}") if isinstance(cell, float) else Decimal(cell)


def _at(row: Sequence[object], column: int) -> object:
    return row[column] if column < len(row) else None


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _problem(error: _Refused, sheet: str, number: int) -> Problem:
    where = {"sheet": sheet, "row": number + 1, "column": _letters(error.column)}
    return Problem(error.code, {"found": error.found, **where})


def _letters(column: int) -> str:
    first, last = divmod(column, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)
