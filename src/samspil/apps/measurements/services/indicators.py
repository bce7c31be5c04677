"""Indicators and their baselines. Who may is said by the app whose subject an indicator is of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.models import Baseline, BaselineApproval, Indicator, Target
from samspil.apps.measurements.selectors.values import as_indicator
from samspil.apps.measurements.services.showing import show_again
from samspil.apps.measurements.services.telling import tell
from samspil.apps.measurements.types import About, NewBaseline, NewIndicator
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem, ProblemsError


@transaction.atomic
def add_indicator(about: About, new: NewIndicator, *, acting: Acting, at: datetime) -> Indicator:
    """Something is to be measured.

    Raises:
        RefusedError: ``indicator_needs`` a name, a unit or somebody who measures.
    """
    _check(new)
    indicator = Indicator.objects.create(
        organisation_id=acting.organisation_id,
        subject_sort=about.sort,
        subject=about.public_id,
        made_at=at,
        **_columns(new),
    )
    tell(indicator, "indicator.added", _facts(indicator), _written(new), acting=acting, at=at)
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, new: NewIndicator, *, acting: Acting, at: datetime) -> Indicator:
    """What is said of an indicator. Once it has a baseline, its unit stays.

    Raises:
        RefusedError: as for a new one; ``unit_is_measured_in``, ``indicator_has_ended``.
    """
    indicator = hold(indicator)
    _check(new)
    if new.unit.strip() != indicator.unit and indicator.baselines.exists():
        raise RefusedError(Problem("unit_is_measured_in", {"unit": indicator.unit}))
    columns = _columns(new)
    for name, value in columns.items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(columns))
    show_again(indicator)
    tell(indicator, "indicator.changed", _facts(indicator), _written(new), acting=acting, at=at)
    return indicator


@transaction.atomic
def end_indicator(indicator: Indicator, *, acting: Acting, at: datetime) -> Indicator:
    """It is not measured any more. What was measured stays; what is owed is let go.

    Raises:
        RefusedError: ``indicator_has_ended``.
    """
    indicator = hold(indicator)
    indicator.ended_on = timezone.localdate(at)
    indicator.save(update_fields=["ended_on"])
    indicator.due.filter(met_at=None, let_go_at=None).update(let_go_at=at)
    tell(indicator, "indicator.ended", acting=acting, at=at)
    return indicator


@transaction.atomic
def set_baseline(indicator: Indicator, new: NewBaseline, *, acting: Acting, at: datetime) -> Baseline:
    """How it was, and where it is to go. The one before stays to be seen.

    Raises:
        RefusedError: ``baseline_in_the_future``, ``rebaseline_says_why`` (there is one already), or baseline
            and targets do not hold together (``core.benefits.indicator``).
    """
    indicator = hold(indicator)
    if new.on > timezone.localdate(at):
        raise RefusedError(Problem("baseline_in_the_future", {"day": new.on}))
    last = indicator.baselines.order_by("-sequence").first()
    if last is not None and not new.reason.strip():
        raise RefusedError(Problem("rebaseline_says_why", {}))
    try:
        as_indicator(indicator, new)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    owner = indicator.organisation_id
    baseline = Baseline.objects.create(
        organisation_id=owner,
        indicator=indicator,
        sequence=last.sequence + 1 if last else 1,
        value=new.value,
        on=new.on,
        n=new.n,
        method=new.method.strip(),
        reason=new.reason.strip(),
        decision=new.decision,
        made_at=at,
        made_by=acting.person,
    )
    Target.objects.bulk_create(
        [Target(organisation_id=owner, baseline=baseline, on=day, value=value) for day, value in new.targets]
    )
    show_again(indicator)
    told = {"sequence": baseline.sequence, "value": new.value, "on": new.on, "decision": new.decision}
    targets = [f"{day} {value}" for day, value in new.targets]
    written = {"reason": new.reason, "method": new.method}
    tell(indicator, "baseline.set", {**told, "targets": targets}, written, acting=acting, at=at)
    return baseline


@transaction.atomic
def approve_baseline(indicator: Indicator, *, acting: Acting, at: datetime) -> Baseline:
    """The newest baseline stands from now on; another needs a decision.

    Raises:
        RefusedError: ``no_baseline_to_approve`` (there is none, or it is approved), ``indicator_has_ended``.
    """
    indicator = hold(indicator)
    baseline = indicator.baselines.order_by("-sequence").first()
    if baseline is None or is_approved(baseline):
        raise RefusedError(Problem("no_baseline_to_approve", {}))
    BaselineApproval.objects.create(
        organisation_id=indicator.organisation_id,
        baseline=baseline,
        approved_at=at,
        approved_by=acting.person,
    )
    tell(indicator, "baseline.approved", {"sequence": baseline.sequence}, acting=acting, at=at)
    return baseline


def is_approved(baseline: Baseline | None) -> bool:
    """Whether somebody has approved it."""
    return baseline is not None and BaselineApproval.objects.filter(baseline=baseline).exists()


def hold(indicator: Indicator) -> Indicator:
    """The indicator's row, held until the transaction ends.

    Raises:
        RefusedError: ``indicator_has_ended``.
    """
    held = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if held.ended_on is not None:
        raise RefusedError(Problem("indicator_has_ended", {"name": held.name}))
    return held


def _check(new: NewIndicator) -> None:
    for name, value in (("name", new.name), ("unit", new.unit), ("measurer", new.measurer)):
        if not value.strip():
            raise RefusedError(Problem("indicator_needs", {"what": name}))
    if new.cost is not None and new.cost.minor < 0:
        raise RefusedError(Problem("measuring_costs_below_nothing", {"amount": str(new.cost)}))


def _columns(new: NewIndicator) -> dict[str, Any]:
    return {
        "name": new.name.strip(),
        "definition": new.definition.strip(),
        "unit": new.unit.strip(),
        "source": new.source.strip(),
        "method": new.method.value,
        "reads": new.reads.value,
        "aggregation": new.aggregation.value,
        "tolerance": new.tolerance,
        "every_months": new.every_months,
        "measurer": new.measurer.strip(),
        "measurer_person": new.measurer_person,
        "cost_minor": new.cost.minor if new.cost else None,
        "currency": new.cost.currency if new.cost else "",
    }


def _facts(indicator: Indicator) -> dict[str, Any]:
    names = ("method", "reads", "aggregation", "tolerance", "every_months", "cost_minor", "currency")
    return {name: getattr(indicator, name) for name in names}


def _written(new: NewIndicator) -> dict[str, str]:
    return {
        "name": new.name,
        "definition": new.definition,
        "unit": new.unit,
        "source": new.source,
        "measurer": new.measurer,
    }
