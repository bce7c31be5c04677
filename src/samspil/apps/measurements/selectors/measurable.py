"""All indicators of an organisation as a list of measurements meets them: a few questions, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Final
from uuid import UUID

from samspil.apps.measurements.models import Baseline, Indicator, Measurement, Target
from samspil.apps.measurements.selectors.values import as_indicator
from samspil.apps.measurements.types import NewBaseline
from samspil.core.benefits.indicator import Indicator as Rules

AT_ONCE: Final = 2000  # keys in one question


@dataclass(frozen=True, slots=True)
class Measurable:
    """An indicator by its row; ``rules`` are none while it has no baseline."""

    row: Indicator
    rules: Rules | None


def measurable(organisation_id: int, measurer: UUID | None = None) -> list[Measurable]:
    """Every indicator, the ended ones too; of one who measures where that is said. Three questions."""
    rows = Indicator.objects.filter(organisation_id=organisation_id)
    if measurer is not None:
        rows = rows.filter(measurer_person=measurer)
    newest = _newest_baselines(organisation_id)
    targets: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    told = Target.objects.filter(organisation_id=organisation_id).order_by("baseline", "on")
    for key, on, value in told.values_list("baseline_id", "on", "value"):
        targets[key].append((on, value))
    return [Measurable(row, _rules(row, newest.get(row.pk), targets)) for row in rows.order_by("pk")]


def _rules(
    row: Indicator, baseline: Baseline | None, targets: Mapping[int, list[tuple[date, Decimal]]]
) -> Rules | None:
    """What its newest baseline says; one without targets says nothing that can be measured against."""
    if baseline is None or baseline.pk not in targets:
        return None
    said = NewBaseline(baseline.value, baseline.on, tuple(targets[baseline.pk]), baseline.n)
    return as_indicator(row, said)


def _newest_baselines(organisation_id: int) -> dict[int, Baseline]:
    rows = Baseline.objects.filter(organisation_id=organisation_id).order_by("sequence")
    return {row.indicator_id: row for row in rows}


Period = tuple[int, date, date, str, Decimal]


def standing_periods(indicators: Collection[int]) -> Iterator[Period]:
    """Of some indicators what stands: the indicator's key, first and last day, place, value."""
    for keys in portions(indicators):
        rows = Measurement.objects.filter(indicator__in=keys, corrected_by=None)
        yield from rows.values_list("indicator_id", "first", "last", "where", "value").iterator(AT_ONCE)


def portions(keys: Collection[int]) -> Iterator[list[int]]:
    """Keys in order, so many at a time as a question can hold."""
    coming = iter(sorted(keys))
    while portion := list(islice(coming, AT_ONCE)):
        yield portion
