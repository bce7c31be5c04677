"""Many measurements in one list: each line read, held against the rules, and told with row and column."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeVar
from uuid import UUID

from samspil.core.benefits.indicator import Indicator
from samspil.core.benefits.measuring import Grade, Measurement, refusals
from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.tables.numbers import LARGEST, value_of
from samspil.core.tables.reading import Table
from samspil.core.tables.values import DayOrder, Mark, read_day, read_share

LONGEST: Final[Mapping[str, int]] = {"where": 200, "evidence": 500, "comment": 4000}
_Found = TypeVar("_Found")
_fraction = lru_cache(256)(Fraction)  # few shares stand in many lines
_NOBODY: Final = UUID(int=0)  # a line of the list has no id before it is kept


class Column(StrEnum):
    """What a column of the list says."""

    BENEFIT = "benefit"
    INDICATOR = "indicator"
    FIRST = "first"
    LAST = "last"
    VALUE = "value"
    UNIT = "unit"
    WHERE = "where"
    N = "n"
    GRADE = "grade"
    ATTRIBUTED = "attributed"
    EVIDENCE = "evidence"
    COMMENT = "comment"


NEEDED: Final = (Column.INDICATOR, Column.FIRST, Column.LAST, Column.VALUE, Column.UNIT)
# Which column a rule of ``measuring.refusals`` is about.
_ABOUT: Final[Mapping[str, Column]] = {
    "measured_backwards": Column.LAST,
    "measured_in_the_future": Column.LAST,
    "measured_before_baseline": Column.FIRST,
    "measured_in_another_unit": Column.UNIT,
    "attributed_outside_0_1": Column.ATTRIBUTED,
    "counted_below_one": Column.N,
    "period_is_measured": Column.FIRST,
}


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator that a line can be of; ``benefit`` is the number of what it is of.

    ``rules`` are none where it has no baseline; ``cannot`` says why it is not measured, where it is not.
    """

    id: UUID
    benefit: str
    name: str
    rules: Indicator | None
    cannot: Problem | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A line as it was read."""

    line: int
    indicator: UUID
    first: date
    last: date
    value: Decimal
    unit: str
    where: str = ""
    n: int | None = None
    grade: Grade = Grade.ALL
    attributed: Decimal = Decimal(1)
    evidence: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong with a cell."""

    line: int
    column: Column
    problem: Problem


@dataclass(frozen=True, slots=True)
class Writing:
    """How a list is written: its headings and the words for grades, by what they are in small letters."""

    headings: Mapping[str, Column]
    grades: Mapping[str, Grade]
    mark: Mark
    days: DayOrder = DayOrder.DAY_FIRST


@dataclass(frozen=True, slots=True)
class Kept:
    """A measurement that stands."""

    first: date
    last: date
    where: str
    value: Decimal


@dataclass(slots=True)
class Weighed:
    """What a list comes to: what is new, what is kept already just so, and what is refused."""

    new: list[Said] = field(default_factory=list)
    as_before: int = 0
    refused: list[Refused] = field(default_factory=list)


def places_of(table: Table, headings: Mapping[str, Column], names: Mapping[Column, str]) -> dict[Column, int]:
    """In which column of a table each thing stands.

    Args:
        table: whose first row has the headings.
        headings: what each may be called, in small letters.
        names: what each is called when it lacks.

    Raises:
        ProblemsError: ``measured_list_lacks`` a column, ``measured_column_twice``.
    """
    found: dict[Column, int] = {}
    place = Place(table.file, table.lines[0] if len(table) else 1)
    problems: list[Problem] = []
    for at, heading in enumerate(table.row(0) if len(table) else []):
        column = headings.get(heading.casefold())
        if column in found:
            problems.append(Problem("measured_column_twice", {"value": heading}, place))
        if column is not None:
            found[column] = at
    lacks = [names[one] for one in NEEDED if one not in found]
    if lacks:
        problems.append(Problem("measured_list_lacks", {"value": ", ".join(lacks)}, place))
    if problems:
        raise ProblemsError(problems)
    return found


def read(
    table: Table, places: Mapping[Column, int], indicators: Iterable[Known], writing: Writing
) -> tuple[list[Said], list[Refused]]:
    """Every line under the headings, and what cannot be read. A line with a cell in error is not read.

    Args:
        table: the list.
        places: as `places_of` found them.
        indicators: that lines can be of.
        writing: how it is written.
    """
    reader = _Reader(indicators, writing)
    columns = {one: table.columns[at] for one, at in places.items()}
    lines: list[Said] = []
    for row in range(1, len(table)):
        cells = {one: cells[row] for one, cells in columns.items()}
        said = reader.line(table.lines[row], cells)
        if said is not None:
            lines.append(said)
    return lines, reader.refused


def weigh(
    lines: Sequence[Said], indicators: Mapping[UUID, Known], kept: Mapping[UUID, Iterable[Kept]], today: date
) -> Weighed:
    """Each line held against the rules of measuring, what is kept, and the lines before it.

    What stands already, with the same value of the same period and place, is passed over: a list that is sent
    twice keeps nothing twice. n log n.

    Args:
        lines: as they were read.
        indicators: those that lines are of.
        kept: of each indicator, what stands.
        today: the day.
    """
    found = Weighed()
    taken = _Taken(kept)
    for said in lines:
        known = indicators[said.indicator]
        rules = known.rules
        if known.cannot is not None or rules is None:
            problem = known.cannot or Problem("indicator_without_baseline", {"name": known.name})
            found.refused.append(Refused(said.line, Column.INDICATOR, problem))
            continue
        if taken.has(said):
            found.as_before += 1
            continue
        problems = list(refusals(_measurement(said), rules, taken.near(said), today))
        found.refused += [Refused(said.line, _ABOUT[one.code], one) for one in problems]
        if not problems:
            found.new.append(said)
            taken.add(said)
    return found


