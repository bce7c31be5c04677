"""Hands lent to joint work: by each member itself, known by function, for some months (F4.5)."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Participation, Staffing
from samspil.apps.portfolio.selectors.staffing import OUR_OWN
from samspil.apps.portfolio.services.effort import MOST_DAYS_A_MONTH, months_from
from samspil.apps.portfolio.services.leading import check_keeps, check_leads
from samspil.apps.portfolio.services.lent_hands import check_is_with_until
from samspil.apps.portfolio.services.taking_part import check_open, own_part
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem
from samspil.core.portfolio.pace import Pace
from samspil.core.units import PersonDays


@dataclass(frozen=True, slots=True)
class NewHand:
    """Somebody is lent: which function, what they can, from which month to which, and how much of each."""

    function: str
    competence: str
    first: date
    last: date
    days_a_month: PersonDays


@transaction.atomic
def lend(initiative: Initiative, hand: NewHand, *, acting: Acting, at: datetime) -> Staffing:
    """A member lends somebody of its own; the association lends its own people likewise. Nobody lends
    another's.

    Raises:
        RefusedError: one may not, it is no joint work or is over, the member is not with so long, or what is
            said does not hold together.
        NotFoundError: it is not shared with us.
    """
    _check(hand)
    with _at_home(initiative, acting, at) as (row, code, part):
        if part is not None:
            check_is_with_until(part, hand.last)
        lent = Staffing.objects.create(
            organisation_id=row.organisation_id,
            initiative=row,
            code=code,
            function=hand.function.strip(),
            competence=hand.competence.strip(),
            first_month=hand.first.replace(day=1),
            last_month=hand.last.replace(day=1),
            hundredths_a_month=hand.days_a_month.hundredths,
        )
        facts = {
            "hand": lent.pk,
            "member": code,
            "from": lent.first_month,
            "to": lent.last_month,
            "days_a_month": str(hand.days_a_month),
        }
        written = {"function": lent.function, "competence": lent.competence}
        tell(row, "initiative.hand_lent", facts, written, acting=acting, at=at)
        return lent


@transaction.atomic
def lend_until(
    initiative: Initiative, number: int, last: date | None, *, acting: Acting, at: datetime
) -> None:
    """Somebody is lent until another month than was said; without a month not at all.

    Raises:
        RefusedError: one may not, the month lies before the first, or the member is not with so long.
        NotFoundError: one has lent nobody of that number.
    """
    with _at_home(initiative, acting, at) as (row, code, part):
        lent = Staffing.objects.select_for_update().filter(initiative=row, code=code, pk=number).first()
        if lent is None:
            raise NotFoundError(str(number))
        facts = {"hand": number, "member": code, "to": last.replace(day=1) if last else None}
        if last is None:
            lent.delete()
        else:
            months_from(lent.first_month, last)
            if part is not None:
                check_is_with_until(part, last)
            lent.last_month = last.replace(day=1)
            lent.save(update_fields=["last_month"])
        tell(row, "initiative.hand_lent_until", facts, acting=acting, at=at)


@contextmanager
def _at_home(
    initiative: Initiative, acting: Acting, at: datetime
) -> Generator[tuple[Initiative, str, Participation | None]]:
    """The initiative where its owner is in scope, whose hands the one who acts may lend, and a member's part
    in it."""
    if initiative.organisation_id == acting.organisation_id:
        check_leads(acting, initiative, at)
        if not initiative.is_joint:
            raise RefusedError(Problem("only_joint_work_borrows", {"title": initiative.title}))
        check_open(initiative)
        yield initiative, OUR_OWN, None
        return
    check_keeps(acting)
    with own_part(initiative.public_id, acting, timezone.localdate(at)) as part:
        check_open(part.initiative)
        if part.pace == Pace.OPTED_OUT.value:
            raise RefusedError(Problem("lends_who_is_with", {"name": acting.organisation_name}))
        yield part.initiative, part.code, part


def _check(hand: NewHand) -> None:
    if not hand.function.strip() or not hand.competence.strip():
        raise RefusedError(Problem("hand_says_who_and_what", {}))
    if hand.days_a_month.hundredths <= 0:
        raise RefusedError(Problem("hand_lends_no_days", {}))
    if hand.days_a_month.hundredths > MOST_DAYS_A_MONTH * 100:
        raise RefusedError(Problem("too_many_days_a_month", {"most": MOST_DAYS_A_MONTH}))
    months_from(hand.first, hand.last)
