"""Lists of figures from another system: read as its source is, seen with what they come to, kept or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.models import Figure, FigureList, Level, ListSource
from samspil.apps.service_levels.selectors.held import known_areas, open_levels
from samspil.apps.service_levels.services.describing import refuse_who_may_not
from samspil.apps.service_levels.types import KEPT_FOR, LIST, LONGEST_NAME, PERCENT, CameTo
from samspil.core.errors import Place, ProblemsError
from samspil.core.service_levels.figure_list import (
    Came,
    Column,
    HowRead,
    Known,
    Ours,
    Refused,
    guess,
    lacking,
    looks_like_shares,
    read,
    words_in,
)
from samspil.core.service_levels.periods import Every
from samspil.core.tables.packing import pack, unpack
from samspil.core.tables.reading import Table
from samspil.core.tables.values import Mark
from samspil.kit.excel.lists import tables_of_file
from samspil.kit.excel.reading import Bounds
from samspil.wording.catalogues import LANGUAGES, Language
from samspil.wording.words import Words

MOST_ROWS: Final = 20_000
BOUNDS: Final = Bounds(packed_bytes=10_000_000, cells=500_000, seconds=20)
_MARKS: Final[Mapping[str, Mark]] = {"da": Mark.COMMA, "nb": Mark.COMMA, "en": Mark.POINT}


class FiguresRefusedError(ProblemsError):
    """Some lines cannot be kept, so none was."""

    def __init__(self, refused: list[Refused]) -> None:
        super().__init__(one.problem for one in refused)


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it is read now: what must still be said of it, and what it comes to when nothing lacks."""

    table: Table
    how: HowRead
    levels: list[Level]
    areas: list[str]
    lacks: list[Column]
    came: Came

    @property
    def can_be_kept(self) -> bool:
        """Whether all is in order and something is new."""
        return not self.lacks and not self.came.refused and bool(self.came.new)

    def unknown(self, column: Column) -> list[str]:
        """The source's own words that are none of ours and of which nobody has said what they mean."""
        code = "delivered_area_unknown" if column is Column.AREA else "delivered_level_unknown"
        told = (one.problem.args["value"] for one in self.came.refused if one.problem.code == code)
        return list(dict.fromkeys(str(one) for one in told))


def heading(column: Column, language: Language) -> str:
    """What a column is called."""
    return Words(language).say(f"figure_list.{column.value}")


def keep_list(
    source: str, file: tuple[str, bytes], language: Language, *, acting: Acting, at: datetime
) -> FigureList:
    """Keep a list as it came until it is kept or a day has gone, read as its source was or as it seems.

    Raises:
        ProblemsError: what is wrong with the file.
        RefusedError: ``not_yours_to_promise``.
    """
    refuse_who_may_not(acting)
    file_name, data = file
    mark = _MARKS[language]
    tables = tables_of_file(data, file_name, BOUNDS, MOST_ROWS, mark)
    table = next((one for one in tables if len(one) > 1), None)
    if table is None:
        raise ProblemsError.of("list_is_empty", Place(file_name, 1), sheet="", row=1, column="")
    source = source.strip()[:LONGEST_NAME]
    with transaction.atomic():
        old = FigureList.objects.filter(organisation_id=acting.organisation_id, expires_at__lte=at)
        old.filter(kept_at=None).delete()
        return FigureList.objects.create(
            organisation_id=acting.organisation_id,
            source=source,
            file_name=file_name[-200:],
            digest=hashlib.sha256(data).hexdigest(),
            content=pack([table]),
            mapping=_how(acting.organisation_id, source, table, mark).as_data(),
            sent_by=acting.person,
            sent_at=at,
            expires_at=at + KEPT_FOR,
        )


