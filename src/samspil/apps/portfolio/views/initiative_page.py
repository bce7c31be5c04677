"""What the page of an initiative shows, put together from its rows; nothing in it asks the database again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.governance.parts.naming import body as body_name
from samspil.apps.governance.selectors.subjects import WaitingAbout
from samspil.apps.intake.selectors.codes import KLE, title_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.whole import Other, Planned, Waits, Whole
from samspil.apps.portfolio.services.details import cheapest
from samspil.apps.portfolio.types import CostKind, Form, InitiativeRole
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.promised import amount, promises, work
from samspil.core.governance.language.known_words import REQUESTER
from samspil.kit.web.addresses import address, addresses
from samspil.wording.words import Words

Shown = dict[str, Any]
_ANY: Final = UUID(int=0)
_OF_A_MILESTONE: Final = ("move", "reach", "wait")


def context(whole: Whole, acting: Acting, now: datetime, words: Words, *, may_lead: bool) -> Shown:
    """Everything the template needs."""
    row, today = whole.initiative, timezone.localdate(now)
    may_change = may_lead and row.is_open
    # Looked up once: reversing an address is what a line of a long plan would cost most.
    urls = {what: address("portfolio:milestone_change", _ANY, what) for what in _OF_A_MILESTONE}
    return {
        "initiative": row,
        "may_lead": may_change,
        "is_own": whole.is_own,
        "owner": row.organisation.name,
        "crumbs": _crumbs(whole),
        "actions": _actions(row.public_id) if may_change else [],
        "standing": standing(whole, words),
        "promises": promises(whole, words),
        "reported_on": words.day(whole.reported.on) if whole.reported else "",
        "next": next_decision(whole, words),
        "members": [_member(one, acting, words) for one in whole.members],
        "matrix_url": address("portfolio:matrix") if whole.members else "",
        "common_url": _common_url(whole),
        "plan": [_milestone(one, today, urls, words) for one in whole.plan],
        "waits": [_waiting(plan, one, words) for plan in whole.plan for one in plan.waits_for],
        "holds_up": [_held_up(plan, one, words) for plan in whole.plan for one in plan.holds_up],
        "roles": roles(whole),
        "payers": payers(whole),
        "unclear": bool(whole.unclear_payers),
        "parties": whole.parties,
        "variants": variants(whole, words),
        "estimates": _estimates(whole, words) if len(whole.estimates) > 1 else [],
        "goals": whole.goals,
        "kle": [(code, title_of(KLE, code, words.language)) for code in row.kle],
        "parts": _parts(whole, words),
        "is_programme": row.form == Form.PROGRAMME.value,
        "is_pilot": row.form == Form.PILOT.value,
        "programme": whole.programme,
        "beside": _beside(whole),
    }


def _crumbs(whole: Whole) -> list[tuple[str, str]]:
    found = [(_("Portfolio"), address("portfolio:initiatives"))]
    if whole.programme is not None:
        found.append((whole.programme.title, address("portfolio:initiative", whole.programme.public_id)))
    return [*found, (whole.initiative.number, "")]


def _actions(initiative: UUID) -> list[tuple[str, str]]:
    return [(_("Change the details"), change_url(initiative, "details"))]


def change_url(initiative: UUID, what: str) -> str:
    """Where a form of the initiative is."""
    return address("portfolio:initiative_change", initiative, what)


def _beside(whole: Whole) -> list[tuple[str, str]]:
    """The other pages about the initiative, as far as they are built and its own organisation's."""
    if not whole.is_own:
        return []
    pages = [
        *([(_("Members and their paces"), "portfolio:common")] if whole.initiative.is_joint else []),
        (_("Phases and decisions"), "portfolio:phases"),
        (_("Status reports"), "portfolio:reports"),
        (_("Risks"), "portfolio:risks"),
        (_("Notes and lessons"), "portfolio:notes"),
        (_("Changes"), "portfolio:changes"),
        (_("People"), "portfolio:involvement"),
    ]
    found = [(label, address(view, whole.initiative.public_id)) for label, view in pages]
    return [(label, url) for label, url in found if url]


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
        "asked_on": words.day(timezone.localdate(asked.asked_at)) if asked else "",
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


def _member(one: Any, acting: Acting, words: Words) -> Shown:
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
        "name": one.member.name,
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


