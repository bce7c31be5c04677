"""What takes two is registered by one and done when another has approved it; the rest is done at once.

It is tried when it is registered: what cannot be done is refused to whoever writes it, and not first to
whoever approves it. When it is approved it is done as anything else, with all that is asked then.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.act_types import Act, Answer, Posted
from samspil.apps.funding.models import Registered
from samspil.apps.funding.selectors.waiting import check_may_answer, waiting_of
from samspil.apps.funding.services.acts import act_of, as_data
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.journal.tables import lock_head

SUBJECT: Final = "registered"


@transaction.atomic
def do_or_register(act: Act, *, acting: Acting, at: datetime) -> Posted | Registered:
    """Do it, or register it for another where it takes two.

    Raises:
        RefusedError: whatever doing it says; ``registered_already`` where the same waits.
    """
    if not act.takes_two(acting, timezone.localdate(at)):
        return act.do(acting, at, str(new_id()))
    lock_head(acting.organisation_id)
    said = as_data(act)
    for one in waiting_of(acting.organisation_id):
        if (one.sort, one.said) == (act.sort.value, said):
            day = timezone.localdate(one.registered_at)
            raise RefusedError(Problem("registered_already", {"day": day}))
    found = _tried(act, acting, at)
    row = Registered.objects.create(
        organisation_id=acting.organisation_id,
        sort=act.sort.value,
        about=act.about,
        said=said,
        amount_minor=found.amount.minor,
        currency=found.amount.currency,
        parts=dict(found.parts),
        registered_by=acting.person,
        registered_at=at,
    )
    _tell(row, "registered", acting, at)
    return row


@transaction.atomic
def approve(registered: Registered, *, acting: Acting, at: datetime) -> Posted:
    """What one registered is done by another, as if they did it themselves.

    Raises:
        RefusedError: ``not_yours_to_run`` or ``not_yours_to_keep_money``; ``answered_already``;
            ``somebody_else_approves`` for who registered it; ``came_to_another_amount`` where what they saw
            is not what it comes to any more, ``came_to_other_parts`` where members' parts are not; whatever
            doing it says.
    """
    row = _held(registered, acting, at)
    act = act_of(row)
    if row.registered_by == acting.person and act.takes_two(acting, timezone.localdate(at)):
        raise RefusedError(Problem("somebody_else_approves", {}))
    done = act.do(acting, at, str(row.public_id))
    seen = Money(row.amount_minor, row.currency)
    if done.amount != seen:
        raise RefusedError(Problem("came_to_another_amount", {"seen": seen, "now": done.amount}))
    if dict(done.parts) != row.parts:
        raise RefusedError(Problem("came_to_other_parts", {}))
    row.voucher = done.voucher
    _answer(row, Answer.APPROVED, acting, at)
    return done


@transaction.atomic
def send_back(registered: Registered, why: str, *, acting: Acting, at: datetime) -> Registered:
    """What was registered is not done. Whoever registered it may take it back.

    Raises:
        RefusedError: ``not_yours_to_run`` or ``not_yours_to_keep_money``; ``answered_already``.
    """
    row = _held(registered, acting, at)
    row.why = why.strip()
    _answer(row, Answer.SENT_BACK, acting, at)
    return row


def _tried(act: Act, acting: Acting, at: datetime) -> Posted:
    """What doing it now would come to; nothing of it is kept."""
    with transaction.atomic():
        found = act.do(acting, at, str(new_id()))
        transaction.set_rollback(True)
    return found


def _held(registered: Registered, acting: Acting, at: datetime) -> Registered:
    """The row, held after the end of the journal, as everywhere: nobody waits for somebody who waits."""
    lock_head(registered.organisation_id)
    row = Registered.objects.select_for_update().get(pk=registered.pk)
    check_may_answer(acting, row, timezone.localdate(at))
    if row.answered_at is not None:
        raise RefusedError(Problem("answered_already", {"day": timezone.localdate(row.answered_at)}))
    return row


def _answer(row: Registered, answer: Answer, acting: Acting, at: datetime) -> None:
    row.answer, row.answered_by, row.answered_at = answer.value, acting.person, at
    row.save(update_fields=["answer", "answered_by", "answered_at", "why", "voucher"])
    _tell(row, answer.value, acting, at)


def _tell(row: Registered, action: str, acting: Acting, at: datetime) -> None:
    facts = {
        "sort": row.sort,
        "about": row.about or "",
        "amount": row.amount_minor,
        "currency": row.currency,
        "registered_by": row.registered_by,
        "voucher": row.voucher or "",
    }
    written = {"why": row.why} if row.why else None
    tell(Bookkeeper.of(acting, at), f"two.{action}", (SUBJECT, row.public_id), facts, written)
