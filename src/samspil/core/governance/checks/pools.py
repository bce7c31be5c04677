"""A pool's criteria, weighed: together they are the whole, on every day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from samspil.core.errors import Problem
from samspil.core.governance.document import Document, problem_at
from samspil.core.governance.language.commitments import ParameterSpec
from samspil.core.governance.language.model import Model
from samspil.core.governance.parameters import number


def check_pools(model: Model, document: Document) -> Iterator[Problem]:
    """Yield each pool whose weights do not add up to one, with the first day on which they do not.

    Applications ranked by weights that are not the whole cannot be compared from year to year. A pool
    without weights ranks by its criteria as they stand, and a criterion without one counts for nothing.
    """
    for key, pool in model.pools.items():
        weights = [one.weight for one in pool.criteria.values() if one.weight is not None]
        for day, total in _totals(model.parameters, weights, model.valid_from):
            if total != 1:
                path, said = ("pools", key, "criteria"), day.isoformat()
                yield problem_at(
                    document, path, "weights_are_not_the_whole", pool=key, total=str(total), day=said
                )
                break


def _totals(
    parameters: Mapping[str, ParameterSpec], weights: Iterable[str], first: date
) -> Iterator[tuple[date, Fraction]]:
    """The sum of the weights on the model's first day and on every later day that any of them changes."""
    specs = [parameters[key] for key in weights]
    changes = {day for spec in specs for day in spec.values if day > first}
    for day in sorted({first} | changes) if specs else ():
        yield day, sum((_on(spec, day) for spec in specs), Fraction(0))


def _on(spec: ParameterSpec, on: date) -> Fraction:
    return number(spec.values[max(day for day in spec.values if day <= on)], spec.unit)
