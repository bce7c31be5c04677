"""All indicators of an organisation as a list of measurements meets them: a few questions, however many."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from samspil.apps.measurements.models import Indicator, Measurement
from samspil.apps.measurements.selectors.portions import AT_ONCE, portions
from samspil.apps.measurements.selectors.rules import rules_of
from samspil.core.benefits.indicator import Indicator as Rules


@dataclass(frozen=True, slots=True)
class Measurable:
    """An indicator by its row; ``rules`` are none while it has no baseline."""

    row: Indicator
    rules: Rules | None


def measurable(
    organisation_id: int, measurer: UUID | None = None, after: int = 0, most: int | None = None
) -> list[Measurable]:
    """Every indicator, the ended ones too; of one who measures where that is said.

    ``most`` of them after a row, where not all are wanted. One question, and two more for every two thousand.
    """
    found = Indicator.objects.filter(organisation_id=organisation_id)
    if measurer is not None:
        found = found.filter(measurer_person=measurer)
    rows = {row.pk: row for row in found.filter(pk__gt=after).order_by("pk")[:most]}
    rules = rules_of(rows)
    return [Measurable(row, rules.get(key)) for key, row in rows.items()]


class Period(NamedTuple):
    """A measurement that stands, of an indicator by its key."""

    indicator: int
    first: date
    last: date
    where: str
    value: Decimal
    attributed: Decimal


def standing_periods(indicators: Collection[int]) -> Iterator[Period]:
    """Of some indicators what stands, one after the other: a question for every two thousand."""
    for keys in portions(indicators):
        rows = Measurement.objects.filter(indicator__in=keys, corrected_by=None).order_by("indicator_id")
        told = rows.values_list("indicator_id", *Period._fields[1:])
        yield from map(Period._make, told.iterator(AT_ONCE))
