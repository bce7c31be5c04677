"""A long list of the register is carried out by a worker, with progress and a stop (`kit.jobs.confirmed`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samspil.apps.governance.types import NotFoundError
from samspil.apps.systems.models import RegisterUpload
from samspil.apps.systems.services.importing.applying import apply_list
from samspil.apps.systems.services.importing.keeping import KEPT
from samspil.core.tables.reading import Table
from samspil.kit.jobs import confirmed
from samspil.kit.jobs.confirmed import MOST_AT_ONCE, Tell
from samspil.kit.jobs.declaring import job
from samspil.kit.journal.recording import By


def is_long(tables: Sequence[Table]) -> bool:
    """Whether it has more lines than somebody can wait for while the page is under way."""
    return sum(len(one.lines) for one in tables) > MOST_AT_ONCE


@transaction.atomic
def confirm_list(upload: RegisterUpload, seen_as: str, by: By, *, removes: bool = False) -> None:
    """Somebody has said yes to what they have seen: it is put in line for a worker, once.

    Raises:
        NotFoundError: it is gone.
        ProblemsError: ``list_is_under_way``.
    """
    held = (
        RegisterUpload.objects.select_for_update(of=("self",))
        .filter(pk=upload.pk, came_to__isnull=True)
        .first()
    )
    if held is None:
        raise NotFoundError(str(upload.public_id))
    confirmed.confirm(held, by.at, expires_at=by.at + KEPT)
    where = (held.organisation_id, str(held.public_id))
    apply_later.enqueue(*where, [seen_as, removes], by.actor, by.at.isoformat())


@job(retries=3, when_it_fails=confirmed.who_hears(RegisterUpload))
def apply_later(organisation_id: int, public_id: str, seen: list[Any], actor: str, at: str) -> None:
    """All of it or nothing. Done twice it does no harm: the second finds it done."""
    by, (digest, removes) = By(actor, datetime.fromisoformat(at)), seen

    def do(upload: RegisterUpload, tell: Tell) -> None:
        apply_list(upload, digest, by, removes=removes, tell=tell)

    confirmed.carry_out(RegisterUpload, organisation_id, public_id, do)
