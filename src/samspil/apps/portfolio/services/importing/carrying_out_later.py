"""A large list is carried out by a worker, with progress and a stop (`kit.jobs.confirmed`)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.portfolio.models import ListUpload
from samspil.apps.portfolio.services.importing.applying import Tell, apply_list
from samspil.apps.portfolio.services.importing.keeping import check_is_open
from samspil.kit.jobs import confirmed
from samspil.kit.jobs.declaring import job
from samspil.kit.journal.recording import By


@transaction.atomic
def confirm_list(upload: ListUpload, digest: str, on: date, by: By) -> None:
    """Somebody has said yes to what they have seen: it is put in line for a worker, once.

    Raises:
        ProblemsError: ``list_is_under_way``, ``upload_expired``, ``upload_already_applied``.
    """
    upload = ListUpload.objects.select_for_update().get(pk=upload.pk)
    check_is_open(upload, by.at)
    confirmed.confirm(upload, by.at, confirmed_by=UUID(by.actor))
    carry_out.enqueue(
        upload.organisation_id, str(upload.public_id), digest, on.isoformat(), by.actor, by.at.isoformat()
    )


@job(retries=3, when_it_fails=confirmed.who_hears(ListUpload))
def carry_out(organisation_id: int, public_id: str, digest: str, on: str, actor: str, at: str) -> None:  # noqa: PLR0917 – as it stands in line
    """All of it or nothing. Done twice it does no harm: the second finds it done."""
    by = By(actor, datetime.fromisoformat(at))

    def do(upload: ListUpload, tell: Tell) -> None:
        apply_list(upload, digest, date.fromisoformat(on), by, tell)

    confirmed.carry_out(ListUpload, organisation_id, public_id, do)
