"""A member that is asked for somebody answers; only it can say yes for its own people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.models import GapPlan, LoanAnswer
from samspil.apps.competences.rights import may_confirm
from samspil.apps.competences.services.readers import keep_answer_shown
from samspil.apps.competences.types import PLAN, LoanSaid
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By


@transaction.atomic
def answer_loan(asked: GapPlan, said: LoanSaid, *, acting: Acting, at: datetime) -> LoanAnswer:
    """Whether the organisation one acts for lends whom it is asked for; said again it is as said last.

    ``asked`` is the other's, read through the door.

    Raises:
        RefusedError: ``not_yours_to_lend``.
        NotFoundError: it is not asked of the organisation one acts for.
    """
    if asked.lender_id != acting.organisation_id:
        raise NotFoundError(str(asked.public_id))
    if not may_confirm(acting):
        raise RefusedError(Problem("not_yours_to_lend", {}))
    row, _is_new = LoanAnswer.objects.update_or_create(
        organisation_id=acting.organisation_id,
        plan=asked.public_id,
        defaults={
            "borrower_id": asked.organisation_id,
            "is_yes": said.is_yes,
            "words": said.words.strip(),
            "answered_at": at,
            "answered_by": acting.person,
        },
    )
    facts = {"borrower": asked.organisation_id, "is_yes": said.is_yes}
    note(acting, at, "competences.loan.answered", (PLAN, asked.public_id), facts, {"words": row.words})
    keep_answer_shown(row, By(str(acting.person), at), on=timezone.localdate(at))
    return row
