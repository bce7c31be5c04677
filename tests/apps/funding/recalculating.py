"""A small spreadsheet: the formulas of a workbook reckoned again from its numbers, as Excel would."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*)|(?P<text>\"[^\"]*\")"
    r"|(?P<place>(?:'[^']+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+*/(),=<>]))"
)
Block = list[list[Any]]


class Book:
    """A workbook whose formulas are reckoned when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self.kept = load_workbook(io.BytesIO(data), data_only=True)
        self.known: dict[tuple[str, str], Any] | None = None

    def value(self, sheet: str, name: str) -> Any:
        """A cell, reckoned anew; what it stands on is reckoned once."""
        if self.known is None:
            self.known = {}
            try:
                return self.value(sheet, name)
            finally:
                self.known = None
        if (sheet, name) not in self.known:
            self.known[sheet, name] = self._reckoned(sheet, name)
        return self.known[sheet, name]

    def _reckoned(self, sheet: str, name: str) -> Any:
        written = self.book[sheet][name].value
        if isinstance(written, str) and written.startswith("="):
            return _Reading(self, sheet, written[1:]).whole()
        return written

    def block(self, sheet: str, place: str) -> Block:
        """A range of cells by rows."""
        if "!" in place:
            sheet, place = place.split("!")
            sheet = sheet.strip("'")
        first, top, last, bottom = range_boundaries(place.replace("$", ""))
        rows = self.book[sheet].iter_rows(top, bottom, first, last)
        return [[self.value(sheet, cell.coordinate) for cell in row] for row in rows]

    def formulas(self) -> list[tuple[str, Any, Any]]:
        """Every formula by its cell: what it comes to, each once, and the value that was kept with it."""
        self.known = {}
        found = self._formulas()
        self.known = None
        return found

    def _formulas(self) -> list[tuple[str, Any, Any]]:
        return [
            (
                cell.coordinate,
                self.value(sheet.title, cell.coordinate),
                self.kept[sheet.title][cell.coordinate].value,
            )
            for sheet in self.book
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("=")
        ]


class _Reading:
    def __init__(self, book: Book, sheet: str, text: str) -> None:
        self.book, self.sheet = book, sheet
        self.tokens = [
            next((sort, said) for sort, said in found.groupdict().items() if said is not None)
            for found in _TOKEN.finditer(text)
        ]
        assert "".join(said for _sort, said in self.tokens) == text.replace(" ", "") or "'" in text
        self.at = 0

    def whole(self) -> Any:
        found = self._compared()
        assert self.at == len(self.tokens)
        return found

    def _next(self, *signs: str) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at][1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def _compared(self) -> Any:
        left = self._summed()
        while sign := self._next("=", "<"):
            right = self._summed()
            left = left == right if sign == "=" else left < right
        return left

    def _summed(self) -> Any:
        left = self._multiplied()
        while sign := self._next("+", "-"):
            right = self._multiplied()
            left = left + right if sign == "+" else left - right
        return left

    def _multiplied(self) -> Any:
        left = self._one()
        while sign := self._next("*", "/"):
            right = self._one()
            left = left * right if sign == "*" else left / right
        return left

    def _one(self) -> Any:
        if self._next("-"):
            return -self._one()
        if self._next("("):
            found = self._compared()
            assert self._next(")")
            return found
        sort, said = self.tokens[self.at]
        self.at += 1
        if sort == "number":
            return float(said)
        if sort == "text":
            return said[1:-1]
        if sort == "name":
            return self._called(said)
        block = self.book.block(self.sheet, said)
        return block if ":" in said else block[0][0]

    def _called(self, name: str) -> Any:
        assert self._next("(")
        begins = self.at
        if name == "IF":  # only the branch that holds is reckoned
            return self._if()
        said = [self._compared()]
        while self._next(","):
            said.append(self._compared())
        assert self._next(")"), (name, self.tokens[begins:])
        return _FUNCTIONS[name](*said)

    def _if(self) -> Any:
        holds = self._compared()
        found: Any = None
        for wanted in (True, False):
            assert self._next(",")
            if bool(holds) is wanted:
                found = self._compared()
            else:
                self._pass()
        assert self._next(")")
        return found

    def _pass(self) -> None:
        depth = 0
        while depth or self.tokens[self.at][1] not in (",", ")"):
            depth += {"(": 1, ")": -1}.get(self.tokens[self.at][1], 0)
            self.at += 1


def _numbers(block: Any) -> list[float]:
    flat = [cell for row in block for cell in row] if isinstance(block, list) else [block]
    return [float(cell) for cell in flat if isinstance(cell, int | float)]


def _sumif(kinds: Block, word: str, amounts: Block) -> float:
    both = zip(kinds, amounts, strict=True)
    return sum(float(two[0] or 0) for one, two in both if str(one[0] or "").casefold() == word.casefold())


def _irr(block: Block) -> float:
    amounts, low, high = _numbers(block), -0.99, 10.0

    def worth(rate: float) -> float:
        return float(sum(amount / (1 + rate) ** year for year, amount in enumerate(amounts)))

    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if (worth(middle) > 0) == (worth(low) > 0) else (low, middle)
    return low


def _round(number: float, places: float) -> float:
    exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    return float(exact)


_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "SUM": lambda *blocks: sum(sum(_numbers(one)) for one in blocks),
    "SUMIF": _sumif,
    "SUMPRODUCT": lambda one, other: sum(a * b for a, b in zip(_numbers(one), _numbers(other), strict=True)),
    "ROUND": _round,
    "OR": lambda *said: any(said),
    "INDEX": lambda block, row, column: block[int(row) - 1][int(column) - 1],
    "IRR": _irr,
}
