"""Starting initiatives, saying who answers for them, what they were first estimated at, and how they end."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.subjects import approvals_about
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.services import next_case_number
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Estimate, Initiative, RoleHolder
from samspil.apps.portfolio.rights import may_start
from samspil.apps.portfolio.selectors.access import SHARED, access_initiative
from samspil.apps.portfolio.selectors.gates import open_parts, refusal_to_stop
from samspil.apps.portfolio.services.entering import enter_model
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import (
    NATURES_OF_A_BASELINE,
    End,
    Form,
    InitiativeRole,
    NewEstimate,
    NewInitiative,
)
from samspil.core.errors import Problem
from samspil.kit.periods import on as in_period
from samspil.kit.sharing import door

DEEPEST_PROGRAMME: Final = 5


@transaction.atomic
def start(
    new: NewInitiative, estimate: NewEstimate | None = None, *, acting: Acting, at: datetime
) -> Initiative:
    """An initiative with its first estimate, which is kept for ever.

    Raises:
        RefusedError: one may not start anything, or what is said does not hold together.
        NotFoundError: the programme is not there, or the common initiative is not shared with us.
    """
    if not may_start(acting):
        raise RefusedError(Problem("not_yours_to_start", {}))
    today = timezone.localdate(at)
    check(new)
    if new.common is not None and door.granted_by(SHARED, new.common, today) is None:
        raise NotFoundError(str(new.common))
    programme = access_initiative(acting, new.programme) if new.programme else None
    if programme is not None:
        check_programme(programme)
    initiative = write(new, acting.organisation_id, programme, at=at)
    enter_model(initiative, today)
    facts = {"form": new.form.value, "is_mandatory": new.is_mandatory, "matter": new.matter}
    tell(initiative, "initiative.started", facts, {"title": new.title}, acting=acting, at=at)
    if estimate is not None:
        keep_estimate(initiative, estimate, acting=acting, at=at)
    return initiative


def write(new: NewInitiative, owner: int, programme: Initiative | None, *, at: datetime) -> Initiative:
    """The row of an initiative, numbered; within a transaction, and without a word in the journal yet."""
    return Initiative.objects.create(
        organisation_id=owner,
        number=next_case_number(owner, timezone.localdate(at).year),
        title=" ".join(new.title.split()),  # a title is one line
        purpose=new.purpose.strip(),
        form=new.form.value,
        is_mandatory=new.is_mandatory,
        legal_source=new.legal_source.strip(),
        legal_deadline=new.legal_deadline,
        programme=programme,
        common=new.common,
        matter=new.matter,
        project_model=new.project_model,
        outside_model_because=new.outside_model_because.strip(),
        facts=dict(new.facts),
        areas=list(new.areas),
        kle=list(new.kle),
        hypothesis=new.hypothesis.strip(),
        starts_on=new.starts_on,
        expected_end=new.ends_on,
        started_at=at,
        changed_at=at,
    )


def check(new: NewInitiative) -> None:
    """What is said of a new initiative holds together.

    Raises:
        RefusedError: ``initiative_needs_a_title``, ``mandatory_needs_a_legal_source``,
            ``ends_before_it_starts``, ``pilot_needs_a_hypothesis``.
    """
    if not new.title.strip():
        raise RefusedError(Problem("initiative_needs_a_title", {}))
    if new.is_mandatory and not new.legal_source.strip():
        raise RefusedError(Problem("mandatory_needs_a_legal_source", {}))
    if new.form is Form.PILOT and not new.hypothesis.strip():
        raise RefusedError(Problem("pilot_needs_a_hypothesis", {}))
    check_period(new.starts_on, new.ends_on)


def check_period(starts_on: date | None, ends_on: date | None) -> None:
    """Nothing ends before it starts.

    Raises:
        RefusedError: ``ends_before_it_starts``.
    """
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise RefusedError(Problem("ends_before_it_starts", {"starts_on": starts_on, "ends_on": ends_on}))


def check_programme(programme: Initiative, inside: Initiative | None = None) -> None:
    """Only a programme holds others, none is inside itself, and they do not nest without end.

    Raises:
        RefusedError: ``not_a_programme``, ``programme_inside_itself``, ``programmes_too_deep``.
    """
    if programme.form != Form.PROGRAMME.value:
        raise RefusedError(Problem("not_a_programme", {"title": programme.title}))
    above: Initiative | None = programme
    for _level in range(DEEPEST_PROGRAMME):
        if above is None:
            return
        if inside is not None and above.pk == inside.pk:
            raise RefusedError(Problem("programme_inside_itself", {"title": inside.title}))
        above = above.programme
    raise RefusedError(Problem("programmes_too_deep", {"most": DEEPEST_PROGRAMME}))


@transaction.atomic
def put_in_programme(
    initiative: Initiative, programme: Initiative | None, *, acting: Acting, at: datetime
) -> None:
    """An initiative becomes a part of a programme, or of none."""
    check_leads(acting, initiative, at)
    if programme is not None:
        check_programme(programme, initiative)
    initiative.programme = programme
    initiative.changed_at = at
    initiative.save(update_fields=["programme", "changed_at"])
    to = programme.number if programme else ""
    tell(initiative, "initiative.put_in_programme", {"programme": to}, acting=acting, at=at)


def keep_estimate(
    initiative: Initiative,
    estimate: NewEstimate,
    *,
    acting: Acting | None,
    at: datetime,
    decision: UUID | None = None,
    reason: str = "",
) -> Estimate:
    """A row is added; the first is the first for ever, each later baseline was made by a decision.

    Raises:
        RefusedError: ``baseline_needs_a_decision``, ``ends_before_it_starts``.
    """
    check_period(estimate.starts_on, estimate.ends_on)
    sequence = initiative.estimates.count() + 1
    if sequence > 1 and decision not in _lets_a_new_baseline(initiative):
        raise RefusedError(Problem("baseline_needs_a_decision", {}))
    row = Estimate.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        sequence=sequence,
        decision=decision,
        reason=reason.strip(),
        made_at=at,
        cost_minor=estimate.cost.minor if estimate.cost else None,
        effort_hundredths=estimate.effort.hundredths if estimate.effort else None,
        starts_on=estimate.starts_on,
        ends_on=estimate.ends_on,
    )
    facts = {key: str(value) for key, value in asdict(estimate).items() if value is not None}
    tell(
        initiative,
        "initiative.estimated",
        {"sequence": sequence, "decision": decision, **facts},
        {"reason": reason},
        acting=acting,
        at=at,
    )
    return row


def _lets_a_new_baseline(initiative: Initiative) -> set[UUID]:
    """The decisions that passed a gate of the initiative, or approved a change to it."""
    found = approvals_about(initiative.organisation_id, initiative.public_id, NATURES_OF_A_BASELINE)
    return {one.decision for one in found}


@transaction.atomic
def new_baseline(
    initiative: Initiative,
    estimate: NewEstimate,
    *,
    decision: UUID,
    reason: str,
    acting: Acting,
    at: datetime,
) -> Estimate:
    """A later estimate, made by a decision about this initiative."""
    check_leads(acting, initiative, at)
    return keep_estimate(initiative, estimate, acting=acting, at=at, decision=decision, reason=reason)


@transaction.atomic
def name(
    initiative: Initiative,
    role: InitiativeRole,
    function: str,
    *,
    person: UUID | None = None,
    acting: Acting,
    at: datetime,
) -> RoleHolder:
    """Somebody answers for something from today; who did before does no longer (members of it stay)."""
    check_leads(acting, initiative, at)
    if not function.strip():
        raise RefusedError(Problem("function_is_missing", {}))
    today = timezone.localdate(at)
    if role is not InitiativeRole.MEMBER:
        _end_roles(initiative, role, today)
    holder = RoleHolder.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        role=role.value,
        person=person,
        function=function.strip(),
        valid_from=today,
    )
    facts = {"role": role.value, "person": person}
    tell(initiative, "initiative.role_given", facts, {"function": function}, acting=acting, at=at)
    return holder


def _end_roles(initiative: Initiative, role: InitiativeRole, today: date) -> None:
    """A period has a day: who was named today and is replaced today was never there."""
    holders = initiative.role_holders.filter(in_period(today), role=role.value)
    holders.filter(valid_from=today).delete()
    holders.filter(valid_from__lt=today).update(valid_to=today)


@transaction.atomic
def end(initiative: Initiative, how: End, *, learned: str, acting: Acting, at: datetime) -> None:
    """An initiative is over; its history, estimates and benefits stay.

    Raises:
        RefusedError: it is over already, the law demands it and it would be stopped, parts are still under
            way (they are named), or a pilot taught nothing.
    """
    check_leads(acting, initiative, at)
    write_end(initiative, how, learned=learned, acting=acting, at=at)


def write_end(initiative: Initiative, how: End, *, learned: str, acting: Acting | None, at: datetime) -> None:
    """The end alone, once somebody who leads, or a decision, has said so; within a transaction."""
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    refused = refusal_to_stop(initiative) if how is End.STOPPED else None
    if refused is not None:
        raise RefusedError(refused)
    parts = ", ".join(one.title for one in open_parts(initiative))
    if parts:
        raise RefusedError(Problem("programme_has_open_parts", {"title": initiative.title, "parts": parts}))
    if initiative.form == Form.PILOT.value and not learned.strip():
        raise RefusedError(Problem("pilot_says_what_was_learned", {}))
    initiative.end = how.value
    initiative.ended_on = timezone.localdate(at)
    initiative.learned = learned.strip()
    initiative.changed_at = at
    initiative.save(update_fields=["end", "ended_on", "learned", "changed_at"])
    tell(initiative, "initiative.ended", {"how": how.value}, {"learned": learned}, acting=acting, at=at)
