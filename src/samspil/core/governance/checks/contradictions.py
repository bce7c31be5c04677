"""Which lines of a delegation plan cannot both be true. Exact, and quick for a plan of any size.

A line is taken apart into boxes, one for each alternative of its condition: the choices it admits as
bits, its numbers as bounds. Attributes are independent of each other, so two boxes meet where each
attribute's part of them does, and the bodies they name there are found from the choices that both
admit. Which boxes share their choices is looked up for all boxes at once, in one whole number with a
bit for each; only those are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from samspil.core.governance import kernel
from samspil.core.governance.conditions import Alternatives, Tests, can_overlap
from samspil.core.governance.language.mandates import DECIDING, DelegationCode
from samspil.core.governance.program import FAR_FUTURE_DAY, Body

Columns = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate as far as it can contradict another.

    ``bodies`` are those it names by the values of ``attribute``, or one alone where that is nothing.
    ``since`` and ``until`` are days as ordinals, the last one outside.
    """

    code: DelegationCode
    attribute: int | None
    bodies: tuple[Body, ...]
    reach: Alternatives
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class _Box:
    """One alternative of a line: the choices it admits for each attribute as bits, and its bounds."""

    line: int
    choices: Mapping[int, int]
    bounds: Tests


def contradicting(lines: Sequence[Line], columns: Mapping[int, Columns]) -> Iterator[tuple[int, int]]:
    """The numbers of each two lines that contradict each other, the earlier one first, every pair once.

    Args:
        lines: in the order of the file.
        columns: the parameters from each day (an ordinal) on which any of them changes.

    Complexity: pairs of boxes that share their choices and whose codes can be at odds, times the
    changes of the parameters that they are held against.
    """
    found = _Comparison(lines, columns)
    told: set[tuple[int, int]] = set()
    for number, box in enumerate(found.boxes):
        for other in _bits(found.rivals(number)):
            pair = (box.line, found.boxes[other].line)
            if pair not in told and found.contradict(box, found.boxes[other]):
                told.add(pair)
                yield pair


@dataclass(slots=True)
class _Comparison:
    lines: Sequence[Line]
    columns: Mapping[int, Columns]
    boxes: list[_Box] = field(init=False)
    periods: list[tuple[int, int, Columns]] = field(init=False)
    known: dict[tuple[int, int], int] = field(default_factory=dict)
    of_code: dict[DelegationCode, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.boxes = [box for number, line in enumerate(self.lines) for box in _boxes(number, line.reach)]
        self.periods = self._periods()

    def _periods(self) -> list[tuple[int, int, Columns]]:
        """From which day to which the parameters that any bound asks for stay as they are."""
        asked = {test.operand for box in self.boxes for test in box.bounds}
        days = sorted(self.columns)
        changes = days[:1] + [
            day
            for before, day in pairwise(days)
            if any(self.columns[before][one] != self.columns[day][one] for one in asked)
        ]
        return [(day, end, self.columns[day]) for day, end in pairwise([*changes, FAR_FUTURE_DAY])]

    def rivals(self, number: int) -> int:
        """The later boxes of other lines, as bits, that share choices with one and may be at odds with it."""
        box = self.boxes[number]
        code = self.lines[box.line].code
        found = self._at_odds_with(code) >> (number + 1) << (number + 1)
        for attribute, mask in box.choices.items():
            found &= self._admitting(attribute, mask)
        return found

    def _at_odds_with(self, code: DelegationCode) -> int:
        """Two lines with one code agree, unless it is that of somebody who decides alone."""
        if code not in self.of_code:
            alone = code is DelegationCode.DECIDES_ITSELF
            self.of_code[code] = _as_bits(
                alone or self.lines[box.line].code is not code for box in self.boxes
            )
        return self.of_code[code]

    def _admitting(self, attribute: int, mask: int) -> int:
        """The boxes that admit one of these choices, as bits."""
        if (attribute, mask) not in self.known:
            self.known[attribute, mask] = _as_bits(
                box.choices.get(attribute, mask) & mask != 0 for box in self.boxes
            )
        return self.known[attribute, mask]

    def contradict(self, one: _Box, other: _Box) -> bool:
        """Whether some matter on some day falls under both, and they cannot both be true of it."""
        mine, theirs = self.lines[one.line], self.lines[other.line]
        return (
            one.line != other.line
            and _are_at_odds(mine, theirs, _shared(one, other))
            and self._meet(one, other, max(mine.since, theirs.since), min(mine.until, theirs.until))
        )

    def _meet(self, one: _Box, other: _Box, since: int, until: int) -> bool:
        """Whether some day's numbers are within the bounds of both; their choices are known to be shared."""
        return any(
            can_overlap((one.bounds,), (other.bounds,), columns)
            for start, end, columns in self.periods
            if since < until and since < end and start < until
        )


def _boxes(number: int, reach: Alternatives) -> Iterator[_Box]:
    """A line's boxes; an alternative whose choices exclude each other is none."""
    for tests in reach:
        choices: dict[int, int] = {}
        for test in tests:
            if test.operator == kernel.IN:
                choices[test.attribute] = choices.get(test.attribute, test.operand) & test.operand
        if all(choices.values()):
            yield _Box(number, choices, tuple(test for test in tests if test.operator != kernel.IN))


def _shared(one: _Box, other: _Box) -> Mapping[int, int]:
    """The choices that both admit, for each attribute that either asks for."""
    shared = dict(one.choices)
    for attribute, mask in other.choices.items():
        shared[attribute] = shared.get(attribute, mask) & mask
    return shared


def _are_at_odds(one: Line, other: Line, choices: Mapping[int, int]) -> bool:
    """Whether, within these choices, one body has two codes, or somebody decides beside a B*."""
    same, different = _bodies_are(one, other, choices)
    codes = {one.code, other.code}
    return (same and len(codes) > 1) or (
        different and DelegationCode.DECIDES_ITSELF in codes and DECIDING.issuperset(codes)
    )


def _bodies_are(one: Line, other: Line, choices: Mapping[int, int]) -> tuple[bool, bool]:
    """Whether two lines can name one body, and whether they can name two, within these choices."""
    if one.attribute == other.attribute:
        values = _values(one, choices)
        equal = {one.bodies[value] == other.bodies[value] for value in values}
        return True in equal, False in equal
    mine = {one.bodies[value] for value in _values(one, choices)}
    theirs = {other.bodies[value] for value in _values(other, choices)}
    return not mine.isdisjoint(theirs), len(mine | theirs) > 1


def _values(line: Line, choices: Mapping[int, int]) -> Iterator[int]:
    """Which of a line's bodies it can name within these choices, by number."""
    every = (1 << len(line.bodies)) - 1
    return _bits(every if line.attribute is None else choices.get(line.attribute, every))


def _as_bits(flags: Iterable[bool]) -> int:
    """One whole number with a bit for each flag, of which there is one at least, the first one lowest.

    >>> bin(_as_bits([True, True, False, True]))
    '0b1011'
    """
    written = "".join("1" if flag else "0" for flag in flags)
    return int(written[::-1], 2)


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest.

    >>> list(_bits(0b1011))
    [0, 1, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
