"""The meeting: what is agreed about a question, who does what by when, and that it is done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.balance.models import Action, Agreed, Round
from samspil.apps.balance.rights import may_lead
from samspil.apps.balance.selectors.dialogues import dialogue_of
from samspil.apps.balance.services.preparing import held_round, refuse_who_may_not
from samspil.apps.balance.types import ACTION, ROUND, NewAction
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem


@transaction.atomic
def agree(round_: Round, question: str, text: str, *, acting: Acting, at: datetime) -> None:
    """Write down what is agreed about a question; again, in other words, until it is right.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_is_not_closed``.
        NotFoundError: the round asks no such question.
    """
    row = _at_the_meeting(round_, question, acting)
    Agreed.objects.update_or_create(
        organisation_id=row.organisation_id,
        round=row,
        question=question,
        defaults={"text": text, "noted_at": at, "noted_by": acting.person},
    )
    note(acting, at, "balance.round.agreed", (ROUND, row.public_id), {"question": question}, {"text": text})


@transaction.atomic
def take_on(round_: Round, question: str, new: NewAction, *, acting: Acting, at: datetime) -> Action:
    """Somebody of the organisation does something by a day, and owes it until it is done.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_is_not_closed``, ``action_due_before_today``,
            ``action_owner_unknown``.
        NotFoundError: the round asks no such question.
    """
    row, today = _at_the_meeting(round_, question, acting), timezone.localdate(at)
    if new.due_on < today:
        raise RefusedError(Problem("action_due_before_today", {"day": new.due_on.isoformat()}))
    if all(one.public_id != new.owner for one in list_people(row.organisation_id, today)):
        raise RefusedError(Problem("action_owner_unknown", {}))
    action = Action.objects.create(
        organisation_id=row.organisation_id,
        round=row,
        question=question,
        what=new.what,
        owner=new.owner,
        due_on=new.due_on,
        taken_on_at=at,
    )
    facts = {"question": question, "owner": new.owner, "due_on": new.due_on, "round": row.public_id}
    note(acting, at, "balance.action.taken_on", (ACTION, action.public_id), facts, {"what": new.what})
    return action


@transaction.atomic
def say_done(action: Action, *, acting: Acting, at: datetime) -> Action:
    """It is done; done already it stays as it was said first.

    Raises:
        RefusedError: ``action_is_anothers``: neither whoever took it on says so nor who leads.
    """
    if action.owner != acting.person and not may_lead(acting):
        raise RefusedError(Problem("action_is_anothers", {}))
    rows = Action.objects.select_for_update(of=("self",))
    row = rows.get(organisation_id=action.organisation_id, pk=action.pk)
    if row.done_at is not None:
        return row
    row.done_at, row.done_by = at, acting.person
    row.save(update_fields=["done_at", "done_by"])
    note(acting, at, "balance.action.done", (ACTION, row.public_id))
    return row


def _at_the_meeting(round_: Round, question: str, acting: Acting) -> Round:
    refuse_who_may_not(acting)
    row = held_round(round_)
    if row.closed_at is None:
        raise RefusedError(Problem("round_is_not_closed", {}))
    if question not in dialogue_of(row.version).questions:
        raise NotFoundError(question)
    return row
