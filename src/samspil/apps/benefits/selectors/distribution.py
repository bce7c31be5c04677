"""Who gains what: the parts that members are expected to get of benefits, and what was measured at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet, Sum

from samspil.apps.benefits.models import Benefit, Share
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.core.benefits.states import State
from samspil.core.units import Money
from samspil.kit.sharing import door

_PROMISES_NOTHING: Final = (State.IDEA.value, State.LAPSED.value)
_ADDED_UP: Final = ("expected_minor", "measured_minor")
_SHOWN: Final = (
    *("pk", "public_id", "title", "initiative__title", "initiative__public_id"),
    *("state", "is_disbenefit", "counted_in", *_ADDED_UP, "go_live"),
)


class Part(NamedTuple):
    """What a member is expected to get of a benefit, and what was measured there: none is not known.

    Amounts are hundredths of what the benefit counts in.
    """

    name: str
    share: Decimal
    expected: int | None
    measured: int | None


@dataclass(frozen=True, slots=True)
class Divided:
    """A benefit with its parts by the members' codes; ``expected`` and ``measured`` are of all of it.

    Amounts are hundredths of ``counted_in``; none where nothing is expected or measured.
    """

    public_id: UUID
    title: str
    initiative: str
    initiative_id: UUID
    state: str
    is_disbenefit: bool
    counted_in: str
    expected: int | None
    measured: int | None
    parts: Mapping[str, Part]

    @property
    def total(self) -> Decimal:
        """What the parts add up to: 1 is all of it."""
        return sum((one.share for one in self.parts.values()), Decimal(0))

    @property
    def promises(self) -> bool:
        """Whether it counts: an idea promises nothing, and what has lapsed does not come."""
        return self.state not in _PROMISES_NOTHING


@dataclass(frozen=True, slots=True)
class Gains:
    """What a member is expected to get in all, and what was measured there, in each currency (or hours)."""

    expected: dict[str, Money] = field(default_factory=dict)
    measured: dict[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of the list: divided, not divided, or both where none is said; from after a row on."""

    is_divided: bool | None = None
    after: int | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class Distribution:
    """A page of the benefits of what is done together, newest first: divided among members, and not yet.

    ``next_after`` is the row that the next page begins after; none where there is no more.
    """

    divided: list[Divided]
    undivided: list[Divided]
    next_after: int | None


def gains_of(acting: Acting) -> dict[str, Gains]:
    """By the members' codes, of all benefits of one's own that promise something. One question."""
    return _gains(Share.objects.filter(organisation_id=acting.organisation_id))


def shared_gains(acting: Acting, on: date) -> Gains:
    """One's own part of all benefits that associations share with us. Two questions."""
    with door.readable(SHARED, on) as shared:
        rows = Share.objects.filter(code=acting.code, benefit__initiative__public_id__in=shared)
        found = _gains(rows.exclude(organisation_id=acting.organisation_id))
    return found.get(acting.code, Gains())


def _gains(rows: QuerySet[Share]) -> dict[str, Gains]:
    found: dict[str, Gains] = defaultdict(Gains)
    told = rows.filter(counted_in__gt="").order_by().values_list("code", "counted_in")
    for code, unit, expected, measured in told.annotate(Sum("expected_minor"), Sum("measured_minor")):
        if expected is not None:
            found[code].expected[unit] = Money(expected, unit)
        if measured is not None:
            found[code].measured[unit] = Money(measured, unit)
    return dict(found)


def names_of_former(acting: Acting, codes: Iterable[str]) -> dict[str, str]:
    """What those were called when they got parts of one's own benefits that are members no longer."""
    rows = Share.objects.filter(organisation_id=acting.organisation_id, code__in=list(codes))
    return dict(rows.order_by().values_list("code").annotate(Max("name")))


def distribution_of(acting: Acting, by: Wanted = Wanted()) -> Distribution:
    """Of the benefits of one's own joint initiatives. Two questions, however many."""
    rows = Benefit.objects.filter(organisation_id=acting.organisation_id, initiative__is_joint=True)
    return _distribution(rows, by)


def shared_distribution(acting: Acting, on: date, by: Wanted = Wanted()) -> Distribution:
    """Of the benefits that associations share with us, each with our own part alone."""
    with door.readable(SHARED, on) as shared:
        rows = Benefit.objects.filter(initiative__public_id__in=shared)
        found = _distribution(rows.exclude(organisation_id=acting.organisation_id), by)
    ours = [_of_one(one, acting.code) for one in found.divided]
    return Distribution(ours, found.undivided, found.next_after)


def _of_one(benefit: Divided, code: str) -> Divided:
    return replace(benefit, parts={key: part for key, part in benefit.parts.items() if key == code})


def _distribution(rows: QuerySet[Benefit], by: Wanted) -> Distribution:
    if by.is_divided is not None:
        is_divided = Exists(Share.objects.filter(benefit=OuterRef("pk")))
        rows = rows.filter(is_divided if by.is_divided else ~is_divided)
    if by.after is not None:
        rows = rows.filter(pk__lt=by.after)
    found = list(rows.order_by("-pk").values_list(*_SHOWN)[: by.size + 1])
    shown = found[: by.size]
    parts = _parts_of([row[0] for row in shown])
    told = [_divided(row, parts.get(row[0], {})) for row in shown]
    divided, undivided = [one for one in told if one.parts], [one for one in told if not one.parts]
    return Distribution(divided, undivided, shown[-1][0] if len(found) > by.size else None)


def _parts_of(benefits: list[int]) -> Mapping[int, dict[str, Part]]:
    """By the benefits' keys, what each part was added up to."""
    found: dict[int, dict[str, Part]] = defaultdict(dict)
    rows = Share.objects.filter(benefit__in=benefits).order_by()
    for key, code, *said in rows.values_list("benefit_id", "code", *Part._fields[:2], *_ADDED_UP):
        found[key][code] = Part(*said)
    return found


def _divided(row: tuple[Any, ...], parts: Mapping[str, Part]) -> Divided:
    """What is not planned has no day to go live, and nothing is expected of it."""
    *said, expected, measured, go_live = row[1:]
    is_planned = said[-1] and go_live is not None
    return Divided(*(*said, *((expected, measured) if is_planned else (None, None)), parts))
