"""Many measurements in one file: read, held against the rules line by line, and kept all or none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import MeasuredList
from samspil.apps.benefits.selectors.measuring_in_lists import Indicators, indicators_for
from samspil.apps.benefits.services.adding_up import add_up_many
from samspil.apps.benefits.services.holding import held_many
from samspil.apps.measurements.selectors.measurable import Period, standing_periods
from samspil.apps.measurements.services.measuring_many import Many, Tell, hold_many, keep_many
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.measured_list import (
    Column,
    Kept,
    Refused,
    Said,
    Weighed,
    Writing,
    places_of,
    read,
    weigh,
)
from samspil.core.benefits.measuring import Grade
from samspil.core.errors import Place, ProblemsError
from samspil.core.tables.packing import pack, unpack
from samspil.core.tables.reading import Growing, Table, from_csv
from samspil.core.tables.values import Mark
from samspil.kit.excel.lists import with_mark
from samspil.kit.excel.reading import Bounds, has_macros, is_workbook, read_blocks
from samspil.kit.uncollected import uncollected
from samspil.wording.catalogues import LANGUAGES, Language
from samspil.wording.words import Words

KEPT_FOR: Final = timedelta(days=1)
MOST_ROWS: Final = 120_000
BOUNDS: Final = Bounds(packed_bytes=40_000_000, cells=2_000_000, seconds=40)
_MARKS: Final[Mapping[str, Mark]] = {"da": Mark.COMMA, "nb": Mark.COMMA, "en": Mark.POINT}


class ListRefusedError(ProblemsError):
    """Some lines cannot be kept, so none was."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        super().__init__(one.problem for one in refused)


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a list comes to, were it kept now: how many lines, of which indicators, and what is refused."""

    lines: int
    weighed: Weighed
    refused: tuple[Refused, ...]
    indicators: Indicators

    @property
    def can_be_kept(self) -> bool:
        """Whether all is in order and something is new."""
        return not self.refused and bool(self.weighed.new)


def heading(column: Column, language: Language) -> str:
    """What a column is called."""
    return Words(language).say(f"measured_list.{column.value}")


def grade_word(grade: Grade, language: Language) -> str:
    """What a grade is called in a list."""
    return Words(language).say(f"measured_list.grade.{grade.value}")


def keep_list(
    file_name: str, data: bytes, language: Language, *, acting: Acting, at: datetime
) -> MeasuredList:
    """Keep a list as it came, until it is confirmed or a day has gone.

    Raises:
        ProblemsError: what is wrong with the file, or which headings it lacks.
    """
    table = _the_list(_tables(data, file_name, _MARKS[language]), file_name)
    content = pack([table])
    with transaction.atomic():
        old = MeasuredList.objects.filter(organisation_id=acting.organisation_id, expires_at__lte=at)
        old.filter(kept_at=None).delete()
        return MeasuredList.objects.create(
            organisation_id=acting.organisation_id,
            file_name=file_name[-200:],
            digest=hashlib.sha256(data).hexdigest(),
            content=content,
            language=language,
            lines=len(table) - 1,
            sent_by=acting.person,
            sent_at=at,
            expires_at=at + KEPT_FOR,
        )


def preview(sent: MeasuredList, *, acting: Acting, at: datetime) -> Previewed:
    """What a list comes to now; nothing is written.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    check_is_open(sent, at)
    found = indicators_for(acting)
    lines, refused = _read(sent, found)
    weighed = _weighed(lines, found, _standing(lines, found), at)
    every = sorted([*refused, *weighed.refused], key=lambda one: one.line)
    return Previewed(len(lines) + len({one.line for one in refused}), weighed, tuple(every), found)


def keep_measured(sent: MeasuredList, *, acting: Acting, at: datetime, tell: Tell | None = None) -> Weighed:
    """Keep every measurement of a list, once, or none.

    It is read before anything is held, and held against the rules while nobody else can measure. ``tell`` is
    told on the way how many measurements are done, of how many.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
        ListRefusedError: a line cannot be kept.
    """
    check_is_open(sent, at)
    with uncollected():
        return _kept_at_once(sent, acting, at, tell)


def _kept_at_once(sent: MeasuredList, acting: Acting, at: datetime, tell: Tell | None) -> Weighed:
    lines, refused = _read(sent, indicators_for(acting))
    if refused:
        raise ListRefusedError(refused)
    with transaction.atomic():
        sent = MeasuredList.objects.select_for_update().get(pk=sent.pk)
        check_is_open(sent, at)
        return _keep(sent, lines, acting, at, tell)


