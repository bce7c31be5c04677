"""How a gap is to be closed: who sees to it by when; that it is done, or dropped."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.models import CompetenceNeed, GapPlan
from samspil.apps.competences.selectors.access import may_say_need
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.people import Found, find_elsewhere
from samspil.apps.competences.services.readers import keep_loan_shown
from samspil.apps.competences.types import PLAN, NewPlan, Way
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By


@transaction.atomic
def plan(need: CompetenceNeed, new: NewPlan, *, acting: Acting, at: datetime) -> GapPlan:
    """Somebody of the organisation sees to it by a day. To borrow asks the member, who answers by itself.

    Raises:
        RefusedError: ``not_yours_to_say_competences``, ``need_has_ended``, ``plan_due_before_today``,
            ``plan_owner_unknown``, ``plan_people_out_of_range``, ``loan_of_nobody``,
            ``loan_ends_before_it_begins``.
    """
    today = timezone.localdate(at)
    row = CompetenceNeed.objects.select_for_update().get(pk=need.pk)
    _refuse(row, new, acting, today)
    asked = _asked_for(row, new, acting, today) if new.way is Way.BORROW else None
    made = GapPlan.objects.create(
        organisation_id=row.organisation_id,
        need=row,
        way=new.way.value,
        people=1 if asked else new.people,
        owner=new.owner,
        due_on=new.due_on,
        note=new.note.strip(),
        lender_id=asked.organisation_id if asked else None,
        findable=asked.public_id if asked else None,
        function=asked.function if asked else "",
        last_on=new.last_on if asked else None,
        made_at=at,
    )
    facts = {"need": row.public_id, "way": new.way.value, "owner": new.owner, "due_on": new.due_on}
    note(acting, at, "competences.plan.made", (PLAN, made.public_id), facts, {"note": made.note})
    if asked:
        keep_loan_shown(made, By(str(acting.person), at), on=today)
    return made


@transaction.atomic
def say_plan_done(given: GapPlan, *, acting: Acting, at: datetime) -> GapPlan:
    """It is done; done already it stays as it was said first.

    Raises:
        RefusedError: ``plan_is_anothers``.
    """
    row = _held(given, acting, at)
    if row.done_at is None and row.dropped_at is None:
        row.done_at, row.done_by = at, acting.person
        row.save(update_fields=["done_at", "done_by"])
        note(acting, at, "competences.plan.done", (PLAN, row.public_id))
    return row


@transaction.atomic
def drop_plan(given: GapPlan, *, acting: Acting, at: datetime) -> GapPlan:
    """It is given up. A member that was asked for somebody is asked no longer, nor lends by it.

    Raises:
        RefusedError: ``plan_is_anothers``.
    """
    row = _held(given, acting, at)
    if row.dropped_at is None:
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
        note(acting, at, "competences.plan.dropped", (PLAN, row.public_id))
        keep_loan_shown(row, By(str(acting.person), at), on=timezone.localdate(at))
    return row


def _held(given: GapPlan, acting: Acting, at: datetime) -> GapPlan:
    rows = GapPlan.objects.select_for_update(of=("self",)).select_related("need")
    row = rows.get(organisation_id=acting.organisation_id, pk=given.pk)
    may = may_say_need(acting, row.need.initiative, timezone.localdate(at))
    if row.owner != acting.person and not may:
        raise RefusedError(Problem("plan_is_anothers", {}))
    return row


def _refuse(need: CompetenceNeed, new: NewPlan, acting: Acting, today: date) -> None:
    if not may_say_need(acting, need.initiative, today):
        raise RefusedError(Problem("not_yours_to_say_competences", {}))
    if need.ended_at is not None:
        raise RefusedError(Problem("need_has_ended", {}))
    if new.due_on < today:
        raise RefusedError(Problem("plan_due_before_today", {"day": new.due_on.isoformat()}))
    if all(one.public_id != new.owner for one in list_people(acting.organisation_id, today)):
        raise RefusedError(Problem("plan_owner_unknown", {}))
    if new.way is not Way.BORROW and not 1 <= new.people <= need.people:
        raise RefusedError(Problem("plan_people_out_of_range", {"most": need.people}))


def _asked_for(need: CompetenceNeed, new: NewPlan, acting: Acting, today: date) -> Found:
    """Who is asked for: somebody who lets themselves be found today, and can what is needed."""
    scale = catalogue_of(acting.organisation_id).catalogue.scale
    there = find_elsewhere(acting, need.competence, need.level, scale, today)
    found = next((one for one in there if one.public_id == new.findable), None)
    if found is None:
        raise RefusedError(Problem("loan_of_nobody", {}))
    if new.last_on is None or new.last_on < today:
        raise RefusedError(Problem("loan_ends_before_it_begins", {}))
    return found
