"""Common needs in a list and one by one: who has it, why it may be the same, what was said, when to act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from samspil.apps.governance.types import NotFoundError
from samspil.apps.needs.models import CommonNeed, Finding, Pair, Part, Told
from samspil.apps.needs.selectors.reach import Reach
from samspil.apps.needs.types import Said

OPEN: Final = "open"
CONFIRMED: Final = "confirmed"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed by; empty is everything. ``after`` is where the page before ended."""

    mine: bool = False
    state: str = ""
    area: str = ""
    after: tuple[date | None, int] | None = None
    size: int = 25


class ToldRow(NamedTuple):
    """What somebody tells, as it is shown."""

    id: int
    public_id: UUID
    organisation_id: int
    organisation__name: str
    sort: str
    key: UUID
    title: str
    kle: list[str]
    vendor_name: str
    ends_on: date | None
    act: str
    act_by: date | None


@dataclass(frozen=True, slots=True)
class CommonRow:
    """A common need in a list, with what its members tell; only what is shown is counted."""

    pk: int
    public_id: UUID
    chance: float
    act_by: date | None
    confirmed: int
    told: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True)
class CommonPage:
    """One page of the list; ``next_after`` is where the next begins."""

    rows: list[CommonRow]
    next_after: tuple[date | None, int] | None


@dataclass(frozen=True, slots=True)
class PartShown:
    """What one member tells in a common need.

    ``chance`` and ``reasons`` are those of the pair in which it is likeliest. ``same`` are the organisations
    for which somebody has said that it is the same, with when.
    """

    told: ToldRow
    is_confirmed: bool
    chance: float
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    same: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class CommonShown:
    """A common need as a page shows it."""

    pk: int
    public_id: UUID
    association: int
    chance: float
    act_by: date | None
    parts: tuple[PartShown, ...]


def list_common(reach: Reach, by: Narrowing) -> CommonPage:
    """Common needs, the first day by which somebody must act first; three or four questions."""
    rows = CommonNeed.objects.filter(organisation_id__in=reach.associations)
    if by.mine:
        rows = rows.filter(pk__in=_parts(reach).filter(member_id=reach.own).values("common"))
    if by.area:
        rows = rows.filter(pk__in=_parts(reach).filter(area=by.area).values("common"))
    if by.state:
        rows = rows.filter(confirmed__gt=0) if by.state == CONFIRMED else rows.filter(confirmed=0)
    columns = ("pk", "public_id", "chance", "act_by", "confirmed")
    found = [row for part in _in_order(rows, by) for row in part.values_list(*columns)][: by.size + 1]
    page = found[: by.size]
    told = _told_by_common(reach, [row[0] for row in page])
    shown = [
        CommonRow(pk, public_id, chance, act_by, confirmed, tuple(told[pk]))
        for pk, public_id, chance, act_by, confirmed in page
        if told[pk]
    ]
    more = len(found) > by.size
    return CommonPage(shown, (page[-1][3], page[-1][0]) if more else None)


def _in_order(rows: QuerySet[CommonNeed], by: Narrowing) -> Iterator[QuerySet[CommonNeed]]:
    """What has a day and then what has none, each as its index has it; together they would be sorted."""
    dated, without = rows.exclude(act_by=None), rows.filter(act_by=None)
    if by.after is not None:
        day, pk = by.after
        if day is None:
            yield without.filter(pk__gt=pk).order_by("pk")[: by.size + 1]
            return
        dated = dated.filter(Q(act_by__gt=day) | Q(act_by=day, pk__gt=pk))
    yield dated.order_by("act_by", "pk")[: by.size + 1]
    yield without.order_by("pk")[: by.size + 1]


def has_any(reach: Reach) -> bool:
    """Whether there is any common need at all."""
    return CommonNeed.objects.filter(organisation_id__in=reach.associations).exists()


def last_found(reach: Reach) -> datetime | None:
    """When needs were compared last; nothing before the first time."""
    rows = Finding.objects.filter(organisation_id__in=reach.associations).order_by("found_at")
    return rows.values_list("found_at", flat=True).last()


