"""A list that somebody has sent: kept as it came, with how it is read, until confirmed or a day has gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from samspil.apps.portfolio.models import ListUpload, TableMapping
from samspil.apps.portfolio.selectors.listed import OWN_CURRENCY, kept_mappings
from samspil.apps.portfolio.selectors.whole_list import WITHHELD
from samspil.apps.portfolio.types import Form
from samspil.core.errors import Place, ProblemsError
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.mapping import ListMapping, as_data, guess, kept, shape_of
from samspil.core.tables.packing import pack, unpack
from samspil.core.tables.reading import Table
from samspil.core.tables.values import DayOrder, Mark
from samspil.kit.excel.lists import tables_of_file
from samspil.kit.excel.reading import Bounds
from samspil.kit.excel.writing import harmless
from samspil.kit.uncollected import uncollected
from samspil.wording.catalogues import LANGUAGES
from samspil.wording.listed import field_name
from samspil.wording.words import Words

KEPT: Final = timedelta(days=1)
MOST_ROWS: Final = 120_000
# A portfolio of the whole country has more cells than a list of units; only this door lets them in.
BOUNDS: Final = Bounds(packed_bytes=40_000_000, cells=3_000_000, seconds=40)
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a list is read, besides its columns. ``name`` is what the list is known by from year to year.

    ``sheets`` are mappings as they are kept, by sheet; ``answers`` say who a line is, by its key.
    """

    name: str
    currency: str = OWN_CURRENCY
    year: int | None = None
    form: Form = Form.PROJECT
    sheets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "name": self.name,
            "currency": self.currency,
            "year": self.year,
            "form": self.form.value,
            "sheets": dict(self.sheets),
            "answers": dict(self.answers),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> HowRead:
        """As it was kept."""
        return cls(**{**data, "form": Form(data["form"])})


@dataclass(frozen=True, slots=True)
class SentList:
    """A file as it came, and what was said with it. No name: the mapping's, else the file's own."""

    file_name: str
    data: bytes
    name: str = ""
    currency: str = OWN_CURRENCY
    year: int | None = None
    form: Form = Form.PROJECT


@uncollected()
def keep_list(
    organisation_id: int,
    sent: SentList,
    *,
    by: UUID,
    at: datetime,
    mapping: Mapping[str, Any] | None = None,
) -> ListUpload:
    """Keep a list with how it seems to be read: as was kept for its shape, else guessed.

    It is read before anything is locked: a file may take its time.

    Raises:
        ProblemsError: all that is wrong with the file; ``list_has_no_headings`` where no sheet has any.
    """
    tables = tables_of_file(sent.data, sent.file_name, BOUNDS, MOST_ROWS)
    guessed = guess_all(tables, sent.currency)
    tables = [
        _as_written(one) if one.sheet in guessed and guessed[one.sheet].column(Field.SAMSPIL) else one
        for one in tables
    ]
    shelf = kept_mappings(organisation_id, sent.name or None) or kept_mappings(organisation_id)
    sheets, known = {}, ""
    for table in tables:
        one = guessed.get(table.sheet)
        if one is None:
            continue
        row = shelf.get(shape_of(table, one))
        data = mapping if mapping is not None else row.mapping if row else None
        known = known or (row.name if row else "")
        sheets[table.sheet] = as_data(_as_kept(data, one))
    name = (sent.name or known or _named(sent.file_name))[:_LONGEST_NAME]
    how = HowRead(name, sent.currency, sent.year, sent.form, sheets)
    content = pack(tables)
    with transaction.atomic():
        forget_lists(organisation_id, at)
        return ListUpload.objects.create(
            organisation_id=organisation_id,
            file_name=sent.file_name[-200:],
            digest=hashlib.sha256(sent.data).hexdigest(),
            tables=[{"sheet": one.sheet, "rows": len(one)} for one in tables],
            content=content,
            mapping=how.as_data(),
            sent_by=by,
            sent_at=at,
            expires_at=at + KEPT,
        )


def guess_all(tables: Iterable[Table], currency: str, known: Container[str] = ()) -> dict[str, ListMapping]:
    """How each sheet seems to be read; a sheet without headings is no list, and of some it is known.

    Raises:
        ProblemsError: ``list_has_no_headings``, where none has.
    """
    found: dict[str, ListMapping] = {}
    refused: list[ProblemsError] = []
    for table in tables:
        try:
            found[table.sheet] = guess(table, currency, is_known=table.sheet in known)
        except ProblemsError as error:
            refused.append(error)
    if not found:
        raise ProblemsError([one for error in refused for one in error.problems])
    return {sheet: _our_own(one) for sheet, one in found.items()}


