"""What is measured of a benefit: by whoever may change it, and by whoever is named to measure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.access import may_approve, may_change
from samspil.apps.benefits.services.adding_up import add_up
from samspil.apps.benefits.services.holding import held, hold
from samspil.apps.benefits.types import SUBJECT
from samspil.apps.governance.selectors.subjects import approvals_about
from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.selectors.access import access_indicator
from samspil.apps.measurements.services import indicators as kept
from samspil.apps.measurements.services import measuring
from samspil.apps.measurements.types import About, NewBaseline, NewIndicator, NewMeasurement, Reads
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.types import NATURES_OF_A_BASELINE
from samspil.core.benefits.states import State
from samspil.core.errors import Problem

if TYPE_CHECKING:
    from samspil.apps.measurements.models import Baseline, Indicator, Measurement


@transaction.atomic
def add_indicator(benefit: Benefit, new: NewIndicator, *, acting: Acting, at: datetime) -> Indicator:
    """Something is measured of a benefit; the first that says how much has come leads.

    Raises:
        RefusedError: one may not, it has lapsed, or what is said does not hold together.
    """
    benefit = hold(benefit, acting=acting, at=at)
    about = About(SUBJECT, benefit.public_id, benefit.title)
    indicator = kept.add_indicator(about, new, acting=acting, at=at)
    if benefit.leading is None and new.reads is not Reads.NOTHING:
        benefit.leading = indicator.public_id
        benefit.save(update_fields=["leading"])
    return indicator


@transaction.atomic
def change_indicator(
    benefit: Benefit, public_id: UUID, new: NewIndicator, *, acting: Acting, at: datetime
) -> Indicator:
    """What is said of an indicator. What it brought is added up again."""
    benefit = hold(benefit, acting=acting, at=at)
    indicator = kept.change_indicator(_indicator(benefit, public_id), new, acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
    return indicator


@transaction.atomic
def lead_by(benefit: Benefit, public_id: UUID, *, acting: Acting, at: datetime) -> Benefit:
    """This indicator says how much has come.

    Raises:
        RefusedError: one may not, it has lapsed, or ``indicator_says_no_amount``.
    """
    benefit = hold(benefit, acting=acting, at=at)
    indicator = _indicator(benefit, public_id)
    if indicator.reads == Reads.NOTHING.value:
        raise RefusedError(Problem("indicator_says_no_amount", {"name": indicator.name}))
    benefit.leading = indicator.public_id
    benefit.save(update_fields=["leading"])
    add_up(benefit, timezone.localdate(at))
    return benefit


@transaction.atomic
def end_indicator(benefit: Benefit, public_id: UUID, *, acting: Acting, at: datetime) -> Indicator:
    """It is not measured any more; one that led leads no longer."""
    benefit = hold(benefit, acting=acting, at=at)
    indicator = kept.end_indicator(_indicator(benefit, public_id), acting=acting, at=at)
    if benefit.leading == indicator.public_id:
        benefit.leading = None
        benefit.save(update_fields=["leading"])
    add_up(benefit, timezone.localdate(at))
    return indicator


@transaction.atomic
def set_baseline(
    benefit: Benefit, public_id: UUID, new: NewBaseline, *, acting: Acting, at: datetime
) -> Baseline:
    """How it was, and where it is to go. Once one is approved, only a decision lets another take its place.

    Raises:
        RefusedError: one may not, it has lapsed, ``rebaseline_needs_a_decision``, or what is said does not
            hold together.
    """
    benefit = hold(benefit, acting=acting, at=at)
    indicator = _indicator(benefit, public_id)
    last = indicator.baselines.order_by("-sequence").first()
    if kept.is_approved(last) and new.decision not in _approvals(benefit):
        raise RefusedError(Problem("rebaseline_needs_a_decision", {"name": indicator.name}))
    baseline = kept.set_baseline(indicator, new, acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
    return baseline


@transaction.atomic
def approve_baseline(benefit: Benefit, public_id: UUID, *, acting: Acting, at: datetime) -> Baseline:
    """The approver says that this is how it was.

    Raises:
        RefusedError: ``not_yours_to_approve``, ``benefit_has_lapsed``, ``no_baseline_to_approve``.
    """
    benefit = held(benefit.pk)
    if not may_approve(acting, benefit):
        raise RefusedError(Problem("not_yours_to_approve", {"title": benefit.title}))
    _check_not_lapsed(benefit)
    baseline = kept.approve_baseline(_indicator(benefit, public_id), acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
    return baseline


@transaction.atomic
def measure(
    benefit: Benefit, public_id: UUID, new: NewMeasurement, *, acting: Acting, at: datetime
) -> Measurement:
    """A value of a period: by whoever may change the benefit, and by whoever is named to measure.

    Raises:
        RefusedError: ``not_yours_to_measure``, ``benefit_has_lapsed``, or as ``measurements`` says.
    """
    benefit = held(benefit.pk)
    indicator = _indicator(benefit, public_id)
    is_named = indicator.measurer_person == acting.person
    if not (is_named or may_change(acting, benefit, timezone.localdate(at))):
        raise RefusedError(Problem("not_yours_to_measure", {"name": indicator.name}))
    _check_not_lapsed(benefit)
    row = measuring.measure(indicator, new, acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
    return row


def _indicator(benefit: Benefit, public_id: UUID) -> Indicator:
    return access_indicator(benefit.organisation_id, benefit.public_id, public_id)


def _check_not_lapsed(benefit: Benefit) -> None:
    if benefit.state == State.LAPSED.value:
        raise RefusedError(Problem("benefit_has_lapsed", {"title": benefit.title}))


def _approvals(benefit: Benefit) -> set[UUID]:
    """What has been approved about the benefit or its initiative."""
    subjects = (benefit.public_id, benefit.initiative.public_id)
    return {
        one.decision
        for subject in subjects
        for one in approvals_about(benefit.organisation_id, subject, NATURES_OF_A_BASELINE)
    }