class _Reader:
    """Reads lines; what a cell says is found once for all cells that say the same."""

    def __init__(self, indicators: Iterable[Known], writing: Writing) -> None:
        self.refused: list[Refused] = []
        self._writing = writing
        self._by_id: dict[str, Known] = {}
        self._by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in indicators:
            self._by_id[str(one.id)] = one
            name = _plain(one.name)
            self._by_name[_plain(one.benefit), name].append(one)
            self._by_name["", name].append(one)
        self._values: dict[str, Decimal | Problem] = {}
        self._days: dict[str, date | None] = {}

    def line(self, line: int, cells: Mapping[Column, str]) -> Said | None:
        """What a line says; nothing where a cell of it is in error."""
        wrong = len(self.refused)
        self.refused += [
            Refused(line, one, Problem("measured_cell_is_empty")) for one in NEEDED if not cells[one]
        ]
        if len(self.refused) > wrong:
            return None
        indicator = self._or_refused(line, Column.INDICATOR, self._indicator(cells))
        first = self._or_refused(line, Column.FIRST, self._day(cells[Column.FIRST]))
        last = self._or_refused(line, Column.LAST, self._day(cells[Column.LAST]))
        value = self._or_refused(line, Column.VALUE, self._value(cells[Column.VALUE]))
        count = self._or_refused(line, Column.N, _count(cells.get(Column.N, "")))
        grade = self._or_refused(line, Column.GRADE, self._grade(cells.get(Column.GRADE, "")))
        share = self._or_refused(line, Column.ATTRIBUTED, _share(cells.get(Column.ATTRIBUTED, "")))
        for name, most in LONGEST.items():
            if len(cells.get(Column(name), "")) > most:
                problem = Problem("measured_text_too_long", {"limit": most})
                self.refused.append(Refused(line, Column(name), problem))
        if (
            len(self.refused) > wrong
            or indicator is None
            or first is None
            or last is None
            or value is None
            or grade is None
            or share is None
        ):
            return None
        where, evidence, comment = (cells.get(Column(name), "") for name in LONGEST)
        unit = cells[Column.UNIT]
        n = count or None
        return Said(line, indicator.id, first, last, value, unit, where, n, grade, share, evidence, comment)

    def _or_refused(self, line: int, column: Column, found: _Found | Problem) -> _Found | None:
        if isinstance(found, Problem):
            self.refused.append(Refused(line, column, found))
            return None
        return found

    def _indicator(self, cells: Mapping[Column, str]) -> Known | Problem:
        said, benefit = cells[Column.INDICATOR], cells.get(Column.BENEFIT, "")
        by_id = self._by_id.get(said.casefold())
        if by_id is not None:
            return by_id
        found = self._by_name.get((_plain(benefit), _plain(said)), [])
        if len(found) == 1:
            return found[0]
        code = "measured_indicator_unclear" if found else "measured_indicator_unknown"
        return Problem(code, {"value": said, "text": benefit})

    def _day(self, text: str) -> date | Problem:
        if text not in self._days:
            self._days[text] = read_day(text, self._writing.days)
        return self._days[text] or Problem("measured_day_unreadable", {"value": text})

    def _value(self, text: str) -> Decimal | Problem:
        if text not in self._values:
            self._values[text] = value_of(text, self._writing.mark)
        return self._values[text]

    def _grade(self, text: str) -> Grade | Problem:
        if not text:
            return Grade.ALL
        return self._writing.grades.get(text.casefold()) or Problem("measured_grade_unknown", {"value": text})


class _Taken:
    """The periods that are measured: of each indicator and place they lie after each other."""

    def __init__(self, kept: Mapping[UUID, Iterable[Kept]]) -> None:
        self._periods: dict[tuple[UUID, str], list[tuple[date, date, Decimal]]] = defaultdict(list)
        for indicator, rows in kept.items():
            for row in rows:
                self._periods[indicator, row.where].append((row.first, row.last, row.value))
        for found in self._periods.values():
            found.sort()

    def has(self, said: Said) -> bool:
        """Whether just this is kept."""
        found = self._of(said)
        told = (said.first, said.last, said.value)
        at = bisect_left(found, told)
        return at < len(found) and found[at] == told

    def near(self, said: Said) -> Iterator[Measurement]:
        """Those that the line could lie over."""
        found = self._of(said)
        at = bisect_left(found, (said.first, said.first, -LARGEST))
        for first, last, value in found[max(at - 1, 0) :]:
            if first > said.last:
                return
            yield Measurement(_NOBODY, first, last, value, said.unit, said.where)

    def add(self, said: Said) -> None:
        """From now on it is measured."""
        insort(self._of(said), (said.first, said.last, said.value))

    def _of(self, said: Said) -> list[tuple[date, date, Decimal]]:
        return self._periods[said.indicator, said.where]


def _measurement(said: Said) -> Measurement:
    return Measurement(
        _NOBODY,
        said.first,
        said.last,
        said.value,
        said.unit,
        said.where,
        said.n,
        said.grade,
        _fraction(said.attributed),
    )


def _count(text: str) -> int | Problem:
    """How many were counted; 0 is nothing said."""
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > len("2000000000"):
        return Problem("measured_count_unreadable", {"value": text})
    return int(text) or Problem("counted_below_one", {"n": 0})


def _share(text: str) -> Decimal | Problem:
    if not text:
        return Decimal(1)
    found = read_share(text)
    return Problem("measured_share_unreadable", {"value": text}) if found is None else found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
