"""What many benefits add up to: the three bottom lines side by side, and how well they are followed.

Nothing adds one bottom line to another, nor hours to kroner. An idea promises nothing, so it is counted as
one and no more; what has lapsed was promised all the same, and only nobody follows it any longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import HOURS, BottomLine
from samspil.core.benefits.figures import Figures, Totals, figures_of
from samspil.core.benefits.states import State

_IDEA: Final = Q(state=State.IDEA.value)
_FOLLOWED: Final = ~Q(state__in=[State.IDEA.value, State.LAPSED.value])
_ANY: Final = Q()
_MEASURED: Final = Q(measured_minor__isnull=False)


class _Row(NamedTuple):
    """One bottom line in one currency, as the database adds it up."""

    bottom_line: str
    counted_in: str
    slipped_months: int
    benefits: int
    ideas: int
    followed: int
    covered: int
    due: int
    in_time: int
    first: int
    expected: int
    measured: int | None
    taken_home: int
    planned_of_measured: int
    promised_of_measured: int
    planned_of_unmeasured: int
    planned: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts of a bottom line in one currency or hours, in hundredths; none measured where nobody has."""

    counted_in: str
    first: int
    expected: int
    measured: int | None
    taken_home: int


@dataclass(frozen=True, slots=True)
class LineSums:
    """A bottom line: how many benefits it has, those that are ideas, and the amounts of the others."""

    bottom_line: BottomLine
    benefits: int
    ideas: int
    amounts: tuple[Amounts, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """All of it. ``counted`` are figures of what is counted in a currency or in hours, by which."""

    lines: tuple[LineSums, ...]
    followed: Figures
    counted: dict[str, Figures]


def sums_of(rows: QuerySet[Benefit]) -> Sums:
    """What some benefits add up to. Two questions at most: what is counted once is told apart first.

    Benefits of a group (``counted_with``) have the same effect, which the oldest of them that was promised
    stands for.
    """
    found = [_Row._make(one) for one in _added_up(rows)]
    counted = {one.counted_in for one in found if one.counted_in and one.benefits > one.ideas}
    kinds = sorted(counted, key=lambda one: (one == HOURS, one))
    return Sums(
        lines=tuple(_line(one, kinds, found) for one in BottomLine),
        followed=figures_of(_totals(found)),
        counted={one: figures_of(_totals(row for row in found if row.counted_in == one)) for one in kinds},
    )


def _added_up(rows: QuerySet[Benefit]) -> Iterable[tuple[object, ...]]:
    """A row for each bottom line, currency and number of months that it slipped."""
    groups = rows.exclude(_IDEA).filter(counted_with__gt="").values("counted_with", "counted_in")
    standing = list(groups.annotate(oldest=Min("pk")).values_list("oldest", flat=True))
    counts = ~_IDEA & (Q(counted_with="") | Q(pk__in=standing))

    def total(field: str, more: Q = _ANY) -> Coalesce:
        return Coalesce(Sum(field, filter=counts & more), 0)

    return (
        rows.order_by()
        .values("bottom_line", "counted_in", "slipped_months")
        .annotate(
            benefits=Count("pk"),
            ideas=Count("pk", filter=_IDEA),
            followed=Count("pk", filter=_FOLLOWED),
            covered=Count("pk", filter=_FOLLOWED & Q(has_baseline=True) & ~Q(owner="")),
            all_due=Coalesce(Sum("due"), 0),
            all_in_time=Coalesce(Sum("in_time"), 0),
            first=total("first_minor"),
            expected=total("expected_minor"),
            measured=Sum("measured_minor", filter=counts),
            taken_home=total("taken_minor"),
            planned_of_measured=total("expected_by_then_minor", _MEASURED),
            promised_of_measured=total("first_by_then_minor", _MEASURED),
            planned_of_unmeasured=total("expected_by_now_minor", ~_MEASURED),
            planned=total("expected_by_now_minor"),
        )
        .values_list(
            "bottom_line",
            "counted_in",
            "slipped_months",
            "benefits",
            "ideas",
            "followed",
            "covered",
            "all_due",
            "all_in_time",
            *_Row._fields[9:],
        )
    )


def _line(of: BottomLine, kinds: Iterable[str], found: Iterable[_Row]) -> LineSums:
    rows = [one for one in found if one.bottom_line == of.value]
    amounts = (_amounts(kind, [one for one in rows if one.counted_in == kind]) for kind in kinds)
    return LineSums(
        of,
        sum(one.benefits for one in rows),
        sum(one.ideas for one in rows),
        tuple(one for one in amounts if one is not None),
    )


def _amounts(kind: str, rows: list[_Row]) -> Amounts | None:
    """What is counted in one currency; nothing where there are ideas alone."""
    if all(one.benefits == one.ideas for one in rows):
        return None
    return Amounts(
        kind,
        sum(one.first for one in rows),
        sum(one.expected for one in rows),
        _measured(rows),
        sum(one.taken_home for one in rows),
    )


def _measured(rows: Iterable[_Row]) -> int | None:
    """What is measured of all of them; none where nothing is, which is not nought."""
    found = [one.measured for one in rows if one.measured is not None]
    return sum(found) if found else None


def _totals(rows: Iterable[_Row]) -> Totals:
    found = list(rows)
    slips: dict[int, int] = defaultdict(int)
    for one in found:
        slips[one.slipped_months] += one.followed
    return Totals(
        count=sum(one.followed for one in found),
        covered=sum(one.covered for one in found),
        due=sum(one.due for one in found),
        in_time=sum(one.in_time for one in found),
        measured=_measured(found) or 0,
        planned_of_measured=sum(one.planned_of_measured for one in found),
        promised_of_measured=sum(one.promised_of_measured for one in found),
        planned_of_unmeasured=sum(one.planned_of_unmeasured for one in found),
        planned=sum(one.planned for one in found),
        taken_home=sum(one.taken_home for one in found),
        slips=slips,
    )