def common_of(reach: Reach, public_id: UUID) -> CommonShown:
    """One common need; four questions.

    Raises:
        NotFoundError: there is none, it is another association's, or fewer than two show what they have.
    """
    rows = CommonNeed.objects.filter(organisation_id__in=reach.associations, public_id=public_id)
    common = rows.first()
    if common is None:
        raise NotFoundError
    told = _told_by_common(reach, [common.pk])[common.pk]
    if len(told) < _LEAST:
        raise NotFoundError
    confirmed = dict(_parts(reach).filter(common=common).values_list("told_id", "is_confirmed"))
    pairs = _pairs_within(common.organisation_id, [one.id for one in told])
    parts = tuple(_part(one, confirmed.get(one.id, False), pairs[one.id]) for one in told)
    return CommonShown(
        common.pk, common.public_id, common.organisation_id, common.chance, common.act_by, parts
    )


_LEAST: Final = 2


def part_of(reach: Reach, common: UUID, told: UUID) -> Part:
    """What one member tells in a common need, to be answered.

    Raises:
        NotFoundError: it is not there, or hidden.
    """
    found = _parts(reach).filter(common__public_id=common, told__public_id=told).first()
    if found is None:
        raise NotFoundError
    return found


def pair_of(reach: Reach, pk: int) -> Pair:
    """A pair that is known, of which both are shown.

    Raises:
        NotFoundError: there is none.
    """
    rows = Pair.objects.filter(organisation_id__in=reach.associations, pk=pk)
    found = rows.filter(reach.shown_at("one", "other")).first()
    if found is None:
        raise NotFoundError
    return found


class Refused(NamedTuple):
    """Two that were said not to be the same, and when."""

    pair: int
    one: ToldRow
    other: ToldRow
    at: datetime


def list_refused(reach: Reach, most: int = 100) -> list[Refused]:
    """What was said to be another, the last first: of one's own, and for an association of everybody."""
    rows = Pair.objects.filter(organisation_id__in=reach.associations, said=Said.OTHER.value)
    rows = rows.filter(reach.shown_at("one", "other"))
    if reach.own not in reach.associations:
        rows = rows.filter(Q(one__organisation_id=reach.own) | Q(other__organisation_id=reach.own))
    columns = ("pk", "one_id", "other_id", "answered_at")
    found = list(rows.order_by("-answered_at", "pk").values_list(*columns)[:most])
    told = {
        one.id: one for one in _rows(reach.shown.filter(pk__in={key for row in found for key in row[1:3]}))
    }
    return [Refused(pk, told[one], told[other], at) for pk, one, other, at in found]


def _parts(reach: Reach) -> QuerySet[Part]:
    """Parts of which what they tell is shown: nothing else is looked at, and nothing else is counted."""
    return Part.objects.filter(reach.shown_at("told"), organisation_id__in=reach.associations)


def _rows(told: QuerySet[Told]) -> list[ToldRow]:
    return [ToldRow._make(row) for row in told.values_list(*ToldRow._fields)]


def _told_by_common(reach: Reach, commons: Sequence[int]) -> Mapping[int, list[ToldRow]]:
    """What is shown in each of some common needs, one's own first, then by name; one question."""
    columns = ("common_id", *(f"told__{name}" for name in ToldRow._fields))
    rows = _parts(reach).filter(common__in=commons).values_list(*columns)
    found: dict[int, list[ToldRow]] = defaultdict(list)
    for common, *said in rows:
        found[common].append(ToldRow._make(said))
    for told in found.values():
        told.sort(key=lambda one: (one.organisation_id != reach.own, one.organisation__name))
    return found


def _pairs_within(association: int, told: Iterable[int]) -> Mapping[int, list[dict[str, Any]]]:
    """The pairs within a common need, by each of the two."""
    keys = list(told)
    rows = Pair.objects.filter(organisation_id=association, one__in=keys, other__in=keys)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    columns = ("one_id", "other_id", "chance", "reasons", "said", "answered_at", "answered_for__name")
    for row in rows.order_by("-chance", "pk").values(*columns):
        found[row["one_id"]].append(row)
        found[row["other_id"]].append(row)
    return found


def _part(told: ToldRow, is_confirmed: bool, pairs: Sequence[Mapping[str, Any]]) -> PartShown:
    said: dict[str, datetime] = {}
    for row in pairs:
        if row["said"] == Said.SAME.value:
            who, at = row["answered_for__name"], row["answered_at"]
            said[who] = max(at, said.get(who, at))
    first = pairs[0] if pairs else None
    return PartShown(
        told,
        is_confirmed,
        chance=first["chance"] if first else 0.0,
        reasons=tuple((ground, tuple(words)) for ground, words in first["reasons"]) if first else (),
        same=tuple(sorted(said.items(), key=lambda one: one[1])),
    )
