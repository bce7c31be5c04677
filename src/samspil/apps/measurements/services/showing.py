"""What the newest period of an indicator says is shown on its own row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from samspil.apps.measurements.models import Indicator
from samspil.apps.measurements.selectors.rules import rules_of_one
from samspil.apps.measurements.selectors.values import standing_of
from samspil.core.benefits.indicator import Aggregation, newest
from samspil.core.benefits.indicator import Indicator as Rules

SHOWN: Final = ("latest", "latest_on", "light")


def show_newest(
    indicator: Indicator, rules: Rules | None, stands: Iterable[tuple[date, str, Decimal]]
) -> Indicator:
    """The row with what it shows, not kept yet; ``stands`` is last day, place and value of each period."""
    indicator.latest_on, indicator.latest = newest(stands, Aggregation(indicator.aggregation))
    if rules is not None:
        indicator.light = rules.light(indicator.latest, indicator.latest_on).value
    return indicator


def show_again(indicator: Indicator) -> None:
    """The same from what is kept, where something is measured: what it is held against has changed."""
    rules, stands = rules_of_one(indicator), standing_of(indicator)
    if stands:
        shown = show_newest(indicator, rules, ((one.last, one.where, one.value) for one in stands))
        shown.save(update_fields=SHOWN)
