"""How far indicators have come of what they were to have come by their newest measurement."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from uuid import UUID

from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.selectors.rules import rules_of


def degrees_of(indicators: Collection[UUID]) -> dict[UUID, Fraction]:
    """By indicator, of those that are measured and have a baseline: 1 is all that was to have come by then.

    Three questions, however many. What was to have come by then is nothing at the baseline's own day: that
    says nothing, and is left out.
    """
    rows = list(Indicator.objects.filter(public_id__in=list(indicators), latest__isnull=False))
    rules = rules_of({one.pk: one for one in rows})
    found = {}
    for one in rows:
        if one.pk not in rules or one.latest is None or one.latest_on is None:
            continue
        degree = rules[one.pk].degree(one.latest, one.latest_on)
        if degree is not None:
            found[one.public_id] = degree
    return found
