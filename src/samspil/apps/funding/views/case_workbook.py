"""A business case as a workbook with living formulas: change an amount, and everything is reckoned again.

The first sheet is what is read again (`core.finance.case_sheet`), the second what is not money, the third
only formulas over the first. Lines may be added on the first sheet as far as `ROOM` reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from samspil.apps.funding.selectors.case_words import (
    BESIDE_SHEET,
    BOTTOM_LINES,
    CASE_SHEET,
    KINDS,
    RECKONING_SHEET,
    SHEETS,
)
from samspil.apps.funding.views.money_sheet import NOT_THE_ACCOUNTS
from samspil.core.finance.business_case import Case, Kind, Line, figures
from samspil.core.finance.case_sheet import FIRST_YEAR
from samspil.core.finance.discounting import Rates
from samspil.core.units import Money
from samspil.kit.excel.formulas import Cell, Formula, Look, Sheet, as_workbook, place

HEADINGS_AT: Final = 3
ROOM: Final = 200  # lines that the formulas look at


def workbook(case: Case, rates: Rates, title: str) -> bytes:
    """A case as an Excel file in the language of the page."""
    names = {key: str(name) for key, name in SHEETS.items()}
    return as_workbook(
        [
            Sheet(names[CASE_SHEET], list(_case(case, title)), (HEADINGS_AT + 1, 3)),
            Sheet(names[BESIDE_SHEET], list(_beside(case)), (1, 0)),
            Sheet(names[RECKONING_SHEET], _Reckoning(case, rates, names[CASE_SHEET]).rows(), (1, 1)),
        ]
    )


def _case(case: Case, title: str) -> Sequence[Sequence[Cell]]:
    years = [Cell(case.first_year + year, Look.STRONG) for year in range(case.years)]
    names = (
        *(_("What is it?"), _("Name"), _("Who pays or gains")),
        *(_("If it goes badly, in per cent"), _("If it goes well, in per cent")),
    )
    return [
        [_strong(title)],
        [Cell(_("In the prices of")), Cell(case.price_year)],
        [Cell(str(NOT_THE_ACCOUNTS))],
        [*(_strong(name) for name in names), *years],
        *(_line(one) for one in case.lines),
    ]


def _line(line: Line) -> list[Cell]:
    both = (line.pessimistic, line.optimistic)
    points = [_whole_percent(one) if line.has_points else None for one in both]
    return [
        *(Cell(text or None) for text in (str(KINDS[line.kind.value]), line.name, line.party)),
        *(Cell(one) for one in points),
        *(Cell(_kroner(one.minor), Look.MONEY) for one in line.amounts),
    ]


def _beside(case: Case) -> Sequence[Sequence[Cell]]:
    return [
        [_strong(_("What it means")), _strong(_("Bottom line"))],
        *([Cell(one.text), Cell(str(BOTTOM_LINES[one.bottom_line.value]))] for one in case.beside),
    ]


Row = list[tuple[str, float]]

# Where each row of the reckoning stands, counted from 0; the kinds of line stand in rows 1 to 4.
_COSTS, _NET, _SO_FAR, _RATE, _FACTOR, _NOW, _OUT = range(5, 12)
_BENEFITS: Final = 4


class _Reckoning:
    """The sheet of formulas: a column a year, then what they come to."""

    def __init__(self, case: Case, rates: Rates, case_sheet: str) -> None:
        self.case, self.rates = case, rates
        self.found = figures(case, rates)
        self.sheet = f"'{case_sheet}'!"
        self.years = range(self.case.years)
        self.factors = self.rates.factors(self.case.years)

    def rows(self) -> list[list[Cell]]:
        """From the headings to the key figures."""
        years = [Cell(self.case.first_year + year, Look.STRONG) for year in self.years]
        rate = [Cell(_decimal(self.rates.rate_in(year)), Look.PERCENT) for year in self.years]
        return [
            [_strong(""), *years],
            *(self._of_kind(kind, row) for row, kind in enumerate(Kind, 1)),
            _row(_("Costs"), Look.MONEY, self._costs()),
            _row(_("Net of the year"), Look.MONEY, self._net()),
            _row(_("Added up so far"), Look.MONEY, self._so_far()),
            [Cell(_("Discount rate")), *rate],
            _row(_("Present value of one krone"), Look.FACTOR, self._factors()),
            _row(_("Net, present value"), Look.MONEY, self._now()),
            _row(_("Not paid back yet (1 is not yet)"), Look.PLAIN, self._out()),
            [],
            *self._key_figures(),
            [],
            [Cell(_("Discount rate:")), Cell(self.rates.source)],
        ]

    def _of_kind(self, kind: Kind, row: int) -> list[Cell]:
        found: Row = []
        for year in self.years:
            total = sum(one.amounts[year].minor for one in self.case.lines if one.kind is kind)
            text = f"SUMIF({self._lines(0)},$A{row + 1},{self._lines(FIRST_YEAR + year)})"
            found.append((text, total / 100))
        return _row(str(KINDS[kind.value]), Look.MONEY, found)

    def _lines(self, column: int) -> str:
        """The lines of a column of the first sheet, and room for more."""
        first, last = (place(HEADINGS_AT + row, column, fixed=True) for row in (1, ROOM))
        return f"{self.sheet}{first}:{last}"

    def _costs(self) -> Row:
        spent = [sum(one.amounts[year].minor for one in self.case.costs) for year in self.years]
        return [(f"SUM({_at(1, year)}:{_at(3, year)})", spent[year] / 100) for year in self.years]

    def _net(self) -> Row:
        return [
            (f"{_at(_BENEFITS, year)}-{_at(_COSTS, year)}", self.found.net[year].minor / 100)
            for year in self.years
        ]

    def _so_far(self) -> Row:
        before = ["", *(f"{_at(_SO_FAR, year)}+" for year in self.years)]
        return [
            (f"{before[year]}{_at(_NET, year)}", self.found.adding_up[year].minor / 100)
            for year in self.years
        ]

    def _factors(self) -> Row:
        texts = [f"{_at(_FACTOR, year - 1)}/(1+{_at(_RATE, year)})" if year else "1" for year in self.years]
        return [(text, float(self.factors[year])) for year, text in enumerate(texts)]

    def _now(self) -> Row:
        now = [one.minor * factor / 100 for one, factor in zip(self.found.net, self.factors, strict=True)]
        return [(f"{_at(_NET, year)}*{_at(_FACTOR, year)}", float(now[year])) for year in self.years]

    def _out(self) -> Row:
        """From the last year backwards: out of pocket now, or again later."""
        last = self.case.years - 1
        sums = self.found.adding_up
        found: Row = []
        for year in self.years:
            later = f",{_at(_OUT, year + 1)}=1" if year < last else ""
            text = f"IF(OR({_at(_SO_FAR, year)}<0{later}),1,0)"
            found.append((text, float(any(one.minor < 0 for one in sums[year:]))))
        return found

    def _key_figures(self) -> list[list[Cell]]:
        found = self.found
        invested = f"SUMPRODUCT({self._whole(1)},{self._whole(_FACTOR)})"
        each = f'IF(SUM({self._whole(1)})=0,"",SUM({self._whole(_NOW)})/{invested})'
        # What it is worth now is rounded to the oere, as it is told; what is made of it is not.
        rows: list[tuple[str, Look, str, Fraction | None]] = [
            (_("Present value"), Look.MONEY, f"ROUND(SUM({self._whole(_NOW)}),2)", _of(found.net_now)),
            (_("Invested, present value"), Look.MONEY, f"ROUND({invested},2)", _of(found.invested_now)),
            (_("For each krone invested"), Look.FACTOR, each, found.for_each_krone),
            (_("Paid back after, in years"), Look.FACTOR, self._payback(), found.payback),
        ]
        cells = [
            [_strong(name), Cell(Formula(text, "" if value is None else float(value)), look)]
            for name, look, text, value in rows
        ]
        return [*cells, [_strong(_("Internal rate")), self._internal()]]

    def _payback(self) -> str:
        out, sums, net = (self._whole(row) for row in (_OUT, _SO_FAR, _NET))
        last = _at(_OUT, self.case.years - 1)
        count = f"SUM({out})"
        within = f"{count}-1-INDEX({sums},1,{count})/INDEX({net},1,{count}+1)"
        return f'IF({count}=0,0,IF({last}=1,"",{within}))'

    def _internal(self) -> Cell:
        """A spreadsheet finds one rate where there may be several or none; then it says how many."""
        rates = self.found.internal
        if len(rates) == 1:
            return Cell(Formula(f"IRR({self._whole(_NET)})", float(rates[0])), Look.PERCENT)
        return Cell(", ".join(f"{float(one):.2%}" for one in rates) or _("There is none"))

    def _whole(self, row: int) -> str:
        """A row from the first year to the last."""
        return f"{_at(row, 0)}:{_at(row, self.case.years - 1)}"


def _at(row: int, year: int) -> str:
    return place(row, 1 + year)


def _row(name: str, look: Look, found: Row) -> list[Cell]:
    return [Cell(name), *(Cell(Formula(text, value), look) for text, value in found)]


def _strong(text: str) -> Cell:
    return Cell(text, Look.STRONG)


def _whole_percent(share: Fraction) -> Decimal:
    return _decimal(share * 100)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def _kroner(minor: int) -> Decimal:
    return Decimal(minor) / 100


def _of(amount: Money) -> Fraction:
    return Fraction(amount.minor, 100)
