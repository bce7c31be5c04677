"""What the page of an initiative's phases shows: where it is, what its gate needs, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.governance.parts import naming
from samspil.apps.governance.selectors.subjects import how_it_went
from samspil.apps.organisations.selectors import holders_of, list_units, names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.following import EnterModelForm
from samspil.apps.portfolio.forms.gates import AskForm, CriterionForm, DocumentForm
from samspil.apps.portfolio.selectors.access import may_lead
from samspil.apps.portfolio.selectors.gates import (
    answers_of,
    documents_of,
    gates_of,
    lacking_at,
    parts_at_stake,
    waiting_gate,
)
from samspil.apps.portfolio.selectors.project_models import (
    Offered,
    facts_of,
    followed_by,
    known_of,
    said_of,
)
from samspil.apps.portfolio.selectors.training import in_words, registered, trained_on
from samspil.apps.portfolio.types import Outcome
from samspil.apps.portfolio.views.model_choices import model_choices
from samspil.core.governance.language.commitments import GateCriterion, Phase
from samspil.core.governance.language.commitments import PhaseDocument as Document
from samspil.core.portfolio.phases import phases_that_hold
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

OUTCOMES: Final = {
    Outcome.GO.value: gettext_lazy("Gone on"),
    Outcome.REWORK.value: gettext_lazy("Sent back for rework"),
    Outcome.PAUSE.value: gettext_lazy("Paused"),
    Outcome.STOP.value: gettext_lazy("Stopped"),
    Outcome.LAPSED.value: gettext_lazy("Not decided: withdrawn or too late"),
    "": gettext_lazy("Waits for a decision"),
}
_COLOURS: Final = {
    Outcome.GO.value: "success",
    Outcome.REWORK.value: "warning",
    Outcome.PAUSE.value: "warning",
    Outcome.STOP.value: "danger",
}


@dataclass(frozen=True)
class Sent:
    """A form of the page that was refused, and which document or criterion it was of."""

    about: str = ""
    form: Any = None
    refusal: str = ""


NOTHING: Final = Sent()


def gates_context(initiative: Any, acting: Acting, on: date, sent: Sent = NOTHING) -> dict[str, Any]:
    """What `parts/gates.html` shows: the phases, what the gate needs, who is trained, what was decided."""
    followed = followed_by(initiative, on)
    phase = followed.project.phases.get(initiative.phase) if followed else None
    waiting = waiting_gate(initiative)
    leads = may_lead(acting, initiative, on) and initiative.is_open
    context: dict[str, Any] = {
        "outside": initiative.outside_model_because,
        "is_outside": not initiative.project_model,
        "follows_common": initiative.common is not None,
        "enter_form": _entering(initiative, acting, on, sent) if leads else None,
        "is_gone": bool(initiative.project_model) and phase is None,
        "steps": _steps(initiative, followed, on) if followed else [],
        "project_model": followed.project.name.in_language(language()) if followed else "",
        "trained": _trained(followed, acting, on) if followed else [],
        "said": _said_of(initiative, followed) if followed else [],
        "attempts": _attempts(initiative, followed),
        "waiting": _waiting(waiting.matter) if waiting else None,
        "is_paused": initiative.is_paused,
        "goes_on": _goes_on(initiative),
        "may_change": leads and waiting is None,
    }
    if followed is not None and phase is not None and initiative.is_open:
        context |= _needed(initiative, phase, sent)
        context["ask_form"] = (
            _asking(initiative, followed, acting, on, sent) if leads and not waiting else None
        )
    return context


def _steps(initiative: Any, followed: Offered, on: date) -> list[dict[str, Any]]:
    holding = phases_that_hold(followed.project, facts_of(initiative, followed.model, on))
    order = list(followed.project.phases)
    here = order.index(initiative.phase) if initiative.phase in order else -1
    return [
        {"title": spec.name.in_language(language()), **_state(key, place, here, holding, initiative)}
        for place, (key, spec) in enumerate(followed.project.phases.items())
    ]


def _state(key: str, place: int, here: int, holding: tuple[str, ...], initiative: Any) -> dict[str, str]:
    if place == here and not initiative.end:
        since = words().day(initiative.phase_since) if initiative.phase_since else ""
        return {"state": "current", "when": _("since %(day)s") % {"day": since} if since else ""}
    if key not in holding:
        return {"state": "skipped", "note": _("Does not apply to this initiative.")}
    if place < here or (place == here and initiative.end == "completed"):
        return {"state": "done"}
    return {"state": "refused" if initiative.end else "future"}


def _trained(followed: Offered, acting: Acting, on: date) -> list[tuple[str, list[dict[str, str]]]]:
    """The roles that are to be trained in the project model, who holds them, and when they were trained."""
    roles = followed.project.trained_roles
    if not roles:
        return []
    held = holders_of(acting.organisation_id, roles, on)
    days = trained_on(acting.organisation_id, followed.key, (person for _role, person, _name in held))
    return [
        (
            followed.model.spec.roles[role].name.in_language(language()),
            [
                {"name": name, "day": words().day(days[person]) if person in days else ""}
                for one, person, name in held
                if one == role
            ],
        )
        for role in roles
    ]


def _said_of(initiative: Any, followed: Offered) -> list[dict[str, Any]]:
    """What was answered when a gate was asked for: what, by whom, when; by the register, or by hand."""
    told = said_of(initiative, followed)
    names = names_of(one.by for one in told)
    return [
        {
            "name": naming.attribute(followed.model, one.attribute, language()),
            "value": naming.value(followed.model, one.attribute, one.value, words()),
            "by": names.get(one.by, ""),
            "on": words().day(one.on),
            "is_registered": one.is_registered,
            "because": one.because,
        }
        for one in told
    ]


def _attempts(initiative: Any, followed: Offered | None) -> list[dict[str, Any]]:
    """Every attempt at a gate, the newest first."""
    phases_known: Mapping[str, Phase] = followed.project.phases if followed else {}

    def called(key: str) -> str:
        return phases_known[key].name.in_language(language()) if key in phases_known else ""

    return [
        {
            "phase": called(one.phase) or _("A phase of an earlier model"),
            "attempt": one.attempt,
            "outcome": OUTCOMES[one.outcome],
            "colour": _COLOURS.get(one.outcome, "neutral"),
            "to": called(one.to_phase),
            "on": words().day(timezone.localdate(one.decided_at)) if one.decided_at else "",
            "url": address("governance:decision", one.decision) if one.decision else "",
        }
        for one in reversed(gates_of(initiative))
    ]


def _entering(initiative: Any, acting: Acting, on: date, sent: Sent) -> EnterModelForm | None:
    """For what is outside a project model, where there is one to follow; not for a part of what is common."""
    models = model_choices(acting, on)
    if initiative.project_model or initiative.common is not None or not models:
        return None
    if isinstance(sent.form, EnterModelForm):
        return sent.form
    first = {"outside_model_because": initiative.outside_model_because}
    return EnterModelForm(models=models, initial=first)


def _goes_on(initiative: Any) -> str:
    """Why what was decided to be stopped is under way; nothing where that was not so."""
    last = next(reversed(gates_of(initiative)), None)
    if not initiative.is_open or last is None or last.outcome != Outcome.STOP.value:
        return ""
    return str(initiative.legal_source)


def _waiting(matter: UUID) -> dict[str, Any]:
    went = how_it_went(matter)
    return {"number": went.case_number if went else "", "url": address("governance:matter", matter)}


def _needed(initiative: Any, phase: Phase, sent: Sent) -> dict[str, Any]:
    ready, answers = documents_of(initiative, initiative.phase), answers_of(initiative, initiative.phase)
    lack = lacking_at(phase, ready, answers)
    tongue = language()
    criteria = phase.gate.criteria if phase.gate else {}
    gate = phase.gate.name.in_language(tongue) if phase.gate else ""
    return {
        "phase_name": phase.name.in_language(tongue),
        "gate_name": gate or _("Leave the phase %(phase)s") % {"phase": phase.name.in_language(tongue)},
        "documents": [_document(key, one, ready.get(key), sent) for key, one in phase.documents.items()],
        "criteria": [_criterion(key, one, answers.get(key), sent) for key, one in criteria.items()],
        "lacks": [
            *(phase.documents[key].name.in_language(tongue) for key in lack.documents),
            *(criteria[key].name.in_language(tongue) for key in (*lack.unanswered, *lack.unmet)),
        ],
    }


def _document(key: str, spec: Document, row: Any, sent: Sent) -> dict[str, Any]:
    place = row.place if row else ""
    return {
        "key": key,
        "name": spec.name.in_language(language()),
        "required": spec.required,
        "place": place,
        "is_link": place.startswith(("https://", "http://")),
        "on": words().day(row.ready_on) if row else "",
        "form": _own(sent, key, DocumentForm)
        or DocumentForm(prefix=prefix_of("d", key), initial={"place": place}),
    }


def _criterion(key: str, spec: GateCriterion, row: Any, sent: Sent) -> dict[str, Any]:
    return {
        "key": key,
        "name": spec.name.in_language(language()),
        "required": spec.required,
        "answer": row,
        "form": _own(sent, key, CriterionForm)
        or CriterionForm(prefix=prefix_of("c", key), initial=_said(row)),
    }


def _own(sent: Sent, key: str, form: type) -> Any:
    return sent.form if sent.about == key and isinstance(sent.form, form) else None


def _said(row: Any) -> dict[str, str]:
    return {"is_met": "yes" if row.is_met else "no", "evidence": row.evidence} if row else {}


def prefix_of(sort: str, key: str) -> str:
    """What the fields of one of several forms on the page begin with."""
    return f"{sort}_{key}"[:70]


def _asking(initiative: Any, followed: Offered, acting: Acting, on: date, sent: Sent) -> AskForm:
    if isinstance(sent.form, AskForm):
        return sent.form
    return ask_form(initiative, followed, acting, on)


def ask_form(initiative: Any, followed: Offered, acting: Acting, on: date, data: Any = None) -> AskForm:
    """What the gate asks for, with what is known already."""
    units = [(str(one.public_id), one.name) for one in list_units(acting.organisation_id, on)]
    known = dict(known_of(initiative, followed.model))
    parts = [one.title for one in parts_at_stake(initiative)]
    first = {"unit": acting.unit or ""}
    lacking = _may_lack(followed.project.phases.get(initiative.phase))
    form = AskForm(followed, known, units, language(), data, parts=parts, lacking=lacking, initial=first)
    for key, one in registered(initiative, followed, on).items():
        form.take_from_register(key, one.is_trained, in_words(one, words()))
    return form


def _may_lack(phase: Phase | None) -> list[str]:
    """What the gate of a phase can be asked for without, when it is said why."""
    if phase is None:
        return []
    asked = {"without_baseline": phase.needs_baselines, "without_line_owner": phase.needs_line_owners}
    return [name for name, is_asked in asked.items() if is_asked]
