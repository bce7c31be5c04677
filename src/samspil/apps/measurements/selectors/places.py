"""What was measured place by place: the standing measurements of some indicators that say where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from samspil.apps.measurements.models import Indicator, Measurement
from samspil.apps.measurements.selectors.rules import rules_of
from samspil.apps.measurements.selectors.values import KEPT, as_measurement
from samspil.apps.measurements.types import Reads
from samspil.core.benefits import indicator as core
from samspil.core.benefits import measuring


@dataclass(frozen=True, slots=True)
class Placed:
    """An indicator with what stands at each place, by period; ``rules`` are none without a baseline."""

    reads: Reads
    rules: core.Indicator | None
    at: Mapping[str, list[measuring.Measurement]]


def measured_at_places(indicators: Collection[UUID]) -> dict[UUID, Placed]:
    """By indicator; those that nothing says where of are left out. Four questions, however many."""
    rows = {one.pk: one for one in Indicator.objects.filter(public_id__in=list(indicators))}
    at: dict[int, dict[str, list[measuring.Measurement]]] = defaultdict(lambda: defaultdict(list))
    standing = Measurement.objects.filter(indicator__in=rows, corrected_by=None).exclude(where="")
    for key, *kept in standing.order_by("last", "pk").values_list("indicator_id", *KEPT):
        one = as_measurement(rows[key].unit, *kept)
        at[key][one.where].append(one)
    rules = rules_of({key: rows[key] for key in at})
    return {
        rows[key].public_id: Placed(Reads(rows[key].reads), rules.get(key), places)
        for key, places in at.items()
    }
