"""Where a technology stands on the radar: each placing is a new row, and what was said before is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.targets.models import Placing, SharedRadar
from samspil.apps.targets.selectors.radar import newest, plain
from samspil.apps.targets.services.picturing import refuse_who_may_not
from samspil.apps.targets.types import MOST_TECHNOLOGIES, RADAR, SHARED_RADAR, NewPlacing
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

PURPOSE = "where technologies stand on a radar"


@transaction.atomic
def place(new: NewPlacing, *, acting: Acting, at: datetime) -> Placing:
    """A technology stands somewhere from now on, or is taken off; the same again is what stands.

    A technology keeps the name by which it was placed first, whatever its capitals and spaces are now.

    Raises:
        RefusedError: ``not_yours_to_draw``, ``too_many_technologies``, ``technology_is_not_there``.
    """
    refuse_who_may_not(acting)
    stands = newest(acting.organisation_id)
    last = stands.get(plain(new.technology))
    if last is None and new.position is None:
        raise RefusedError(Problem("technology_is_not_there", {}))
    position = new.position.value if new.position else ""
    if last is not None and (last.position, last.reason) == (position, new.reason):
        return last
    if last is None and len(stands) >= MOST_TECHNOLOGIES:
        raise RefusedError(Problem("too_many_technologies", {"limit": MOST_TECHNOLOGIES}))
    row = Placing.objects.create(
        organisation_id=acting.organisation_id,
        technology=last.technology if last else " ".join(new.technology.split()),
        position=position,
        reason=new.reason,
        placed_at=at,
        placed_by=acting.person,
    )
    told = {"technology": row.technology, "reason": new.reason}
    note(acting, at, "targets.technology.placed", (RADAR, row.public_id), {"position": position}, told)
    return row


@transaction.atomic
def share_radar(*, acting: Acting, at: datetime) -> SharedRadar:
    """The members see where technologies stand here, and why, from now on; again it changes nothing.

    Raises:
        RefusedError: ``not_yours_to_draw``.
    """
    refuse_who_may_not(acting)
    row, is_new = SharedRadar.objects.get_or_create(
        organisation_id=acting.organisation_id, defaults={"since": at}
    )
    if is_new:
        note(acting, at, "targets.radar.shared", (SHARED_RADAR, row.public_id))
        _keep_shown(row, By(str(acting.person), at), on=timezone.localdate(at))
    return row


@transaction.atomic
def hide_radar(*, acting: Acting, at: datetime) -> None:
    """No member sees it from this moment; again it changes nothing.

    Raises:
        RefusedError: ``not_yours_to_draw``.
    """
    refuse_who_may_not(acting)
    by, on = By(str(acting.person), at), timezone.localdate(at)
    for row in SharedRadar.objects.filter(organisation_id=acting.organisation_id).select_for_update():
        door.keep_to(row.organisation_id, (), (SHARED_RADAR, row.public_id), PURPOSE, by, on=on)
        note(acting, at, "targets.radar.hidden", (SHARED_RADAR, row.public_id))
        row.delete()


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """The fellows of today see a radar that is shared; for how many that was otherwise."""
    on, by = timezone.localdate(at), By("clock", at)
    rows = list(SharedRadar.objects.filter(organisation_id=organisation_id))
    return sum(_keep_shown(row, by, on=on) for row in rows)


def _keep_shown(row: SharedRadar, by: By, *, on: date) -> int:
    readers = fellows_of(row.organisation_id, on)
    return door.keep_to(row.organisation_id, readers, (SHARED_RADAR, row.public_id), PURPOSE, by, on=on)
