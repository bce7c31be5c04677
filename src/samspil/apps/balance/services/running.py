"""Opening a round, reminding those who have not answered, and closing it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.balance.models import Answer, Invited, Round
from samspil.apps.balance.services.comparing import tell_closed
from samspil.apps.balance.services.inviting import letters_of, tell
from samspil.apps.balance.services.preparing import held_round, refuse_who_may_not
from samspil.apps.balance.types import ROUND
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.mail.forgetting import take_back


@transaction.atomic
def open_round(round_: Round, *, acting: Acting, at: datetime) -> Round:
    """From now on those invited can answer; each gets a letter with a link.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_has_begun``, ``round_invites_nobody``,
            ``round_ends_before_today``.
    """
    refuse_who_may_not(acting)
    row = held_round(round_)
    if row.opened_at is not None:
        raise RefusedError(Problem("round_has_begun", {}))
    if row.answer_by < timezone.localdate(at):
        raise RefusedError(Problem("round_ends_before_today", {"day": row.answer_by.isoformat()}))
    people = _invited(row)
    if not people:
        raise RefusedError(Problem("round_invites_nobody", {}))
    row.opened_at = at
    row.save(update_fields=["opened_at"])
    tell(row, people, acting=acting, at=at)
    note(acting, at, "balance.round.opened", (ROUND, row.public_id), {"invited": len(people)})
    return row


@transaction.atomic
def remind(round_: Round, *, acting: Acting, at: datetime) -> int:
    """Another letter to those who have not answered; how many.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_is_not_open``.
    """
    refuse_who_may_not(acting)
    row = _open(round_)
    people = [one for one in _invited(row) if not one.has_answered]
    tell(row, people, acting=acting, at=at)
    note(acting, at, "balance.round.reminded", (ROUND, row.public_id), {"people": len(people)})
    return len(people)


@transaction.atomic
def close_round(round_: Round, *, acting: Acting, at: datetime) -> Round:
    """No more answers. From now on they are read, no longer know whose they are, and the addresses are gone.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_is_not_open``.
    """
    refuse_who_may_not(acting)
    row = _open(round_)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    own = {"organisation_id": row.organisation_id, "round": row}
    answers = Answer.objects.filter(**own)
    count = answers.count()
    answers.update(invited=None)
    Invited.objects.filter(**own).update(address="")
    take_back(row.organisation_id, letters_of(row))
    tell_closed(row)
    note(acting, at, "balance.round.closed", (ROUND, row.public_id), {"answers": count})
    return row


def _open(round_: Round) -> Round:
    row = held_round(round_)
    if row.opened_at is None or row.closed_at is not None:
        raise RefusedError(Problem("round_is_not_open", {}))
    return row


def _invited(row: Round) -> list[Invited]:
    return list(Invited.objects.filter(organisation_id=row.organisation_id, round=row).order_by("id"))
