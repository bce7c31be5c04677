"""Framework agreements, entered and changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Agreement
from samspil.apps.systems.services.drawn_under import keep_drawn_under
from samspil.apps.systems.services.holding import check_keeps, columns_of, put, tell
from samspil.apps.systems.services.readers import keep_register_readers
from samspil.apps.systems.types.register import AGREEMENT, NewAgreement
from samspil.core.errors import Problem
from samspil.core.systems.checks import FIRST_YEAR, LAST_YEAR, is_reckoned_with
from samspil.kit.journal.recording import By


@transaction.atomic
def keep_agreement(new: NewAgreement, *, acting: Acting, at: datetime) -> Agreement:
    """An agreement by its number: entered, or changed where it is there.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``agreement_needs_a_number``,
            ``agreement_out_of_range``, ``agreement_days_out_of_order``.
    """
    check_keeps(acting)
    _check(new)
    owner, by, said = acting.organisation_id, By(str(acting.person), at), columns_of(new)
    rows = Agreement.objects.select_for_update(of=("self",))
    row = rows.filter(organisation_id=owner, number=said["number"]).first()
    if row is None:
        row = Agreement.objects.create(organisation_id=owner, made_at=at, changed_at=at, **said)
        action, differs = "agreement.added", said
    else:
        action, differs = "agreement.changed", put(row, said, at)
    if differs:
        tell(owner, action, (AGREEMENT, row.public_id), differs, by)
        keep_drawn_under(owner, timezone.localdate(at))
        keep_register_readers(owner, by, on=timezone.localdate(at))
    return row


def _check(new: NewAgreement) -> None:
    if not new.number.strip() or not new.name.strip():
        raise RefusedError(Problem("agreement_needs_a_number", {}))
    days = (new.starts_on, new.ends_on, new.join_from, new.join_until)
    if not all(is_reckoned_with(day) for day in days if day is not None):
        raise RefusedError(
            Problem("agreement_out_of_range", {"number": new.number, "first": FIRST_YEAR, "last": LAST_YEAR})
        )
    pairs = ((new.starts_on, new.ends_on), (new.join_from, new.join_until))
    if any(first and last and last < first for first, last in pairs):
        raise RefusedError(Problem("agreement_days_out_of_order", {"number": new.number}))
