"""Somebody invited answers: by the link, and again as often as they like, until the round is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.balance.models import Answer, Invited, Round
from samspil.apps.balance.selectors.dialogues import dialogue_of
from samspil.apps.balance.types import ROUND, Said
from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, record, told_of

# Who answers stays unknown to the journal: it says that somebody did.
SOMEBODY: Final = "invited"


@transaction.atomic
def answer(invited: Invited, said: Mapping[str, Said], *, at: datetime) -> bool:
    """Keep what somebody says in place of what they said before; whether they had.

    Raises:
        RefusedError: ``round_is_not_open``, ``round_is_closed``, ``answer_says_nothing``.
    """
    # Read again, and held against closing: an answer is kept whole before that, or refused. The round first,
    # as closing does, so that neither waits for the other.
    round_ = (
        Round.objects.select_for_update(of=("self",))
        .select_related("version")
        .get(organisation_id=invited.organisation_id, pk=invited.round_id)
    )
    own = Invited.objects.select_for_update(of=("self",))
    row = own.get(organisation_id=invited.organisation_id, pk=invited.pk)
    _refuse_when_not_open(round_, at)
    known = dialogue_of(round_.version).questions.keys()
    kept = {key: [one.step, one.text] for key, one in said.items() if key in known and one.step}
    if not kept:
        raise RefusedError(Problem("answer_says_nothing", {}))
    _answer, is_new = Answer.objects.update_or_create(
        organisation_id=row.organisation_id,
        invited=row,
        defaults={"round": round_, "version": round_.version, "group": row.group, "said": kept},
    )
    Invited.objects.filter(organisation_id=row.organisation_id, pk=row.pk).update(has_answered=True)
    told = told_of("balance.round.answered", (ROUND, round_.public_id), {"again": not is_new})
    record(row.organisation_id, [told], By(SOMEBODY, at))
    return not is_new


def _refuse_when_not_open(round_: Round, at: datetime) -> None:
    if round_.opened_at is None:
        raise RefusedError(Problem("round_is_not_open", {}))
    if round_.closed_at is not None or round_.answer_by < timezone.localdate(at):
        raise RefusedError(Problem("round_is_closed", {}))
