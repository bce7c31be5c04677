"""A list of measured figures from another system: how it is read, every line of it, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from samspil.core.errors import Problem
from samspil.core.service_levels.periods import Every, Period, read_period
from samspil.core.tables.numbers import value_of
from samspil.core.tables.reading import Table
from samspil.core.tables.values import DayOrder, Mark

LONGEST_COMMENT: Final = 300
MOST_COUNTED: Final = 2_000_000_000


class Column(StrEnum):
    """What a column of a list says."""

    LEVEL = "level"
    AREA = "area"
    PERIOD = "period"
    VALUE = "value"
    N = "n"
    COMMENT = "comment"


NEEDED: Final = (Column.PERIOD, Column.VALUE)


@dataclass(frozen=True, slots=True)
class Known:
    """A service level that a line can be of; ``names`` are what it is called, in any writing."""

    id: UUID
    names: tuple[str, ...]
    every: Every
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class HowRead:
    """How the lists of a source are read.

    ``columns`` say by their headings in which column each thing stands; ``level`` is what every line is of
    where no column says. ``levels`` and ``areas`` tell what the source's own words mean with us, in small
    letters: an empty id is a level that is passed over. ``is_share`` is so where per cent are written as a
    part of one, as spreadsheets keep them.
    """

    columns: Mapping[Column, str]
    level: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    mark: Mark = Mark.COMMA
    days: DayOrder = DayOrder.DAY_FIRST
    is_share: bool = False

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "columns": {one.value: heading for one, heading in self.columns.items()},
            "level": self.level,
            "levels": dict(self.levels),
            "areas": dict(self.areas),
            "mark": self.mark.value,
            "days": self.days.value,
            "is_share": self.is_share,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> HowRead:
        """As it was kept."""
        return cls(
            {Column(one): heading for one, heading in data["columns"].items()},
            data["level"],
            data["levels"],
            data["areas"],
            Mark(data["mark"]),
            DayOrder(data["days"]),
            data["is_share"],
        )


@dataclass(frozen=True, slots=True)
class Said:
    """A line as it was read."""

    line: int
    level: UUID
    area: str
    period: Period
    value: Decimal
    n: int | None = None
    comment: str = ""


class Refused(NamedTuple):
    """What is wrong with a cell."""

    line: int
    column: Column
    problem: Problem


@dataclass(slots=True)
class Came:
    """What a list comes to. ``passed_over`` are lines of levels that are not ours."""

    new: list[Said] = field(default_factory=list)
    as_before: int = 0
    passed_over: int = 0
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ours:
    """What lines can be of, and what stands: by level, area and the first day of the period.

    An empty area is everywhere.
    """

    levels: Iterable[Known]
    areas: Iterable[str]
    standing: Mapping[tuple[UUID, str, date], Decimal]


def guess(headings: Iterable[str], names: Mapping[str, Column], mark: Mark) -> HowRead:
    """How a list seems to be read, by its headings alone; the first of two that say the same.

    Args:
        headings: as they stand.
        names: what a column can be called, in small letters.
        mark: what stands before decimals.
    """
    found: dict[Column, str] = {}
    for heading in headings:
        column = names.get(heading.casefold())
        if column is not None:
            found.setdefault(column, heading)
    return HowRead(found, mark=mark)


def looks_like_shares(cells: Iterable[str], mark: Mark) -> bool:
    """Whether all numbers of a column are from 0 to 1, and some are between.

    >>> looks_like_shares(["0,95", "1"], Mark.COMMA), looks_like_shares(["0,95", "31"], Mark.COMMA)
    (True, False)
    """
    values = [one for one in (value_of(cell, mark) for cell in cells) if isinstance(one, Decimal)]
    return all(0 <= one <= 1 for one in values) and any(one % 1 for one in values)


def lacking(table: Table, how: HowRead) -> list[Column]:
    """What must stand in a column of the list, or be said for all of it, and is not."""
    there = set(table.row(0)) if len(table) else set()
    lacks = [one for one in NEEDED if how.columns.get(one) not in there]
    if not how.level and how.columns.get(Column.LEVEL) not in there:
        lacks.insert(0, Column.LEVEL)
    return lacks


def words_in(table: Table, how: HowRead, column: Column) -> list[str]:
    """The source's own words in a column, each once, in the order in which they come."""
    heading = how.columns.get(column)
    if not heading or not len(table) or heading not in table.row(0):
        return []
    cells = table.columns[table.row(0).index(heading)][1:]
    return list(dict.fromkeys(one for one in cells if one))


