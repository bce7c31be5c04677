"""Writing a target picture: what is written anew is the next version."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.targets.models import Picture
from samspil.apps.targets.rights import may_draw
from samspil.apps.targets.types import PICTURE, Kind, NewPicture
from samspil.core.errors import Problem


@transaction.atomic
def write_picture(kind: Kind, new: NewPicture, *, acting: Acting, at: datetime) -> Picture:
    """The next version of a picture; the same words again are the version that is there.

    Raises:
        RefusedError: ``not_yours_to_draw``.
    """
    refuse_who_may_not(acting)
    rows = Picture.objects.filter(organisation_id=acting.organisation_id, kind=kind.value)
    last = rows.order_by("-number").first()
    if last is not None and (last.wants, last.takes) == (new.wants, new.takes):
        return last
    row = Picture.objects.create(
        organisation_id=acting.organisation_id,
        kind=kind.value,
        number=last.number + 1 if last else 1,
        wants=new.wants,
        takes=new.takes,
        written_at=at,
        written_by=acting.person,
    )
    facts = {"kind": kind.value, "number": row.number}
    note(acting, at, "targets.picture.written", (PICTURE, row.public_id), facts)
    return row


def refuse_who_may_not(acting: Acting) -> None:
    """Refuse whoever may not write.

    Raises:
        RefusedError: ``not_yours_to_draw``.
    """
    if not may_draw(acting):
        raise RefusedError(Problem("not_yours_to_draw", {}))
