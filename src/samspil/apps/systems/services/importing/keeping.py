"""A list that somebody has sent, kept with how it is read until it is approved or a day has gone."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.types import NotFoundError
from samspil.apps.systems.models import RegisterUpload
from samspil.apps.systems.services.importing.files import FromOutside, is_from_outside, read_file
from samspil.core.errors import Place, ProblemsError
from samspil.core.systems.lists.fields import Sort
from samspil.core.systems.lists.reading import Mapped, guess
from samspil.core.systems.outside.json_pieces import LARGEST_FILE_BYTES
from samspil.core.systems.vocabulary import Visibility
from samspil.core.tables.packing import pack, unpack
from samspil.core.tables.reading import Table
from samspil.kit.excel.lists import tables_of_file
from samspil.kit.excel.reading import Bounds

KEPT: Final = timedelta(days=1)
MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 900  # of all sheets together: each is a field to answer
BOUNDS: Final = Bounds(packed_bytes=40_000_000, cells=3_000_000, seconds=40)
LARGEST_BYTES: Final = max(BOUNDS.packed_bytes, LARGEST_FILE_BYTES)  # of any file: its reader may allow fewer


def tables_of(data: bytes, file_name: str) -> list[Table]:
    """The tables of a workbook or a CSV file, whatever it is called; empty sheets are passed over.

    Raises:
        ProblemsError: what is wrong with the file.
    """
    tables = tables_of_file(data, file_name, BOUNDS, MOST_ROWS)
    columns = sum(any(column) for one in tables for column in one.columns)
    if columns > MOST_COLUMNS:
        raise ProblemsError.of(
            "list_has_too_many_columns", Place(file_name, 1), found=columns, limit=MOST_COLUMNS
        )
    return tables


def guess_all(tables: Sequence[Table]) -> dict[str, Mapped]:
    """How each sheet seems to be read; a sheet without headings is no list.

    Raises:
        ProblemsError: ``list_has_no_headings``, where none has.
    """
    found: dict[str, Mapped] = {}
    refused: list[ProblemsError] = []
    for table in tables:
        try:
            found[table.sheet] = guess(table)
        except ProblemsError as error:
            refused.append(error)
    if not found:
        raise ProblemsError([one for error in refused for one in error.problems])
    return found


def as_data(
    mapped: Mapping[str, Mapped], visibility: Visibility, beside: FromOutside | None = None
) -> dict[str, Any]:
    """How a list is read, as it is kept, and what a file from outside told beside it."""
    sheets = {
        sheet: {"sort": one.sort.value, "headings_at": one.headings_at, "columns": list(one.columns.items())}
        for sheet, one in mapped.items()
    }
    said = {"sheets": sheets, "visibility": visibility.value}
    return said | {"outside": beside.as_data()} if beside else said


def outside_of(data: Mapping[str, Any]) -> FromOutside | None:
    """What was kept of a file from outside; nothing of a list."""
    return FromOutside.of(data["outside"]) if "outside" in data else None


def mapped_of(data: Mapping[str, Any]) -> dict[str, Mapped]:
    """As it was kept."""
    return {
        sheet: Mapped(Sort(one["sort"]), one["headings_at"], dict(one["columns"]))
        for sheet, one in data["sheets"].items()
    }


def keep_list(
    organisation_id: int, file_name: str, data: bytes, visibility: Visibility, *, by: UUID, at: datetime
) -> RegisterUpload:
    """Keep a list with how it seems to be read. It is read before anything is locked.

    Raises:
        ProblemsError: all that is wrong with the file.
    """
    tables, mapping = _read(organisation_id, data, file_name, visibility)
    with transaction.atomic():
        forget_register_lists(organisation_id, at)
        return RegisterUpload.objects.create(
            organisation_id=organisation_id,
            file_name=file_name[-200:],
            digest=hashlib.sha256(data).hexdigest(),
            content=pack(tables),
            mapping=mapping,
            sent_by=by,
            sent_at=at,
            expires_at=at + KEPT,
        )


def _read(
    organisation_id: int, data: bytes, file_name: str, visibility: Visibility
) -> tuple[list[Table], dict[str, Any]]:
    if is_from_outside(data):
        read = read_file(organisation_id, data, file_name)
        return read.tables, as_data(read.mapped, visibility, read.beside)
    tables = tables_of(data, file_name)
    return tables, as_data(guess_all(tables), visibility)


def keep_fetched(
    owner: tuple[int, UUID], name: str, found: Sequence[Table], how: Mapping[str, Any], at: datetime
) -> RegisterUpload:
    """Keep lists that another system has told, with how they are read: from here on they are as a file."""
    content = pack(found)
    with transaction.atomic():
        forget_register_lists(owner[0], at)
        return RegisterUpload.objects.create(
            organisation_id=owner[0],
            file_name=name[-200:],
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
            mapping=dict(how),
            sent_by=owner[1],
            sent_at=at,
            expires_at=at + KEPT,
        )


def forget_register_lists(organisation_id: int, at: datetime) -> int:
    """Throw away the lists that nobody has approved in time."""
    return RegisterUpload.objects.filter(organisation_id=organisation_id, expires_at__lte=at).delete()[0]


def choose_buyers(upload: RegisterUpload, ours: Iterable[str]) -> None:
    """The contracts of these buyers are the organisation's own from now on."""
    upload.mapping["outside"]["ours"] = sorted(ours)
    upload.save(update_fields=["mapping"])


def correct(upload: RegisterUpload, mapped: Mapping[str, Mapped], visibility: Visibility) -> None:
    """Read the list otherwise from now on."""
    upload.mapping = {**upload.mapping, **as_data(mapped, visibility)}
    upload.save(update_fields=["mapping"])


def access_upload(organisation_id: int, public_id: UUID, at: datetime) -> RegisterUpload:
    """A list that the organisation has sent and that is still kept.

    Raises:
        NotFoundError: there is none, it is another's, or it has expired.
    """
    rows = RegisterUpload.objects.filter(organisation_id=organisation_id, public_id=public_id)
    found = rows.filter(expires_at__gt=at).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def tables_in(upload: RegisterUpload) -> list[Table]:
    """The tables of a list that is kept.

    Raises:
        NotFoundError: what is kept is no list.
    """
    try:
        return unpack(bytes(upload.content))
    except zlib.error as error:
        raise NotFoundError(str(upload.public_id)) from error