def read(table: Table, how: HowRead, ours: Ours, today: date) -> Came:
    """Every line under the headings. What stands already, with the same value, is passed over.

    A list that is sent twice keeps nothing twice. Linear in its lines.

    Args:
        table: the list; what it must have is there (`lacking`).
        how: how it is read.
        ours: what its lines can be of, and what stands.
        today: a period is measured when it is over.
    """
    reader = _Reader(how, ours, today)
    heads = table.row(0)
    places = {one: heads.index(heading) for one, heading in how.columns.items() if heading in heads}
    for row in range(1, len(table)):
        reader.line(table.lines[row], {one: table.columns[at][row] for one, at in places.items()})
    return reader.came


class _Reader:
    """Reads lines, each against those before it."""

    def __init__(self, how: HowRead, ours: Ours, today: date) -> None:
        self.came = Came()
        self._how, self._today = how, today
        self._levels = {str(one.id): one for one in ours.levels}
        self._named: dict[str, list[Known]] = {}
        for one in self._levels.values():
            for name in {plain(each) for each in one.names}:
                self._named.setdefault(name, []).append(one)
        self._areas = {plain(one): one for one in ours.areas}
        self._taken = dict(ours.standing)

    def line(self, line: int, cells: Mapping[Column, str]) -> None:
        """One line, kept or refused as a whole."""
        level = self._level(cells.get(Column.LEVEL, ""))
        if level is None:
            self.came.passed_over += 1
            return
        every = level.every if isinstance(level, Known) else Every.MONTH
        found = {
            Column.LEVEL: level,
            Column.AREA: self._area(cells.get(Column.AREA, "")),
            Column.PERIOD: self._period(cells[Column.PERIOD], every),
            Column.VALUE: self._value(cells[Column.VALUE], level),
            Column.N: _count(cells.get(Column.N, "")),
            Column.COMMENT: _comment(cells.get(Column.COMMENT, "")),
        }
        wrong = [Refused(line, one, each) for one, each in found.items() if isinstance(each, Problem)]
        if isinstance(level, Problem):  # how long its periods are is not known either
            wrong = [one for one in wrong if one.column is not Column.PERIOD]
        self.came.refused += wrong
        if not wrong:
            self._keep(line, found)

    def _keep(self, line: int, found: Mapping[Column, Any]) -> None:
        level, area, period = found[Column.LEVEL].id, found[Column.AREA], found[Column.PERIOD]
        value = found[Column.VALUE]
        stands = self._taken.get((level, area, period.first))
        if stands is None:
            self._taken[level, area, period.first] = value
            n, comment = found[Column.N] or None, found[Column.COMMENT]
            self.came.new.append(Said(line, level, area, period, value, n, comment))
        elif stands == value:
            self.came.as_before += 1
        else:
            problem = Problem("delivered_stands_otherwise", {"value": _plain_value(stands)})
            self.came.refused.append(Refused(line, Column.VALUE, problem))

    def _level(self, text: str) -> Known | Problem | None:
        if not text and self._how.level:
            text = self._how.level
        if not text:
            return Problem("measured_cell_is_empty")
        said = self._how.levels.get(text.casefold())
        if said == "":
            return None
        by_id = self._levels.get(said or text.casefold())
        if by_id is not None:
            return by_id
        found = self._named.get(plain(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            return Problem("delivered_level_unclear", {"value": text})
        return Problem("delivered_level_unknown", {"value": text})

    def _area(self, text: str) -> str | Problem:
        if not text:
            return ""
        said = self._how.areas.get(text.casefold())
        if said is not None:
            return said
        return self._areas.get(plain(text)) or Problem("delivered_area_unknown", {"value": text})

    def _value(self, text: str, level: Known | Problem) -> Decimal | Problem:
        if not text:
            return Problem("measured_cell_is_empty")
        value = value_of(text.removesuffix("%").rstrip(), self._how.mark)
        is_share = self._how.is_share and isinstance(level, Known) and level.is_percent
        if isinstance(value, Problem) or not is_share or text.endswith("%"):
            return value
        return value * 100

    def _period(self, text: str, every: Every) -> Period | Problem:
        if not text:
            return Problem("measured_cell_is_empty")
        found = read_period(text, every, self._how.days)
        if found is None:
            return Problem("delivered_period_unreadable", {"value": text})
        if found.last >= self._today:
            return Problem("delivered_period_not_over", {"last": found.last.isoformat()})
        return found


def plain(text: str) -> str:
    """A name as it is compared: small letters, single spaces."""
    return " ".join(text.split()).casefold()


def _plain_value(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _count(text: str) -> int | Problem:
    """How many were counted; 0 is nothing said."""
    if not text:
        return 0
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_COUNTED))
    if not is_number or int(text) > MOST_COUNTED:
        return Problem("measured_count_unreadable", {"value": text})
    return int(text)


def _comment(text: str) -> str | Problem:
    if len(text) > LONGEST_COMMENT:
        return Problem("measured_text_too_long", {"limit": LONGEST_COMMENT})
    return text
