"""What indicators are held against: each as its newest baseline and the targets of that say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from samspil.apps.measurements.models import Baseline, Indicator, Target
from samspil.apps.measurements.selectors.portions import portions
from samspil.apps.measurements.selectors.values import as_indicator
from samspil.apps.measurements.types import NewBaseline
from samspil.core.benefits.indicator import Indicator as Rules


def rules_of(rows: Mapping[int, Indicator]) -> dict[int, Rules]:
    """By the indicators' keys; those without a baseline, or with one that has no target, are left out.

    Two questions for every two thousand.
    """
    found = {}
    for keys in portions(rows):
        said = Baseline.objects.filter(indicator__in=keys).order_by("sequence")
        newest = {one.indicator_id: one for one in said}
        targets = _targets(newest)
        for key, one in newest.items():
            if one.pk in targets:
                kept = NewBaseline(one.value, one.on, tuple(targets[one.pk]), one.n)
                found[key] = as_indicator(rows[key], kept)
    return found


def rules_of_one(row: Indicator) -> Rules | None:
    """The same of one indicator; nothing where it is held against nothing."""
    return rules_of({row.pk: row}).get(row.pk)


def _targets(newest: Mapping[int, Baseline]) -> Mapping[int, list[tuple[date, Decimal]]]:
    """Of some baselines, by their keys, the first day first."""
    found: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    rows = Target.objects.filter(baseline__in=[one.pk for one in newest.values()]).order_by("on")
    for baseline, on, value in rows.values_list("baseline_id", "on", "value"):
        found[baseline].append((on, value))
    return found
