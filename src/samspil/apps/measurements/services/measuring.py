"""Measurements are added, never changed: what was wrong is corrected by a new one that says of which."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.models import Indicator, Measurement
from samspil.apps.measurements.selectors.rules import rules_of_one
from samspil.apps.measurements.selectors.values import as_new, standing_of
from samspil.apps.measurements.services.indicators import hold
from samspil.apps.measurements.services.owing import meet_what_is_due
from samspil.apps.measurements.services.telling import tell
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.indicator import Aggregation, together
from samspil.core.benefits.measuring import refusals
from samspil.core.errors import Problem


@transaction.atomic
def measure(indicator: Indicator, new: NewMeasurement, *, acting: Acting, at: datetime) -> Measurement:
    """A value of a period is kept; what was due by then is met.

    Raises:
        RefusedError: ``indicator_without_baseline``, ``indicator_has_ended``, or the first of what
            ``core.benefits.measuring.refusals`` says.
    """
    indicator = hold(indicator)
    rules = rules_of_one(indicator)
    if rules is None:
        raise RefusedError(Problem("indicator_without_baseline", {"name": indicator.name}))
    value = as_new(new)
    for problem in refusals(value, rules, standing_of(indicator), timezone.localdate(at)):
        raise RefusedError(problem)
    row = _row(indicator, new, acting, at)
    row.save(force_insert=True)
    meet_what_is_due(indicator, row, at=at)
    show_latest(indicator)
    facts = {
        "measurement": row.public_id,
        "first": new.first,
        "last": new.last,
        "value": new.value,
        "where": new.where,
        "n": new.n,
        "grade": new.grade.value,
        "attributed": new.attributed,
        "corrects": new.corrects,
    }
    written = {"evidence": new.evidence, "comment": new.comment}
    tell(indicator, "measured", facts, written, acting=acting, at=at)
    return row


def _row(indicator: Indicator, new: NewMeasurement, acting: Acting, at: datetime) -> Measurement:
    corrects = indicator.measurements.get(public_id=new.corrects) if new.corrects else None
    return Measurement(
        organisation_id=indicator.organisation_id,
        indicator=indicator,
        first=new.first,
        last=new.last,
        value=new.value,
        where=new.where.strip(),
        n=new.n,
        grade=new.grade.value,
        attributed=new.attributed,
        evidence=new.evidence.strip(),
        comment=new.comment.strip(),
        corrects=corrects,
        measured_by=acting.person,
        recorded_at=at,
    )


def show_latest(indicator: Indicator) -> None:
    """What is measured of the newest period, and what it says, is shown on the indicator's own row."""
    rules, standing = rules_of_one(indicator), standing_of(indicator)
    if rules is None or not standing:
        return
    last = standing[-1].last
    newest = [one for one in standing if one.last == last]
    values = [(last, one.value) for one in [one for one in newest if not one.where] or newest]
    how = Aggregation(indicator.aggregation)
    value = together(values, Aggregation.MEAN if how is Aggregation.LATEST else how)
    indicator.latest, indicator.latest_on = value, last
    indicator.light = rules.light(value, last).value
    indicator.save(update_fields=["latest", "latest_on", "light"])
