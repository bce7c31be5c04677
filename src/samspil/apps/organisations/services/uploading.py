"""Lists that somebody has sent: kept until they are approved, so that what is approved is what was shown."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from samspil.apps.organisations.models import Upload
from samspil.apps.organisations.selectors.listed import Existing, existing_on
from samspil.core.errors import ProblemsError
from samspil.core.organisation_import.planning import Consequences, plan
from samspil.core.organisation_import.reading import read_lists
from samspil.core.tables.reading import Table, from_csv, from_sheets
from samspil.kit.excel.reading import is_workbook, read_sheets
from samspil.kit.journal.recording import By

KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the lists would change in what is now; ``digest`` says which consequences these are."""

    consequences: Consequences
    existing: Existing
    ignored: tuple[str, ...]
    digest: str


def tables_of(data: bytes, name: str) -> list[Table]:
    """The tables of a workbook or a CSV file, whatever it is called.

    Raises:
        ProblemsError: what is wrong with the file, or with where in it.
    """
    if is_workbook(data):
        return [*from_sheets(name, read_sheets(data, name))]
    return [from_csv(data, name)]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came; ``is_complete`` says that who is not listed is gone."""

    name: str
    data: bytes
    is_complete: bool


def keep_upload(organisation_id: int, sent: SentFile, on: date, by: By) -> Upload:
    """Keep what a file lists, if it can be read whole; what others left behind is thrown away.

    It is read before anything is locked: a file may take its time.

    Raises:
        ProblemsError: everything that is wrong with the file and its lists.
    """
    tables = tables_of(sent.data, sent.name)
    read_lists(tables, existing_on(organisation_id, on).lists.units or ())
    kept = [{"file": one.file, "sheet": one.sheet, "rows": one.rows} for one in tables]
    text = json.dumps(kept, ensure_ascii=False)
    with transaction.atomic():
        forget_uploads(organisation_id, by.at)
        return Upload.objects.create(
            organisation_id=organisation_id,
            file_name=sent.name[-200:],
            file_digest=hashlib.sha256(sent.data).hexdigest(),
            tables=text,
            tables_digest=_digest(text),
            is_complete=sent.is_complete,
            sent_by=UUID(by.actor),
            sent_at=by.at,
            expires_at=by.at + KEPT,
        )


def forget_uploads(organisation_id: int, at: datetime) -> int:
    """Throw away what nobody approved in time: it is full of names."""
    old = Upload.objects.filter(organisation_id=organisation_id, expires_at__lte=at, applied_at__isnull=True)
    return old.delete()[0]


def preview(upload: Upload, on: date, at: datetime) -> Preview:
    """What an upload would change now.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``, ``upload_is_damaged``; and what is
            wrong with the lists, where what they build on is no longer there.
    """
    if upload.applied_at is not None:
        raise ProblemsError.of("upload_already_applied", day=upload.applied_at.date())
    if upload.expires_at <= at:
        raise ProblemsError.of("upload_expired")
    if _digest(upload.tables) != upload.tables_digest:
        raise ProblemsError.of("upload_is_damaged")
    existing = existing_on(upload.organisation_id, on)
    lists = read_lists(_tables(upload.tables), existing.lists.units or ())
    found = plan(lists, existing.lists, complete=upload.is_complete)
    return Preview(found, existing, lists.ignored, _digest(repr((found, on))))


def _tables(text: str) -> list[Table]:
    return [
        Table(one["file"], one["sheet"], tuple((line, tuple(cells)) for line, cells in one["rows"]))
        for one in json.loads(text)
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
