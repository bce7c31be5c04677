"""The steps: taken on by somebody by a day, done, or dropped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.how_far import how_far
from samspil.apps.systems.selectors.named import names_of_uses
from samspil.apps.targets.models import Step
from samspil.apps.targets.rights import may_draw
from samspil.apps.targets.selectors.radar import standing
from samspil.apps.targets.services.picturing import refuse_who_may_not
from samspil.apps.targets.types import MOST_STEPS, STEP, Kind, NewStep
from samspil.core.errors import Problem


@transaction.atomic
def add_step(kind: Kind, new: NewStep, *, acting: Acting, at: datetime) -> Step:
    """Somebody of the organisation takes a step by a day, and owes it until it is done or dropped.

    The same step again, of the same owner and day, is the one that is there.

    Raises:
        RefusedError: ``not_yours_to_draw``, ``step_ends_before_it_starts``, ``step_due_before_today``,
            ``step_owner_unknown``, ``step_tied_to_nothing``, ``too_many_steps``.
    """
    refuse_who_may_not(acting)
    _refuse(new, acting, at)
    rows = Step.objects.filter(organisation_id=acting.organisation_id, kind=kind.value, dropped_at=None)
    there = rows.filter(what=new.what, owner=new.owner, due_on=new.due_on).first()
    if there is not None:
        return there
    if rows.count() >= MOST_STEPS:
        raise RefusedError(Problem("too_many_steps", {"limit": MOST_STEPS}))
    row = Step.objects.create(
        organisation_id=acting.organisation_id,
        kind=kind.value,
        what=new.what,
        owner=new.owner,
        starts_on=new.starts_on,
        due_on=new.due_on,
        initiative=new.initiative,
        system=new.system,
        competence=new.competence,
        technology=new.technology,
        taken_on_at=at,
    )
    tied = {"initiative": new.initiative, "system": new.system, "competence": new.competence}
    facts = {"kind": kind.value, "owner": new.owner, "due_on": new.due_on, **tied}
    note(
        acting,
        at,
        "targets.step.taken_on",
        (STEP, row.public_id),
        facts,
        {"what": new.what, "technology": new.technology},
    )
    return row


@transaction.atomic
def say_done(step: Step, *, acting: Acting, at: datetime) -> Step:
    """It is done; done already it stays as it was said first.

    Raises:
        RefusedError: ``step_is_anothers``, ``step_is_dropped``.
    """
    if step.owner != acting.person and not may_draw(acting):
        raise RefusedError(Problem("step_is_anothers", {}))
    row = _held(step)
    if row.dropped_at is not None:
        raise RefusedError(Problem("step_is_dropped", {}))
    if row.done_at is None:
        row.done_at, row.done_by = at, acting.person
        row.save(update_fields=["done_at", "done_by"])
        note(acting, at, "targets.step.done", (STEP, row.public_id))
    return row


@transaction.atomic
def drop_step(step: Step, *, acting: Acting, at: datetime) -> Step:
    """It is not taken after all, and counts no more; what is done is not dropped.

    Raises:
        RefusedError: ``not_yours_to_draw``, ``step_is_done``.
    """
    refuse_who_may_not(acting)
    row = _held(step)
    if row.done_at is not None:
        raise RefusedError(Problem("step_is_done", {}))
    if row.dropped_at is None:
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
        note(acting, at, "targets.step.dropped", (STEP, row.public_id))
    return row


def _refuse(new: NewStep, acting: Acting, at: datetime) -> None:
    today, owner = timezone.localdate(at), acting.organisation_id
    if new.starts_on is not None and new.due_on < new.starts_on:
        raise RefusedError(Problem("step_ends_before_it_starts", {}))
    if new.due_on < today:
        raise RefusedError(Problem("step_due_before_today", {"day": new.due_on.isoformat()}))
    if all(one.public_id != new.owner for one in list_people(owner, today)):
        raise RefusedError(Problem("step_owner_unknown", {}))
    tied = new.initiative is None or new.initiative in how_far(owner, [new.initiative])
    if not tied or (new.system is not None and new.system not in names_of_uses(owner, [new.system])):
        raise RefusedError(Problem("step_tied_to_nothing", {}))
    if new.competence and new.competence not in catalogue_of(owner).catalogue.competences:
        raise RefusedError(Problem("step_tied_to_nothing", {}))
    if new.technology and new.technology not in {one.technology for one in standing(owner)}:
        raise RefusedError(Problem("step_tied_to_nothing", {}))


def _held(step: Step) -> Step:
    rows = Step.objects.select_for_update(of=("self",))
    return rows.get(organisation_id=step.organisation_id, pk=step.pk)
