"""Many variants of one model, each on the same luck: what each gives, and which are beaten by none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from math import isnan, prod
from typing import Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.inheritance import Read
from samspil.core.governance.load import GovernanceModel
from samspil.core.simulation.changing import Change, read_change, with_changes
from samspil.core.simulation.results import Figures, Result, compared
from samspil.core.simulation.trying import How, tried
from samspil.core.simulation.workload.reading import ReadWorkload

MOST_VARIANTS: Final = 200
# What a frontier is drawn over: which way is better, and the least difference that is told. What is nearer
# to each other than that is the same to a reader, so it decides nothing.
LESS, MORE = -1, 1
MEASURES: Final[dict[str, tuple[int, float]]] = {
    "median_days": (LESS, 0.1),
    "p80_days": (LESS, 0.1),
    "approved": (MORE, 0.001),
    "passes": (MORE, 0.001),
    "locally": (MORE, 0.001),
    "hours": (LESS, 1.0),
}
FRONTIER: Final = ("median_days", "approved", "passes", "locally", "hours")


@dataclass(frozen=True, slots=True)
class Over:
    """One thing that is tried with several values, each as written."""

    where: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A model with changes (the first of a sweep: with none), or why there is no such model."""

    changes: tuple[Change, ...]
    model: GovernanceModel | None
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A variant tried: its result, what differs from the model as it is, and whether none beats it."""

    variant: Variant
    result: Result | None
    differences: Figures
    is_on_frontier: bool


def read_over(words: Sequence[str]) -> Over:
    """What is swept, as it is written: ``where=value``, then more values.

    Raises:
        ProblemsError: ``not_a_change``.

    >>> read_over(["board_agenda=5", "10", "20"])
    Over(where='board_agenda', values=('5', '10', '20'))
    """
    first = read_change(words[0])
    return Over(first.where, (first.value, *words[1:]))


def variants(model: GovernanceModel, read_files: Read, over: Sequence[Over], on: date) -> tuple[Variant, ...]:
    """The model as it is, then with every combination of values; what no model can be says why.

    Args:
        model: what is varied.
        read_files: gives a model's files by key.
        over: each thing that is tried with several values; what is named twice has the values of both.
        on: the day from which a changed parameter holds.

    Raises:
        ProblemsError: ``too_many_variants``.

    Complexity: as many models are loaded and checked as there are combinations.
    """
    values: dict[str, list[str]] = {}
    for one in over:
        values.setdefault(one.where, []).extend(one.values)
    number = prod(map(len, values.values()))
    if number > MOST_VARIANTS:
        raise ProblemsError.of("too_many_variants", None, number=number, most=MOST_VARIANTS)
    found = [Variant((), model)]
    for combination in product(*values.values()) if values else ():
        changes = tuple(Change(*pair) for pair in zip(values, combination, strict=True))
        found.append(_variant(model, read_files, changes, on))
    return tuple(found)


def _variant(model: GovernanceModel, read_files: Read, changes: tuple[Change, ...], on: date) -> Variant:
    places = tuple(change.place_in(model) for change in changes)
    try:
        return Variant(changes, with_changes(model, read_files, changes, on), (), places)
    except ProblemsError as error:
        return Variant(changes, None, error.problems, places)


def sweep(found: Sequence[Variant], workload: ReadWorkload, how: How) -> tuple[Row, ...]:
    """Try every variant with one workload, each on the same luck.

    Raises:
        ProblemsError: as ``try_models``, of the model as it is; a variant says so in its row.

    Complexity: linear in variants, runs, and all that happens in them.
    """
    each = [try_variant(one, workload, how) for one in found]
    return in_rows([variant for variant, _ in each], [result for _, result in each])


def try_variant(variant: Variant, workload: ReadWorkload, how: How) -> tuple[Variant, Result | None]:
    """A variant and its result; one that cannot be tried has none, and says why. For trying one at a time.

    Raises:
        ProblemsError: the model as it is cannot be tried.
    """
    if variant.model is None:
        return variant, None
    try:
        (result,) = tried([variant.model], workload, how)
    except ProblemsError as error:
        if not variant.changes:
            raise
        return replace(variant, model=None, problems=error.problems), None
    return variant, result


def in_rows(found: Sequence[Variant], results: Sequence[Result | None]) -> tuple[Row, ...]:
    """Variants with what each gave, when they were tried one by one; the first is the model as it is."""
    first = results[0]
    assert first is not None
    points = [_point(one) for one in results if one is not None]
    beaten_by_none = iter(frontier(points))
    return tuple(
        Row(
            variant,
            result,
            {} if result is None or result is first else compared(first, result),
            result is not None and next(beaten_by_none),
        )
        for variant, result in zip(found, results, strict=True)
    )


def _point(result: Result) -> dict[str, float]:
    return {name: result.total[name].mean for name in FRONTIER}


def frontier(points: Sequence[Mapping[str, float]]) -> list[bool]:
    """Which points no other beats: as good in everything that is told, and better in something.

    A measure that a point does not have (no number) is the worst there is.

    Args:
        points: each a value for measures of ``MEASURES``.

    Complexity: quadratic in the points.

    >>> frontier([{"hours": 10, "passes": 0.5}, {"hours": 12, "passes": 0.6}, {"hours": 12, "passes": 0.5}])
    [True, True, False]
    """
    steps = [tuple(_steps(name, value) for name, value in point.items()) for point in points]
    return [not any(_beats(other, one) for other in steps) for one in steps]


def _steps(name: str, value: float) -> float:
    """How many of the least differences a value is worth; more is better."""
    way, least = MEASURES[name]
    return float("-inf") if isnan(value) else float(way * round(value / least))


def _beats(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))
