"""What many benefits add up to: the three bottom lines side by side, and how well they are followed.

Nothing adds one bottom line to another, nor hours to kroner. An idea promises nothing, so it is counted as
one and no more; what has lapsed was promised all the same, and only nobody follows it any longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q, QuerySet, Sum

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import HOURS, BottomLine
from samspil.core.benefits.figures import Figures, Totals, figures_of
from samspil.core.benefits.states import State

_IDEA: Final = Q(state=State.IDEA.value)
_NOT_FOLLOWED: Final = frozenset({State.IDEA.value, State.LAPSED.value})


class _Row(NamedTuple):
    """Benefits that are alike in what sums ask about, as the database adds them up.

    They are grouped by it rather than each sum filtered: a condition is then asked once of a benefit.
    """

    bottom_line: str
    counted_in: str
    slipped_months: int
    state: str
    stands: bool
    is_measured: bool
    benefits: int
    covered: int
    due: int
    in_time: int
    first: int
    expected: int
    measured: int | None
    taken_home: int
    expected_by_then: int
    first_by_then: int
    expected_by_now: int

    @property
    def ideas(self) -> int:
        """How many promise nothing yet."""
        return self.benefits if self.state == State.IDEA.value else 0

    @property
    def followed(self) -> int:
        """How many somebody is to follow."""
        return 0 if self.state in _NOT_FOLLOWED else self.benefits

    @property
    def counts(self) -> bool:
        """Whether amounts are added: of what is promised, and of one in each group with the same effect."""
        return self.stands and not self.ideas


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


def _added_up(rows: QuerySet[Benefit]) -> Iterable[Any]:
    """Two questions: which of a group stands for it, and then all sums."""
    groups = rows.exclude(_IDEA).filter(counted_with__gt="").values("counted_with", "counted_in")
    oldest = list(groups.annotate(oldest=Min("pk")).values_list("oldest", flat=True))
    stands = Q(counted_with="") | Q(pk__in=oldest)
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(stands=_told(stands), is_measured=_told(Q(measured_minor__isnull=False)))
        .values(*_Row._fields[:6])
        .annotate(
            benefits=Count("pk"),
            covered=Count("pk", filter=Q(has_baseline=True) & ~Q(owner="")),
            all_due=Sum("due"),
            all_in_time=Sum("in_time"),
            first=Sum("first_minor"),
            expected=Sum("expected_minor"),
            measured=Sum("measured_minor"),
            taken_home=Sum("taken_minor"),
            expected_by_then=Sum("expected_by_then_minor"),
            first_by_then=Sum("first_by_then_minor"),
            expected_by_now=Sum("expected_by_now_minor"),
        )
        .values_list(*_Row._fields[:8], "all_due", "all_in_time", *_Row._fields[10:])
    )
    return found


def _told(question: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(question, BooleanField())


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
    promised = [one for one in rows if not one.ideas]
    if not promised:
        return None
    counted = [one for one in promised if one.counts]
    return Amounts(
        kind,
        sum(one.first for one in counted),
        sum(one.expected for one in counted),
        _measured(counted),
        sum(one.taken_home for one in counted),
    )


def _measured(rows: Iterable[_Row]) -> int | None:
    """What is measured of all of them; none where nothing is, which is not nought."""
    found = [one.measured for one in rows if one.measured is not None]
    return sum(found) if found else None


def _totals(rows: Iterable[_Row]) -> Totals:
    found = list(rows)
    counted = [one for one in found if one.counts]
    measured = [one for one in counted if one.is_measured]
    slips: dict[int, int] = defaultdict(int)
    for one in found:
        slips[one.slipped_months] += one.followed
    return Totals(
        count=sum(one.followed for one in found),
        covered=sum(one.covered for one in found if one.followed),
        due=sum(one.due for one in found),
        in_time=sum(one.in_time for one in found),
        measured=_measured(measured) or 0,
        planned_of_measured=sum(one.expected_by_then for one in measured),
        promised_of_measured=sum(one.first_by_then for one in measured),
        planned_of_unmeasured=sum(one.expected_by_now for one in counted if not one.is_measured),
        planned=sum(one.expected_by_now for one in counted),
        taken_home=sum(one.taken_home for one in counted),
        slips=slips,
    )