def read_otherwise(sent: FigureList, how: HowRead, *, at: datetime) -> FigureList:
    """Somebody has said how the list is read: in which columns, and what its words mean with us.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    check_is_open(sent, at)
    sent.mapping = how.as_data()
    sent.save(update_fields=["mapping"])
    return sent


def look(sent: FigureList, *, at: datetime) -> Looked:
    """What a list comes to as it is read now; nothing is written.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    check_is_open(sent, at)
    today = timezone.localdate(at)
    [table] = unpack(bytes(sent.content or b""))
    how, levels = HowRead.of(sent.mapping), open_levels(sent.organisation_id)
    areas, lacks = known_areas(sent.organisation_id, today), lacking(table, how)
    came = Came()
    if not lacks:
        ours = Ours([_known(one) for one in levels], areas, _standing(sent.organisation_id))
        came = read(table, how, ours, today)
    return Looked(table, how, levels, areas, lacks, came)


@transaction.atomic
def keep_figures(sent: FigureList, *, acting: Acting, at: datetime) -> CameTo:
    """Keep every figure of a list, once, or none; and how its source is read.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
        FiguresRefusedError: a line cannot be kept, or something must be said of the list first.
        RefusedError: ``not_yours_to_promise``.
    """
    refuse_who_may_not(acting)
    rows = FigureList.objects.select_for_update()
    row = rows.get(organisation_id=sent.organisation_id, pk=sent.pk)
    list(Level.objects.select_for_update().filter(organisation_id=row.organisation_id).order_by("pk"))
    seen = look(row, at=at)
    if not seen.can_be_kept:
        raise FiguresRefusedError(seen.came.refused)
    keys = {one.public_id: one.pk for one in seen.levels}
    Figure.objects.bulk_create(
        Figure(
            organisation_id=row.organisation_id,
            level_id=keys[one.level],
            area=one.area,
            first=one.period.first,
            last=one.period.last,
            value=one.value,
            n=one.n,
            comment=one.comment,
            source=row.source,
            recorded_at=at,
            recorded_by=acting.person,
        )
        for one in seen.came.new
    )
    row.kept_at, row.content = at, None
    row.save(update_fields=["kept_at", "content"])
    ListSource.objects.update_or_create(
        organisation_id=row.organisation_id,
        name=row.source,
        defaults={"mapping": row.mapping, "kept_at": at},
    )
    came = CameTo(len(seen.came.new), seen.came.as_before, seen.came.passed_over)
    facts = {"new": came.new, "as_before": came.as_before, "digest": row.digest}
    note(acting, at, "service_levels.list.kept", (LIST, row.public_id), facts, {"source": row.source})
    return came


def check_is_open(sent: FigureList, at: datetime) -> None:
    """Whether it can still be kept.

    Raises:
        ProblemsError: ``upload_expired``, ``upload_already_applied``.
    """
    if sent.kept_at is not None:
        raise ProblemsError.of("upload_already_applied", day=timezone.localdate(sent.kept_at))
    if sent.expires_at <= at or sent.content is None:
        raise ProblemsError.of("upload_expired")


def _how(organisation_id: int, source: str, table: Table, mark: Mark) -> HowRead:
    """As the source's last list was read; of a new one as its headings say."""
    names = {heading(one, tongue).casefold(): one for tongue in LANGUAGES for one in Column}
    guessed = guess(table.row(0), names, mark)
    kept = ListSource.objects.filter(organisation_id=organisation_id, name=source).first()
    if kept is not None:
        return replace(HowRead.of(kept.mapping), mark=mark)
    is_share = looks_like_shares(words_in(table, guessed, Column.VALUE), mark)
    return replace(guessed, is_share=is_share)


def _known(level: Level) -> Known:
    names = (level.name, f"{level.service.name}: {level.name}")
    return Known(level.public_id, names, Every(level.every), level.unit == PERCENT)


def _standing(organisation_id: int) -> dict[tuple[UUID, str, date], Decimal]:
    rows = Figure.objects.filter(organisation_id=organisation_id, is_old=False)
    told = rows.values_list("level__public_id", "area", "first", "value")
    return {(level, area, first): value for level, area, first, value in told}
