"""The forms of an indicator: change, baseline, approval, measurement, correction, end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.benefits.forms.indicator import BaselineForm, IndicatorForm, MeasureForm
from samspil.apps.benefits.selectors.access import may_approve
from samspil.apps.benefits.services import indicators
from samspil.apps.benefits.views.benefit_changes import no_fields
from samspil.apps.benefits.views.changing import Asked, Change, may_change_benefit, row_key
from samspil.apps.benefits.views.surveyed import FROM_SURVEY
from samspil.apps.benefits.views.values import value
from samspil.apps.governance.selectors.subjects import approvals_about
from samspil.apps.measurements.types import Method, Reads
from samspil.apps.organisations.selectors.register import may_be_given
from samspil.apps.portfolio.selectors.taking_part_in import members_of
from samspil.apps.portfolio.types import NATURES_OF_A_BASELINE
from samspil.core.benefits.indicator import Aggregation
from samspil.core.benefits.measuring import Grade
from samspil.core.units import Money
from samspil.kit.web.language import language, words

_SAID: Final = (
    *("name", "definition", "unit", "source", "measurer", "measurer_person"),
    *("every_months", "tolerance"),
)


def _definition(asked: Asked, data: Any) -> forms.Form:
    row = asked.row
    initial = {name: getattr(row, name) for name in _SAID}
    initial |= {
        "reads": Reads(row.reads),
        "method": Method(row.method),
        "aggregation": Aggregation(row.aggregation),
        "cost": Money(row.cost_minor, row.currency) if row.cost_minor is not None else None,
    }
    people = may_be_given(asked.acting.organisation_id, asked.today)
    return IndicatorForm(data, initial=initial, people=people)


def _change(asked: Asked, form: Any) -> str:
    indicators.change_indicator(asked.subject, row_key(asked), form.said(), acting=asked.acting, at=asked.at)
    return _("The indicator is kept.")


def _end(asked: Asked, _form: Any) -> str:
    indicators.end_indicator(asked.subject, row_key(asked), acting=asked.acting, at=asked.at)
    return _("It is measured no longer. What was measured stays.")


def _lead(asked: Asked, _form: Any) -> str:
    indicators.lead_by(asked.subject, row_key(asked), acting=asked.acting, at=asked.at)
    return _("This indicator now says how much has come.")


def _baseline(asked: Asked, data: Any) -> forms.Form:
    newest = asked.row.baselines.order_by("-sequence").first()
    decisions = _decisions(asked) if _is_approved(newest) else None
    initial: dict[str, Any] = {}
    if newest is not None:
        initial = {"value": newest.value, "on": newest.on, "n": newest.n, "method": newest.method}
        for number, target in enumerate(newest.targets.order_by("on")[:6], start=1):
            initial |= {f"target_{number}": target.value, f"target_on_{number}": target.on}
    return BaselineForm(
        data, initial=initial, unit=asked.row.unit, is_first=newest is None, decisions=decisions
    )


def _is_approved(baseline: Any) -> bool:
    return baseline is not None and hasattr(baseline, "approval")


def _decisions(asked: Asked) -> list[tuple[str, str]]:
    """The decisions that a new baseline may be made by: about the benefit, and about its initiative."""
    owner, say = asked.acting.organisation_id, words()
    found = []
    for subject in (asked.subject.public_id, asked.subject.initiative.public_id):
        for one in approvals_about(owner, subject, NATURES_OF_A_BASELINE):
            who, day = one.body_name.get(language(), ""), say.day(timezone.localdate(one.decided_at))
            found.append((str(one.decision), f"{one.case_number} {one.title}: {who}, {day}"))
    return found


def _no_decision(asked: Asked) -> str:
    newest = asked.row.baselines.order_by("-sequence").first()
    if not _is_approved(newest) or _decisions(asked):
        return ""
    return _(
        "The baseline is approved, and no change to the benefit or its initiative has been approved."
        " Ask for a decision first."
    )


def _set_baseline(asked: Asked, form: Any) -> str:
    indicators.set_baseline(asked.subject, row_key(asked), form.said(), acting=asked.acting, at=asked.at)
    return _("The baseline is kept. It holds once it is approved.")


def _told_of_baselines(asked: Asked) -> list[str]:
    found = [_("What is measured later is held against this. The last target is the goal.")]
    if asked.row.baselines.exists():
        found.append(_("The baseline before it stays to be seen."))
    return found


def _approve(asked: Asked, _form: Any) -> str:
    indicators.approve_baseline(asked.subject, row_key(asked), acting=asked.acting, at=asked.at)
    return _("The baseline is approved. Another one takes a decision from now on.")


def _told_of_approving(asked: Asked) -> list[str]:
    newest = asked.row.baselines.order_by("-sequence").first()
    if newest is None:
        return []
    say, unit = words(), asked.row.unit
    told = {"value": value(newest.value, say, unit), "day": say.day(newest.on)}
    goals = [
        _("%(value)s by %(day)s") % {"value": value(one.value, say, unit), "day": say.day(one.on)}
        for one in newest.targets.order_by("on")
    ]
    return [
        _("Before: %(value)s on %(day)s.") % told,
        _("To be: %(targets)s.") % {"targets": "; ".join(goals)},
    ]


def _nothing_to_approve(asked: Asked) -> str:
    newest = asked.row.baselines.order_by("-sequence").first()
    if newest is None or _is_approved(newest):
        return _("There is no baseline that waits to be approved.")
    return ""


def _measure_form(asked: Asked, data: Any) -> forms.Form:
    members = members_of(asked.subject.initiative)
    wrong = asked.corrects
    initial: dict[str, Any] = {"grade": Grade.ALL}
    if wrong is not None:
        names = ("first", "last", "value", "where", "n", "evidence", "comment")
        initial = {name: getattr(wrong, name) for name in names}
        initial |= {"grade": Grade(wrong.grade), "attributed": Decimal(wrong.attributed)}
    corrects = wrong.public_id if wrong is not None else None
    return MeasureForm(data, initial=initial, unit=asked.row.unit, members=members, corrects=corrects)


def _measure(asked: Asked, form: Any) -> str:
    row = indicators.measure(asked.subject, row_key(asked), form.said(), acting=asked.acting, at=asked.at)
    told = {"value": value(row.value, words(), asked.row.unit), "day": words().day(row.last)}
    if asked.corrects is not None:
        return _("%(value)s takes the place of what was wrong. Both can be seen.") % told
    return _("%(value)s until %(day)s is kept.") % told


def _may_measure(asked: Asked) -> bool:
    return bool(asked.row.measurer_person == asked.acting.person) or may_change_benefit(asked)


def _no_baseline(asked: Asked) -> str:
    return "" if asked.row.baselines.exists() else _("Say first how it was before: the baseline.")


def _told_of_measuring(asked: Asked) -> list[str]:
    if asked.corrects is not None:
        return [_("What was measured is never changed. This takes its place, and both can be seen.")]
    due = asked.row.due.filter(met_at=None, let_go_at=None).order_by("due_on").first()
    return [_("Due by %(day)s.") % {"day": words().day(due.due_on)}] if due is not None else []


INDICATOR_CHANGES: Final[Mapping[str, Change]] = {
    "change": Change(gettext_lazy("Change the indicator"), gettext_lazy("Keep"), _definition, _change),
    "baseline": Change(
        gettext_lazy("Say how it was before"),
        gettext_lazy("Keep the baseline"),
        _baseline,
        _set_baseline,
        told=_told_of_baselines,
        cannot=_no_decision,
    ),
    "approve": Change(
        gettext_lazy("Approve the baseline"),
        gettext_lazy("Approve it"),
        no_fields,
        _approve,
        told=_told_of_approving,
        cannot=_nothing_to_approve,
        may=lambda asked: may_approve(asked.acting, asked.subject),
    ),
    "measure": Change(
        gettext_lazy("Note a measurement"),
        gettext_lazy("Keep the measurement"),
        _measure_form,
        _measure,
        told=_told_of_measuring,
        cannot=_no_baseline,
        may=_may_measure,
    ),
    "survey": FROM_SURVEY,
    "lead": Change(
        gettext_lazy("Let this indicator lead"),
        gettext_lazy("Yes, let it lead"),
        no_fields,
        _lead,
        told=lambda _asked: [_("Its measurements then say how much of the benefit has come.")],
    ),
    "end": Change(
        gettext_lazy("Measure it no longer"),
        gettext_lazy("End it"),
        no_fields,
        _end,
        told=lambda _asked: [_("What was measured stays. What is still owed is let go.")],
        danger=True,
    ),
}
CORRECT: Final = Change(
    gettext_lazy("Correct a measurement"),
    gettext_lazy("Keep the correction"),
    _measure_form,
    _measure,
    told=_told_of_measuring,
    cannot=lambda asked: (
        _("It has been corrected already.") if hasattr(asked.corrects, "corrected_by") else ""
    ),
    may=_may_measure,
)
