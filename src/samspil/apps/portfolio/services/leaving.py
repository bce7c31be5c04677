"""Going out of what is done together: on a day, on terms; with until then."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Participation
from samspil.apps.portfolio.services.leading import check_keeps
from samspil.apps.portfolio.services.lent_hands import end_hands
from samspil.apps.portfolio.services.readers import keep_readers_of
from samspil.apps.portfolio.services.taking_part import change_pace, own_part, part_of
from samspil.apps.portfolio.services.telling import tell
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.taking_part import refuse_leaving
from samspil.kit.journal.recording import By


@transaction.atomic
def leave(initiative: UUID, on: date, *, terms: str, acting: Acting, at: datetime) -> None:
    """A member goes out on a day, on terms that stand. Until then it is with, and sees what is shared.

    Its own plan stays its own. The hands it has lent are lent until then.

    Raises:
        RefusedError: one may not, the municipality takes no part or is no longer a member, the day has gone
            by, nothing is said of the terms, or its joint matter says how one leaves.
        NotFoundError: the initiative is not shared with us.
    """
    check_keeps(acting)
    today = timezone.localdate(at)
    with own_part(initiative, acting, today) as row:
        refused = refuse_leaving(part_of(row, acting), on, terms, today=today)
        if refused is not None:
            raise RefusedError(refused)
        row.leaves_on, row.terms = on, terms.strip()
        if on <= today:
            change_pace(row, Pace.OPTED_OUT, terms, at=at)
        row.save()
        end_hands(row, acting=acting, at=at)
        keep_readers_of(row.initiative, By(str(acting.person), at), on=today)
        facts = {"member": acting.code, "leaves_on": on}
        tell(row.initiative, "initiative.member_leaves", facts, {"terms": terms}, acting=acting, at=at)


@transaction.atomic
def let_leavers_go(owner: int, *, at: datetime) -> int:
    """Who leaves on a day that has come is with no longer; how many. Doing it again changes nothing.

    Who was invited anew after it left is here again, at the pace that it says.
    """
    today = timezone.localdate(at)
    rows = Participation.objects.filter(
        organisation_id=owner, leaves_on__lte=today, leaves_on__gte=F("invited_on")
    )
    still = rows.exclude(pace=Pace.OPTED_OUT.value).select_related("initiative")
    gone = list(still.select_for_update(of=("self",)))
    for row in gone:
        change_pace(row, Pace.OPTED_OUT, row.terms, at=at)
        row.save()
        facts = {"member": row.code, "leaves_on": row.leaves_on}
        tell(row.initiative, "initiative.member_left", facts, acting=None, at=at)
        keep_readers_of(row.initiative, By("clock", at), on=today)
    return len(gone)
