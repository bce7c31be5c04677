"""What the page of an initiative shows, put together from its rows; nothing in it asks the database again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.governance.parts.naming import body as body_name
from samspil.apps.governance.selectors.subjects import WaitingAbout
from samspil.apps.intake.selectors.codes import KLE, title_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.whole import Whole
from samspil.apps.portfolio.selectors.whole_rows import Taking
from samspil.apps.portfolio.types import Form
from samspil.apps.portfolio.views import initiative_facts, naming
from samspil.apps.portfolio.views.initiative_first import first
from samspil.apps.portfolio.views.initiative_going import asked_on, due_of, pages, shortened
from samspil.apps.portfolio.views.initiative_going import going as how_it_goes
from samspil.apps.portfolio.views.initiative_plan import plan
from samspil.apps.portfolio.views.promised import promises
from samspil.core.governance.language.known_words import REQUESTER
from samspil.kit.web.addresses import address, addresses
from samspil.wording.words import Words

Shown = dict[str, Any]
MOST_OF_A_PURPOSE: Final = 300
_CHANGES: Final = (
    *("role", "payer", "party", "goal", "milestone", "variant"),
    *("baseline", "ranking", "programme", "end"),
)


def context(whole: Whole, acting: Acting, now: datetime, words: Words) -> Shown:
    """Everything the template needs."""
    row, today = whole.initiative, timezone.localdate(now)
    may_change = whole.leads and row.is_open
    asked = due_of(whole, today)
    return {
        "initiative": row,
        "lead": shortened(row.purpose, MOST_OF_A_PURPOSE),
        "is_cut": len(row.purpose) > MOST_OF_A_PURPOSE,
        "may_lead": may_change,
        "keeps": may_change and may_keep_portfolio(acting),
        "is_own": whole.is_own,
        "owner": acting.organisation_name if whole.is_own else row.organisation.name,
        "crumbs": _crumbs(whole),
        "actions": _actions(row.public_id) if may_change else [],
        "change": {what: change_url(row.public_id, what) for what in _CHANGES} if may_change else {},
        "show_url": _show_url(whole, acting),
        "tabs": _tabs(row.public_id) if whole.is_own else [],
        "first": first(whole, asked, today),
        "standing": standing(whole, words),
        "promises": promises(whole, words),
        "reported_on": words.day(whole.reported.on) if whole.reported else "",
        "next": next_decision(whole, words),
        "members": [_member(one, acting, words) for one in whole.members],
        "matrix_url": address("portfolio:matrix") if whole.members else "",
        "common_url": _common_url(whole),
        "paces_url": addresses("portfolio:common")(row.public_id) if row.is_joint else "",
        **how_it_goes(whole, asked, today, words),
        "pages": pages(whole),
        "plan": plan(whole, today, words),
        **_beside(whole, acting, now, words),
    }


def _beside(whole: Whole, acting: Acting, now: datetime, words: Words) -> Shown:
    """Who and what belongs to it."""
    row = whole.initiative
    return {
        "roles": initiative_facts.roles(whole),
        "payers": initiative_facts.payers(whole),
        "parties": whole.parties,
        "variants": initiative_facts.variants(whole, words),
        "estimates": initiative_facts.estimates(whole, words),
        "hands": initiative_facts.hands(whole, acting, timezone.localdate(now), words),
        "staffing_url": addresses("portfolio:staffing")(row.public_id) if row.is_joint else "",
        "goals": whole.goals,
        "worth": words.number(row.value) if row.value is not None else "",
        "place": words.number(row.rank) if row.rank is not None else "",
        "kle": [(code, title_of(KLE, code, words.language)) for code in row.kle],
        "parts": initiative_facts.parts(whole, words),
        "is_programme": row.form == Form.PROGRAMME.value,
        "is_pilot": row.form == Form.PILOT.value,
        "programme": whole.programme,
        "withheld": initiative_facts.withheld(whole, words),
    }


def _crumbs(whole: Whole) -> list[tuple[str, str]]:
    found = [(_("Portfolio"), address("portfolio:initiatives"))]
    if whole.programme is not None:
        found.append((whole.programme.title, address("portfolio:initiative", whole.programme.public_id)))
    return [*found, (whole.initiative.number, "")]


def _tabs(initiative: UUID) -> list[Shown]:
    here = {"label": _("Initiative"), "url": addresses("portfolio:initiative")(initiative), "here": True}
    return [here, *(one for one in tabs(initiative, "", "") if one["url"])]


def _show_url(whole: Whole, acting: Acting) -> str:
    """Where a member shows an initiative of its own to its association; what is common it sees."""
    if not whole.is_own or not acting.code or whole.initiative.common or not may_keep_portfolio(acting):
        return ""
    return address("portfolio:show", whole.initiative.public_id)


def _actions(initiative: UUID) -> list[tuple[str, str]]:
    return [
        (_("Report status"), f"{addresses('portfolio:reports')(initiative)}#new-report"),
        (_("Change the details"), change_url(initiative, "details")),
    ]


def change_url(initiative: UUID, what: str) -> str:
    """Where a form of the initiative is."""
    return addresses("portfolio:initiative_change", what)(initiative)


def standing(whole: Whole, words: Words) -> Shown:
    """Where it is: its phase and since when, its light, and whether it rests or is over."""
    row = whole.initiative
    return {
        "form": naming.FORMS[row.form],
        "light": naming.LIGHTS[row.light],
        "colour": naming.LIGHT_COLOURS[row.light],
        "reported_on": words.day(row.reported_on) if row.reported_on else "",
        "phase": phase_name(whole, row.phase, words),
        "phase_since": words.day(row.phase_since) if row.phase_since else "",
        "deadline": words.day(row.legal_deadline) if row.legal_deadline else "",
        "end": naming.ENDS.get(row.end, ""),
        "ended_on": words.day(row.ended_on) if row.ended_on else "",
        "starts_on": words.day(row.starts_on) if row.starts_on else "",
        "next_name": row.next_name,
        "next_on": words.day(row.next_on) if row.next_on else "",
    }


def phase_name(whole: Whole, phase: str, words: Words) -> str:
    """A phase by its name in the project model; empty before the first and outside the models of the day."""
    for model in whole.models:
        project = model.spec.project_models.get(whole.initiative.project_model)
        if project is not None and phase in project.phases:
            return project.phases[phase].name.in_language(words.language)
    return ""


def next_decision(whole: Whole, words: Words) -> Shown:
    """Who decides next: the open matters, else the next gate in the plan."""
    gates = (one.row for one in whole.plan if one.row.is_gate and one.row.done_on is None)
    gate = next(gates, None)
    asked = whole.gate
    return {
        "waiting": [_matter(one, whole, words) for one in whole.waiting],
        "asked_on": asked_on(whole, words),
        "asked_phase": phase_name(whole, asked.phase, words) if asked else "",
        "gate_name": gate.name if gate else "",
        "gate_on": words.day(gate.expected_on) if gate else "",
    }


def _matter(one: WaitingAbout, whole: Whole, words: Words) -> Shown:
    is_gate = whole.gate is not None and one.matter == whole.gate.matter
    return {
        "number": one.case_number,
        "title": one.title,
        "is_gate": is_gate,
        "is_ours": not whole.is_own,
        "who": _who(one, whole, words),
        "due": words.day(timezone.localdate(one.due_at)) if one.due_at else "",
        "meets": words.short_moment(one.meets_at) if one.meets_at else "",
        "url": address("governance:matter", one.matter),
    }


def _who(one: WaitingAbout, whole: Whole, words: Words) -> str:
    """On whose table it is, by the names of the models of the day; a key is never shown."""
    sort, _space, key = one.body.partition(" ")
    if key == REQUESTER:
        return one.requester_name
    names = (body_name(model, one.body, words.language) for model in whole.own_models)
    found = next((name for name in names if name != key), "")
    return found or (_("The members") if sort == "members" else "")


def _member(one: Taking, acting: Acting, words: Words) -> Shown:
    """A member's line. Its own people find the way to their own plan from it."""
    is_ours = one.code == acting.code and bool(acting.code)
    notes = []
    if one.too_late:
        text = ngettext("%(n)s milestone too late", "%(n)s milestones too late", one.too_late)
        notes.append(text % {"n": one.too_late})
    if one.deviations:
        text = ngettext("%(n)s deviation from the plan", "%(n)s deviations from the plan", one.deviations)
        notes.append(text % {"n": one.deviations})
    return {
        "name": one.name,
        "pace": naming.PACES[one.pace],
        "since": words.day(one.pace_since),
        "function": one.function,
        "light": naming.LIGHTS[one.light],
        "colour": naming.LIGHT_COLOURS[one.light],
        "next_name": one.next_name,
        "next_on": words.day(one.next_on) if one.next_on else "",
        "end": words.day(one.expected_end) if one.expected_end else "",
        "notes": notes,
        "is_late": one.too_late > 0,
        "is_ours": is_ours,
        "url": address("portfolio:initiative", one.own) if is_ours and one.own else "",
    }


def _common_url(whole: Whole) -> str:
    """From a member's own part to the common initiative, and from that to the member's page about it."""
    row = whole.initiative
    if whole.is_own:
        return address("portfolio:initiative", whole.common) if whole.common else ""
    return address("portfolio:common", row.public_id)