def _milestone(one: Planned, today: date, urls: dict[str, str], words: Words) -> Shown:
    row = one.row
    is_done = row.done_on is not None
    past_the_law = row.latest_on is not None and (row.done_on or row.expected_on) > row.latest_on
    return {
        "id": row.public_id,
        "name": row.name,
        "is_gate": row.is_gate,
        "planned": words.day(row.planned_on),
        "expected": words.day(row.expected_on),
        "is_pushed": row.expected_on != row.planned_on and not is_done,
        "pushed_by": one.pushed_by,
        "first": words.day(row.first_on),
        "has_moved": row.first_on != row.planned_on,
        "latest": words.day(row.latest_on) if row.latest_on else "",
        "past_the_law": past_the_law,
        "is_late": not is_done and (row.expected_on < today or past_the_law),
        "done": words.day(row.done_on) if row.done_on else "",
        "follows": row.common is not None and not row.deviation,
        "deviation": row.deviation,
        "moves": [
            {"at": words.day(timezone.localdate(move.at)), "was": words.day(move.was),
             "now": words.day(move.now), "reason": move.reason}
            for move in one.moves
        ],
        "is_open": not is_done,
        "urls": {what: url.replace(str(_ANY), str(row.public_id)) for what, url in urls.items()},
    }  # fmt: skip


def _waiting(plan: Planned, one: Waits, words: Words) -> Shown:
    return {
        "name": plan.row.name,
        "pushes": plan.row.pushed_by is not None and plan.pushed_by == one.other.name,
        "lag": _lag(one.lag_days),
        "end_url": address("portfolio:dependency_end", one.dependency),
        **_other(one.other, words),
        "is_theirs": not one.is_ours,
    }


def _held_up(plan: Planned, one: Other, words: Words) -> Shown:
    return {"name": plan.row.name, **_other(one, words)}


def _other(one: Other, words: Words) -> Shown:
    return {
        "other": one.name,
        "on": words.day(one.expected_on) if one.expected_on else "",
        "title": one.title,
        "url": address("portfolio:initiative", one.initiative) if one.initiative else "",
    }


def _lag(days: int) -> str:
    return ngettext("%(days)s day after", "%(days)s days after", days) % {"days": days} if days else ""


def roles(whole: Whole) -> list[Shown]:
    """Who answers, in the order of the roles; what nobody answers for is said."""
    found = []
    for role in InitiativeRole:
        holders = [one for one in whole.roles if one.role == role.value]
        if holders or role is not InitiativeRole.MEMBER:
            told = [(one.function, whole.people.get(one.person, "") if one.person else "") for one in holders]
            found.append({"name": naming.ROLES[role.value], "holders": told})
    return found


def payers(whole: Whole) -> list[Shown]:
    """Who pays for each kind of cost; where nobody is named it is unclear."""
    return [
        {
            "name": naming.COSTS[kind.value],
            "payers": [one for one in whole.payers if one.pays_for == kind.value],
        }
        for kind in CostKind
    ]


def variants(whole: Whole, words: Words) -> list[Shown]:
    """The ways that were weighed; the cheapest that complies is marked."""
    least = cheapest(list(whole.variants))
    return [
        {
            "id": one.pk,
            "name": one.name,
            "complies": one.complies,
            "cost": amount(one.cost_minor, None, words),
            "is_cheapest": least is not None and one.pk == least.pk,
            "is_chosen": one.is_chosen,
            "why": one.why,
        }
        for one in whole.variants
    ]


def _estimates(whole: Whole, words: Words) -> list[Shown]:
    url = addresses("governance:decision")
    return [
        {
            "number": one.sequence,
            "made": words.day(timezone.localdate(one.made_at)),
            "cost": amount(one.cost_minor, one.currency, words),
            "work": work(one.effort_hundredths, words) if one.effort_hundredths is not None else "",
            "end": words.day(one.ends_on) if one.ends_on else "",
            "reason": one.reason,
            "url": url(one.decision) if one.decision and whole.is_own else "",
        }
        for one in whole.estimates
    ]


def _parts(whole: Whole, words: Words) -> list[Shown]:
    url = addresses("portfolio:initiative")
    return [
        {
            "url": url(one.public_id),
            "number": one.number,
            "title": one.title,
            "light": naming.ENDS.get(one.end) or naming.LIGHTS[one.light],
            "colour": "neutral" if one.end else naming.LIGHT_COLOURS[one.light],
            "next_name": one.next_name,
            "next_on": words.day(one.next_on) if one.next_on else "",
            "end": words.day(one.expected_end) if one.expected_end else "",
        }
        for one in whole.parts
    ]
