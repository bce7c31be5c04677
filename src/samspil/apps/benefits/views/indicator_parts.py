"""An indicator on the page of its benefit: what it is, its baselines, its measurements, and what is due."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.benefits.forms.choices import AGGREGATIONS, GRADES, METHODS, READS
from samspil.apps.benefits.selectors.surveyed import PERCENT
from samspil.apps.benefits.selectors.whole import Whole
from samspil.apps.benefits.views.values import value
from samspil.apps.measurements.selectors.histories import BaselineVersion, History, Measured
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.states import State
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.wording.words import Words

Shown = dict[str, Any]
_CHANGES: Final = ("change", "end", "baseline", "approve", "measure", "survey", "lead")
_COLOURS: Final = {
    Light.GREEN.value: "success",
    Light.YELLOW.value: "warning",
    Light.RED.value: "danger",
    Light.GREY.value: "neutral",
}


def indicator(one: History, whole: Whole, acting: Acting, today: date, say: Words) -> Shown:
    """All of it."""
    is_alive = one.ended_on is None and whole.benefit.state != State.LAPSED.value
    may_measure = is_alive and (whole.may_change or one.measurer_person == acting.person) and whole.is_own
    draft = bool(one.baselines) and one.baselines[-1].approved_at is None
    return {
        "id": one.public_id,
        "name": one.name,
        "is_leading": one.public_id == whole.benefit.leading,
        "ended": say.day(one.ended_on) if one.ended_on else "",
        "light": light_word(one.light),
        "colour": _COLOURS[one.light],
        "latest": _latest(one, say),
        "facts": _facts(one, say),
        "due": _due(one, today, say),
        "baselines": [_baseline(version, one, whole, say) for version in reversed(one.baselines)],
        "measurements": [_measurement(row, one, say) for row in one.measurements],
        "more": max(0, one.count - len(one.measurements)),
        "change": {what: url(whole, one.public_id, what) for what in _CHANGES},
        "may_change": is_alive and whole.may_change,
        "may_measure": may_measure and bool(one.baselines),
        "may_take": is_alive and one.unit.strip() == PERCENT and may_take(one, whole, acting),
        "may_approve": is_alive and whole.may_approve and draft,
        "is_draft": draft,
        "may_correct": may_measure,
        "may_lead": is_alive and whole.may_change and one.reads != "nothing",
    }


def may_take(one: History, whole: Whole, acting: Acting) -> bool:
    """Whether somebody may take a share of a survey over: as a baseline, or as a measurement."""
    is_named = one.measurer_person == acting.person and bool(one.baselines)
    return whole.is_own and (whole.may_change or is_named)


def url(whole: Whole, indicator_id: UUID, what: str) -> str:
    """Where a form of an indicator is."""
    return address("benefits:indicator_change", whole.benefit.public_id, indicator_id, what)


def light_word(light: str) -> str:
    """What the newest value says, against what it was to be by then."""
    return {
        Light.GREEN.value: _("As planned"),
        Light.YELLOW.value: _("Watch"),
        Light.RED.value: _("Act"),
        Light.GREY.value: _("Not measured yet"),
    }[light]


def _latest(one: History, say: Words) -> str:
    if one.latest is None or one.latest_on is None:
        return ""
    told = {"value": value(one.latest, say, one.unit), "day": say.day(one.latest_on)}
    return _("%(value)s on %(day)s") % told


def _facts(one: History, say: Words) -> list[tuple[str, str]]:
    told = [
        (_("Definition"), one.definition),
        (_("Unit"), one.unit),
        (_("Source"), one.source),
        (_("How it is measured"), METHODS[one.method]),
        (_("Who measures"), one.measurer),
        (_("How often"), _often(one.every_months)),
        (_("What a value says"), READS[one.reads]),
        (_("Several values"), AGGREGATIONS[one.aggregation]),
        (_("Tolerance"), say.percent(Fraction(one.tolerance))),
        (_("What measuring costs"), _cost(one, say)),
    ]
    return [(str(key), str(said)) for key, said in told if said]


def _often(months: int) -> str:
    if not months:
        return _("3, 6, 12 and 24 months after it goes live, until full effect has been seen")
    return ngettext("Every month", "Every %(n)s months", months) % {"n": months}


def _cost(one: History, say: Words) -> str:
    return say.money(Money(one.cost_minor, one.currency)) if one.cost_minor is not None else ""


def _due(one: History, today: date, say: Words) -> Shown | None:
    if not one.owed_on or one.ended_on is not None:
        return None
    first = one.owed_on[0]
    late = sum(day < today for day in one.owed_on)
    return {
        "on": first,
        "said": say.weekday(first),
        "state": "late" if late else "ok",
        "then": [say.day(day) for day in one.owed_on[1:4]],
    }


def _baseline(said: BaselineVersion, one: History, whole: Whole, say: Words) -> Shown:
    return {
        "number": said.sequence,
        "value": value(said.value, say, one.unit),
        "on": say.day(said.on),
        "n": said.n,
        "method": said.method,
        "reason": said.reason,
        "decision_url": address("governance:decision", said.decision)
        if said.decision and whole.is_own
        else "",
        "approved": say.day(timezone.localdate(said.approved_at)) if said.approved_at else "",
        "targets": [
            {"on": say.day(day), "value": value(wanted, say, one.unit)} for day, wanted in said.targets
        ],
    }


def _measurement(row: Measured, one: History, say: Words) -> Shown:
    replaced_by = next((new for new in one.measurements if new.public_id == row.corrected_by), None)
    notes = [row.evidence, row.comment]
    if row.attributed != 1:
        notes.insert(0, _("%(share)s is its doing") % {"share": say.percent(Fraction(row.attributed))})
    return {
        "id": row.public_id,
        "period": f"{say.day(row.first)} – {say.day(row.last)}",
        "value": value(row.value, say, one.unit),
        "where": row.where,
        "n": row.n,
        "grade": GRADES[row.grade],
        "notes": [note for note in notes if note],
        "is_corrected": row.corrected_by is not None,
        "corrected_to": value(replaced_by.value, say, one.unit) if replaced_by else "",
        "corrects": row.corrects is not None,
    }
