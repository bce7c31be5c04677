"""Hands that are lent end with the member that lends them: from the day it is with no longer (F4.5)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Participation, Staffing
from samspil.apps.portfolio.selectors.staffing import OUR_OWN
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.staffing import last_month_before
from samspil.core.portfolio.taking_part import Part, gone_on


def check_is_with_until(row: Participation, last: date) -> None:
    """Nobody lends a hand beyond the month in which it leaves.

    Raises:
        RefusedError: ``hand_outlasts_its_member``.
    """
    gone = _gone_on(row)
    if gone is not None and last.replace(day=1) > last_month_before(gone):
        raise RefusedError(Problem("hand_outlasts_its_member", {"leaves_on": gone}))


def end_hands(row: Participation, *, acting: Acting | None, at: datetime) -> bool:
    """What a member that goes has lent ends with the month it goes in; whether anything did.

    Within a transaction. What would only have begun later is lent no more. A member that stays keeps all.
    """
    gone = _gone_on(row)
    return gone is not None and _end(row, gone, acting=acting, at=at)


@transaction.atomic
def end_hands_of_who_is_gone(owner: int, *, at: datetime) -> int:
    """The same for every member that goes or is a member no more; for how many something ended.

    However somebody came to go, it is seen here. Again it changes nothing: three questions then.
    """
    today = timezone.localdate(at)
    lent = Staffing.objects.filter(organisation_id=owner, initiative__end="").exclude(code=OUR_OWN)
    until = {
        (initiative, code): last
        for initiative, code, last in lent.values_list("initiative_id", "code").annotate(Max("last_month"))
    }
    if not until:
        return 0
    members = {one.code for one in members_on(owner, today)}
    rows = Participation.objects.filter(initiative__in={key for key, _code in until})
    ended = 0
    for row in rows.select_related("initiative", "member"):
        gone = _gone_on(row) or (None if row.code in members else today)
        last = until.get((row.initiative_id, row.code))
        if gone is not None and last is not None and last > last_month_before(gone):
            ended += _end(row, gone, acting=None, at=at)
    return ended


def _gone_on(row: Participation) -> date | None:
    out_since = row.pace_since if row.pace == Pace.OPTED_OUT.value else None
    return gone_on(Part(row.joined_on, row.leaves_on), row.invited_on, out_since)


def _end(row: Participation, gone: date, *, acting: Acting | None, at: datetime) -> bool:
    last = last_month_before(gone)
    hands = Staffing.objects.select_for_update().filter(initiative=row.initiative, code=row.code)
    ending = list(hands.filter(last_month__gt=last).order_by("pk").values_list("pk", flat=True))
    if not ending:
        return False
    hands.filter(pk__in=ending, first_month__gt=last).delete()
    hands.filter(pk__in=ending).update(last_month=last)
    facts = {"member": row.code, "hands": ending, "to": last}
    tell(row.initiative, "initiative.hands_end", facts, acting=acting, at=at)
    return True
