"""Dated parameters as exact numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.document import LONGEST_QUOTE, Document, problem_at
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.commitments import DatedValue, ParameterSpec

MISSING: Final = -(2**62)
MINOR_UNITS: Final = 100
_MONEY: Final = frozenset({Unit.MONEY_DKK, Unit.MONEY_NOK})
_DECIMAL: Final = frozenset({Unit.PER_MILLE, Unit.SHARE})
# A whole number, a decimal or a fraction. So few digits that what is made of them fits 64 bits.
_WRITTEN: Final = re.compile(r"[0-9]{1,15}|[0-9]{1,12}\.[0-9]{1,4}|[0-9]{1,4}/[1-9][0-9]{0,3}", re.ASCII)
_MOST: Final = {Unit.SHARE: 1, Unit.PER_MILLE: 1000, Unit.HOUR: 24}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a parameter was on a day, and the line that says so."""

    key: str
    value: Fraction
    unit: Unit
    since: date
    spec: DatedValue
    place: Place


@dataclass(frozen=True, slots=True)
class ParameterBook:
    """All parameters of a model; ``columns_on(day)`` is what the kernel is handed."""

    keys: tuple[str, ...]
    specs: Mapping[str, ParameterSpec]
    document: Document
    changes: tuple[int, ...]
    columns: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    def columns_on(self, day: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Numerators and denominators of every parameter on a day (an ordinal), money in øre.

        A parameter without a value on the day is ``MISSING``; ``read`` says so in words.
        """
        return self.columns[bisect_right(self.changes, day)]

    def read(self, key: str, on: date) -> Reading:
        """A parameter's value on a day.

        Raises:
            ProblemsError: ``no_value_on_day``, with the line and the first day that has one.
        """
        spec = self.specs[key]
        since = [day for day in sorted(spec.values) if day <= on]
        if not since:
            raise ProblemsError(
                [
                    problem_at(
                        self.document,
                        ("parameters", key),
                        "no_value_on_day",
                        parameter=key,
                        day=on.isoformat(),
                        first_day=min(spec.values).isoformat(),
                    )
                ]
            )
        dated = spec.values[since[-1]]
        path = ("parameters", key, "values", since[-1].isoformat())
        return Reading(key, number(dated, spec.unit), spec.unit, since[-1], dated, self.document.place(path))

    def number_of(self, key: str) -> int:
        """A parameter's place in the columns."""
        return self.keys.index(key)


def book(specs: Mapping[str, ParameterSpec], document: Document) -> ParameterBook:
    """Lay the parameters out by day. Linear in values times days on which any of them changes."""
    by_day: dict[int, list[tuple[int, Fraction]]] = {}
    for index, spec in enumerate(specs.values()):
        for day, dated in spec.values.items():
            by_day.setdefault(day.toordinal(), []).append((index, number(dated, spec.unit)))
    numerators, denominators = [MISSING] * len(specs), [1] * len(specs)
    columns = [(tuple(numerators), tuple(denominators))]
    for changed in sorted(by_day):
        for index, value in by_day[changed]:
            numerators[index], denominators[index] = value.numerator, value.denominator
        columns.append((tuple(numerators), tuple(denominators)))
    return ParameterBook(tuple(specs), specs, document, tuple(sorted(by_day)), tuple(columns))


def number(dated: DatedValue, unit: Unit) -> Fraction:
    """The exact number a dated value stands for; money in minor units.

    Raises:
        ValueError: it is not a number of that unit: no number at all, below nothing, not whole where
            the unit counts, a share over one, or with more digits than anything counted here has.

    >>> number(DatedValue(value="2.5", source="F2.24"), Unit.PER_MILLE)
    Fraction(5, 2)
    >>> number(DatedValue(value=800000, source="F2.21"), Unit.MONEY_DKK)
    Fraction(80000000, 1)
    """
    written = str(dated.value)
    if not _WRITTEN.fullmatch(written):
        raise ValueError(written)
    value = Fraction(written) * (MINOR_UNITS if unit in _MONEY else 1)
    if (unit not in _DECIMAL and value.denominator != 1) or value > _MOST.get(unit, value):
        raise ValueError(written)
    return value


def number_or_nothing(dated: DatedValue, unit: Unit) -> Fraction | None:
    """As ``number``; nothing where that is refused.

    >>> number_or_nothing(DatedValue(value="a lot", source="F2.24"), Unit.COUNT) is None
    True
    """
    try:
        return number(dated, unit)
    except ValueError:
        return None


def check_values(specs: Mapping[str, ParameterSpec], document: Document, valid_from: date) -> list[Problem]:
    """Every value must be of its unit, and every parameter have one on the model's first day."""
    problems = []
    for key, spec in specs.items():
        for day, dated in spec.values.items():
            if number_or_nothing(dated, spec.unit) is None:
                path = ("parameters", key, "values", day.isoformat())
                problems.append(
                    problem_at(
                        document,
                        path,
                        "bad_value",
                        parameter=key,
                        value=str(dated.value)[:LONGEST_QUOTE],
                        unit=spec.unit.value,
                    )
                )
        if all(day > valid_from for day in spec.values):
            problems.append(
                problem_at(
                    document,
                    ("parameters", key),
                    "no_value_on_day",
                    parameter=key,
                    day=valid_from.isoformat(),
                    first_day=min(spec.values).isoformat(),
                )
            )
    return problems
