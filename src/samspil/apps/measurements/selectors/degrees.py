"""How far indicators have come of what they were to have come by their newest measurement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from fractions import Fraction
from uuid import UUID

from samspil.apps.measurements.models import Baseline, Indicator, Target
from samspil.core.benefits import indicator as core


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
        rule = rules[one.pk]
        if wanted := rule.way_gone(rule.target_on(one.latest_on)):
            found[one.public_id] = rule.way_gone(one.latest) / wanted
    return found


def rules_of(rows: Mapping[int, Indicator]) -> dict[int, core.Indicator]:
    """Indicators by their keys, each with its newest baseline; those without one are left out.

    Two questions.
    """
    said = Baseline.objects.filter(indicator__in=rows).order_by("sequence")
    newest = {one.indicator_id: one for one in said}
    targets: dict[int, list[core.Target]] = defaultdict(list)
    wanted = Target.objects.filter(baseline__in=[one.pk for one in newest.values()]).order_by("on")
    for baseline, on, value in wanted.values_list("baseline_id", "on", "value"):
        targets[baseline].append(core.Target(on, value))
    return {
        key: core.Indicator(
            rows[key].unit,
            core.Baseline(one.value, one.on, one.n),
            tuple(targets[one.pk]),
            Fraction(rows[key].tolerance),
        )
        for key, one in newest.items()
    }
