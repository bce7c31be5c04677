"""Opening a workshop for notes, and ending it."""

from __future__ import annotations

import os
from datetime import datetime

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Note, Potential, Workshop
from samspil.apps.workshops.selectors.links import CHARACTERS, CODE_LENGTH
from samspil.apps.workshops.services.preparing import held_workshop, refuse_who_may_not
from samspil.apps.workshops.types import LINK_LASTS, OPENS_BEFORE, WORKSHOP
from samspil.core.errors import Problem


@transaction.atomic
def open_workshop(workshop: Workshop, *, acting: Acting, at: datetime) -> Workshop:
    """From now on notes are taken, by the link too.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``workshop_has_ended``, ``workshop_is_open``,
            ``workshop_is_another_day``, ``workshop_is_over_already``.
    """
    refuse_who_may_not(acting)
    row = held_workshop(workshop)
    if row.ended_at is not None:
        raise RefusedError(Problem("workshop_has_ended", {}))
    if row.opened_at is not None:
        raise RefusedError(Problem("workshop_is_open", {}))
    if at < row.begins_at - OPENS_BEFORE:
        raise RefusedError(Problem("workshop_is_another_day", {}))
    if at >= row.ends_at + LINK_LASTS:
        raise RefusedError(Problem("workshop_is_over_already", {}))
    row.opened_at, row.code = at, _drawn()
    row.save(update_fields=["opened_at", "code"])
    note(acting, at, "workshops.workshop.opened", (WORKSHOP, row.public_id))
    return row


@transaction.atomic
def end_workshop(workshop: Workshop, *, acting: Acting, at: datetime) -> Workshop:
    """No more notes, and the link opens nothing any more. They can still be ordered, chosen from and sent on.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``workshop_is_not_open``, ``workshop_has_ended``.
    """
    refuse_who_may_not(acting)
    row = held_workshop(workshop)
    if row.opened_at is None:
        raise RefusedError(Problem("workshop_is_not_open", {}))
    if row.ended_at is not None:
        raise RefusedError(Problem("workshop_has_ended", {}))
    row.ended_at, row.code, row.turn = at, "", row.turn + 1
    row.save(update_fields=["ended_at", "code", "turn"])
    own = {"organisation_id": row.organisation_id, "workshop": row}
    counts = {
        "notes": Note.objects.filter(**own).count(),
        "potentials": Potential.objects.filter(**own).count(),
    }
    note(acting, at, "workshops.workshop.ended", (WORKSHOP, row.public_id), counts)
    return row


def _drawn() -> str:
    """Eight of 32 characters: five bytes of chance."""
    number = int.from_bytes(os.urandom(5), "big")
    return "".join(CHARACTERS[number >> 5 * place & 31] for place in range(CODE_LENGTH))