def _our_own(guessed: ListMapping) -> ListMapping:
    """A list that we wrote ourselves is read as it was written, and says nothing but what stands there."""
    if guessed.column(Field.SAMSPIL) is None:
        return guessed
    labels = {field_name(one, Words(tongue)).casefold(): one for tongue in LANGUAGES for one in Field}
    columns = tuple(
        replace(
            one,
            field=one.field if one.field is Field.SAMSPIL else labels.get(one.heading.casefold()),
            mark=Mark.POINT,
            days=DayOrder.YEAR_FIRST,
            scale=1,
        )
        for one in guessed.columns
    )
    return replace(guessed, columns=columns, withheld=(WITHHELD.strip().casefold(),), empty=("",))


def _as_written(table: Table) -> Table:
    """What we put before words that a spreadsheet would take for a formula goes again."""
    columns = [[_unharmed(cell) for cell in column] for column in table.columns]
    return Table.by_columns(table.file, table.sheet, table.lines, columns, table.widths)


def _unharmed(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell


def _as_kept(data: Mapping[str, Any] | None, guessed: ListMapping) -> ListMapping:
    return guessed if data is None or guessed.column(Field.SAMSPIL) else kept(data, guessed)


def mappings_of(how: HowRead, tables: Iterable[Table]) -> dict[str, ListMapping]:
    """How each sheet of a list is read now."""
    guessed = guess_all(tables, how.currency, how.sheets)
    return {
        sheet: kept(how.sheets[sheet], one) if sheet in how.sheets else one for sheet, one in guessed.items()
    }


@transaction.atomic
def correct(upload: ListUpload, how: HowRead, at: datetime) -> ListUpload:
    """A person has said how the list is read, or who its lines are: kept for it and the next of its kind.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``, ``list_field_chosen_twice``.
    """
    upload = ListUpload.objects.select_for_update().get(pk=upload.pk)
    check_is_open(upload, at)
    for data in how.sheets.values():
        _check_once(data)
    upload.mapping = replace(how, name=how.name.strip()[:_LONGEST_NAME]).as_data()
    upload.save(update_fields=["mapping"])
    tables = tables_in(upload)
    guessed = guess_all(tables, how.currency)
    for table in tables:
        if table.sheet in how.sheets and not guessed[table.sheet].column(Field.SAMSPIL):
            TableMapping.objects.update_or_create(
                organisation_id=upload.organisation_id,
                shape=shape_of(table, guessed[table.sheet]),
                defaults={
                    "name": upload.mapping["name"],
                    "mapping": how.sheets[table.sheet],
                    "kept_at": at,
                },
            )
    return upload


@transaction.atomic
def answer(upload: ListUpload, answers: Mapping[str, str], at: datetime) -> ListUpload:
    """A person has said who lines are: the id of what is there, or ``new``.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    upload = ListUpload.objects.select_for_update().get(pk=upload.pk)
    check_is_open(upload, at)
    how = HowRead.of(upload.mapping)
    upload.mapping = replace(how, answers={**how.answers, **answers}).as_data()
    upload.save(update_fields=["mapping"])
    return upload


def _check_once(data: Mapping[str, Any]) -> None:
    seen: dict[str, str] = {}
    for column in data["columns"]:
        chosen, heading = column["field"], column["heading"]
        if chosen and chosen in seen:
            raise ProblemsError.of("list_field_chosen_twice", first=seen[chosen], second=heading)
        seen[chosen or ""] = heading


def check_is_open(upload: ListUpload, at: datetime) -> None:
    """Whether it can still be carried out.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    if upload.applied_at is not None:
        raise ProblemsError.of("upload_already_applied", day=upload.applied_at.date())
    if upload.expires_at <= at or upload.content is None:
        raise ProblemsError.of("upload_expired")


def tables_in(upload: ListUpload) -> list[Table]:
    """The tables as they came; none once they have been carried out."""
    return unpack(bytes(upload.content)) if upload.content else []


def forget_lists(organisation_id: int, at: datetime) -> int:
    """Throw away what nobody confirmed in time: lists have names in them. What a worker has stays."""
    waiting = Q(confirmed_at=None) | Q(stopped__isnull=False)
    old = ListUpload.objects.filter(
        waiting, organisation_id=organisation_id, expires_at__lte=at, applied_at=None
    )
    return old.delete()[0]


def _named(file_name: str) -> str:
    """What a list is called by its file, without years and numbers, so that next year's is the same."""
    stem = file_name.rsplit("/", maxsplit=1)[-1].rsplit(".", maxsplit=1)[0]
    words = "".join(" " if one.isdigit() or one in "_-" else one for one in stem).split()
    return " ".join(words) or "liste"


def mapping_from(data: bytes, file_name: str) -> dict[str, Any]:
    """A mapping that somebody has written down, as ``--json`` shows it.

    Raises:
        ProblemsError: ``mapping_unreadable``.
    """
    try:
        said = json.loads(data)
        empty = ListMapping(lies_on_its_side=False, headings_at=0, columns=())
        kept(said, empty)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ProblemsError.of("mapping_unreadable", Place(file_name, 1)) from None
    return dict(said)
