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
from samspil.apps.measurements.services.showing import SHOWN, show_newest
from samspil.apps.measurements.services.telling import told_measured
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.measuring import refusals, standing
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, record


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
    value, kept = as_new(new), standing_of(indicator)
    for problem in refusals(value, rules, kept, timezone.localdate(at)):
        raise RefusedError(problem)
    row = _row(indicator, new, acting, at)
    row.save(force_insert=True)
    meet_what_is_due(indicator, row, at=at)
    stands = standing([*kept, value])
    shown = show_newest(indicator, rules, ((one.last, one.where, one.value) for one in stands))
    shown.save(update_fields=SHOWN)
    told = told_measured(indicator, row.public_id, new)
    record(indicator.organisation_id, [told], By(str(acting.person), at))
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