def _keep(  # what is held is read anew, in this order
    sent: MeasuredList, lines: Sequence[Said], acting: Acting, at: datetime, tell: Tell | None
) -> Weighed:
    found = indicators_for(acting)
    touched = {one.indicator for one in lines} & found.known.keys()
    benefits = held_many({found.benefit_of[one] for one in touched})
    hold_many({found.rows[one].row.pk for one in touched})
    found = indicators_for(acting)  # as they are now that nobody else changes them
    before = _standing(lines, found)
    weighed = _weighed(lines, found, before, at)
    if weighed.refused:
        raise ListRefusedError(weighed.refused)
    by_key = {one.row.pk: one for one in found.rows.values()}
    new = [Many(found.rows[one.indicator].row.pk, _as_new(one)) for one in weighed.new]
    standing = keep_many(new, by_key, before, acting=acting, at=at, tell=tell)
    add_up_many(benefits, timezone.localdate(at), standing)
    sent.kept_at, sent.content = at, None
    sent.came_to = {"new": len(weighed.new), "as_before": weighed.as_before}
    sent.save(update_fields=["kept_at", "content", "came_to"])
    return weighed


def _as_new(one: Said) -> NewMeasurement:
    return NewMeasurement(
        one.first,
        one.last,
        one.value,
        one.unit,
        one.where,
        one.n,
        one.grade,
        one.attributed,
        one.evidence,
        one.comment,
    )


def check_is_open(sent: MeasuredList, at: datetime) -> None:
    """Whether it can still be kept.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    if sent.kept_at is not None:
        raise ProblemsError.of("upload_already_applied", day=timezone.localdate(sent.kept_at))
    if sent.expires_at <= at or sent.content is None:
        raise ProblemsError.of("upload_expired")


def _read(sent: MeasuredList, found: Indicators) -> tuple[list[Said], list[Refused]]:
    table = unpack(bytes(sent.content or b""))[0]
    language = cast(Language, sent.language)
    return read(table, _places(table, language), found.known.values(), _writing(language))


def _standing(lines: Sequence[Said], found: Indicators) -> list[Period]:
    """What stands of the indicators that lines are of."""
    return list(standing_periods({found.rows[one.indicator].row.pk for one in lines}))


def _weighed(lines: Sequence[Said], found: Indicators, before: Iterable[Period], at: datetime) -> Weighed:
    kept: dict[UUID, list[Kept]] = {}
    by_key = {one.row.pk: one.row.public_id for one in found.rows.values()}
    for one in before:
        kept.setdefault(by_key[one.indicator], []).append(Kept(one.first, one.last, one.where, one.value))
    return weigh(lines, found.known, kept, timezone.localdate(at))


def _the_list(tables: Iterable[Table], file_name: str) -> Table:
    """The first sheet that has the headings; where none has, what the first lacks."""
    refused: ProblemsError | None = None
    for table in tables:
        try:
            _places(table, "da")
        except ProblemsError as error:
            refused = refused or error
            continue
        if len(table) > 1:
            return table
    raise refused or ProblemsError.of("list_is_empty", Place(file_name, 1), sheet="", row=1, column="")


def _places(table: Table, language: Language) -> dict[Column, int]:
    """By the headings of any of the languages."""
    headings = {heading(one, tongue).casefold(): one for tongue in LANGUAGES for one in Column}
    return places_of(table, headings, {one: heading(one, language) for one in Column})


def _writing(language: Language) -> Writing:
    grades = {grade_word(one, tongue).casefold(): one for tongue in LANGUAGES for one in Grade}
    return Writing({}, {**grades, **{one.value: one for one in Grade}}, _MARKS[language])


def _tables(data: bytes, file_name: str, mark: Mark) -> Iterator[Table]:
    """The sheets of a workbook, or a CSV file, whatever it is called.

    Raises:
        ProblemsError: what is wrong with the file, or with where in it.
    """
    if not is_workbook(data):
        yield from_csv(data, file_name, "", MOST_ROWS, BOUNDS.packed_bytes)
        return
    sheets: dict[str, Growing] = {}
    for block in read_blocks(data, file_name, BOUNDS):
        sheet = sheets.setdefault(block.sheet, Growing(file_name, block.sheet, MOST_ROWS))
        if block.columns:
            numbers = range(block.first + 1, block.first + 1 + len(block.columns[0]))
            sheet.add_columns(numbers, [[with_mark(one, mark) for one in cells] for cells in block.columns])
    if has_macros(data):
        raise ProblemsError.of("list_has_macros", Place(file_name, 1))
    yield from (one.table() for one in sheets.values())
