"""An organisation agrees to be compared with the members that have agreed too, and no longer does.

What they read is a summary of the newest closed round, of all groups together; nobody is let in to an answer.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.balance.models import ComparedBalance, Round
from samspil.apps.balance.selectors.dialogues import find_dialogue
from samspil.apps.balance.selectors.over_time import newest_of, told_of
from samspil.apps.balance.services.preparing import refuse_who_may_not
from samspil.apps.balance.types import SHARED_BALANCE
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

PURPOSE = "how a balance check came out, to be compared"


@transaction.atomic
def agree_to_compare(key: str, *, acting: Acting, at: datetime) -> ComparedBalance:
    """From now on the members read how the newest round came out, and one reads theirs; again it stays so.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``.
        NotFoundError: there is no such dialogue.
    """
    refuse_who_may_not(acting)
    find_dialogue(acting.organisation_id, key)
    row, is_new = ComparedBalance.objects.get_or_create(
        organisation_id=acting.organisation_id,
        key=key,
        defaults={"agreed_at": at, "agreed_by": acting.person},
    )
    if is_new:
        note(acting, at, "balance.compared.agreed", (SHARED_BALANCE, row.public_id), {"dialogue": key})
        _sum_up(row, newest_of(acting.organisation_id, key))
        _keep_shown(row, By(str(acting.person), at), on=timezone.localdate(at))
    return row


@transaction.atomic
def stop_comparing(key: str, *, acting: Acting, at: datetime) -> None:
    """Nobody reads it from this moment; again it changes nothing.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``.
    """
    refuse_who_may_not(acting)
    rows = ComparedBalance.objects.filter(organisation_id=acting.organisation_id, key=key)
    for row in rows.select_for_update():
        by, on = By(str(acting.person), at), timezone.localdate(at)
        door.keep_to(row.organisation_id, (), (SHARED_BALANCE, row.public_id), PURPOSE, by, on=on)
        note(acting, at, "balance.compared.ended", (SHARED_BALANCE, row.public_id), {"dialogue": key})
        row.delete()


def tell_closed(round_: Round) -> None:
    """A round has been closed: where its organisation has agreed, it is what the others read from now on."""
    rows = ComparedBalance.objects.filter(organisation_id=round_.organisation_id, key=round_.version.key)
    for row in rows:
        _sum_up(row, round_)


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """The fellows of today read what an organisation has agreed to show; for how many that was otherwise."""
    on, by = timezone.localdate(at), By("clock", at)
    rows = list(ComparedBalance.objects.filter(organisation_id=organisation_id))
    return sum(_keep_shown(row, by, on=on) for row in rows)


def _sum_up(row: ComparedBalance, round_: Round | None) -> None:
    if round_ is not None and round_.closed_at is not None:
        row.closed_on = timezone.localdate(round_.closed_at)
        row.cells = told_of(round_)
        row.save(update_fields=["closed_on", "cells"])


def _keep_shown(row: ComparedBalance, by: By, *, on: date) -> int:
    readers = fellows_of(row.organisation_id, on)
    return door.keep_to(row.organisation_id, readers, (SHARED_BALANCE, row.public_id), PURPOSE, by, on=on)
