"""Dated parameters as exact numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.document import Document, problem_at
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.commitments import DatedValue, ParameterSpec

MISSING: Final = -(2**62)
MINOR_UNITS: Final = 100
_MONEY: Final = frozenset({Unit.MONEY_DKK, Unit.MONEY_NOK})
_DECIMAL: Final = frozenset({Unit.PER_MILLE, Unit.SHARE})


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
            first = min(spec.values, default=None)
            raise ProblemsError(
                [
                    problem_at(
                        self.document,
                        ("parameters", key),
                        "no_value_on_day",
                        parameter=key,
                        day=on.isoformat(),
                        first_day=first.isoformat() if first else "–",
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
    keys = tuple(specs)
    changes = sorted({day.toordinal() for spec in specs.values() for day in spec.values})
    columns = [_column(specs, day) for day in [0, *changes]]
    return ParameterBook(keys, specs, document, tuple(changes), tuple(columns))


def _column(specs: Mapping[str, ParameterSpec], day: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    values = [_value_on(spec, day) for spec in specs.values()]
    return (
        tuple(MISSING if value is None else value.numerator for value in values),
        tuple(1 if value is None else value.denominator for value in values),
    )


def _value_on(spec: ParameterSpec, day: int) -> Fraction | None:
    since = [start for start in spec.values if start.toordinal() <= day]
    return number(spec.values[max(since)], spec.unit) if since else None


def number(dated: DatedValue, unit: Unit) -> Fraction:
    """The exact number a dated value stands for; money in minor units.

    Raises:
        ValueError: it is not a number of that unit.

    >>> number(DatedValue(value="2.5", source="F2.24"), Unit.PER_MILLE)
    Fraction(5, 2)
    >>> number(DatedValue(value=800000, source="F2.21"), Unit.MONEY_DKK)
    Fraction(80000000, 1)
    """
    value = Fraction(dated.value) * (MINOR_UNITS if unit in _MONEY else 1)
    if value < 0 or (unit not in _DECIMAL and value.denominator != 1) or (unit is Unit.SHARE and value > 1):
        raise ValueError(str(dated.value))
    return value


def check_values(specs: Mapping[str, ParameterSpec], document: Document, valid_from: date) -> list[Problem]:
    """Every value must be of its unit, and every parameter have one on the model's first day."""
    problems = []
    for key, spec in specs.items():
        for day, dated in spec.values.items():
            try:
                number(dated, spec.unit)
            except (ValueError, ZeroDivisionError):
                path = ("parameters", key, "values", day.isoformat())
                problems.append(
                    problem_at(
                        document, path, "bad_value", parameter=key, value=dated.value, unit=spec.unit.value
                    )
                )
        if all(day > valid_from for day in spec.values):
            first = min(spec.values, default=None)
            problems.append(
                problem_at(
                    document,
                    ("parameters", key),
                    "no_value_on_day",
                    parameter=key,
                    day=valid_from.isoformat(),
                    first_day=first.isoformat() if first else "–",
                )
            )
    return problems
