"""How much of a framework's ceiling is drawn, by whom, and when it is spent at the pace so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.units import Money

# So many standard deviations to each side hold eight of ten.
_EIGHT_OF_TEN: Final = 1.2816


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a participant has bought under a framework on a day; below nothing a mistake is put right."""

    member: str
    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class RunsOut:
    """When a ceiling is spent at the pace so far: in eight of ten cases from ``earliest`` to ``latest``.

    A day is none where it lies beyond what was asked about; the last also where too little has been drawn
    to say.
    """

    earliest: date
    likely: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class DrawDown:
    """How much of a framework's ceiling is used, by whom, and when it runs out at the pace so far.

    ``spent_on`` is the day on which the ceiling was reached. ``runs_out`` is none where it has been, where
    nothing was drawn, where nobody knows since when, or where it lasts beyond what was asked about.
    """

    ceiling: Money
    drawn: Money
    left: Money
    by_member: tuple[tuple[str, Money], ...]
    used: Fraction
    spent_on: date | None
    runs_out: RunsOut | None


def draw_down(
    ceiling: Money, drawn: Iterable[Drawn], starts_on: date | None, on: date, until: date
) -> DrawDown:
    """What has been drawn on a framework by the end of a day, against its ceiling.

    Once the ceiling is reached the framework has spent itself (C-216/17). The pace is what has been drawn
    since it began, a day like another. The span around it takes purchases to come as they came, one by one
    and as large as they were: few large ones say less than many small ones. It knows of no plan and no
    season. O(n log n).

    Args:
        ceiling: above 0.
        drawn: what was bought; what lies after ``on`` is not counted.
        starts_on: the framework's first day, none where nobody has said.
        on: the day of asking.
        until: the last day that is asked about.

    Raises:
        ProblemsError: ``ceiling_not_above_zero``.

    Source: methods.md §5; the span: Fieller, Some problems in interval estimation (1954), of a compound
    Poisson process.

    >>> from datetime import date
    >>> found = draw_down(Money.of(100), [Drawn("a", date(2026, 1, 5), Money.of(50))],
    ...     date(2026, 1, 1), date(2026, 1, 10), date(2027, 1, 1))
    >>> str(found.used), str(found.runs_out.likely)
    ('1/2', '2026-01-20')
    """
    if ceiling.minor <= 0:
        raise ProblemsError.of("ceiling_not_above_zero", ceiling=ceiling)
    counted = sorted((one for one in drawn if one.on <= on), key=lambda one: (one.on, -one.amount.minor))
    by_member: dict[str, Money] = {}
    for one in counted:
        by_member[one.member] = by_member.get(one.member, Money(0, ceiling.currency)) + one.amount
    total = sum(by_member.values(), Money(0, ceiling.currency))
    left = ceiling - total
    passed = _days_passed(starts_on, on)
    can_tell = total.minor > 0 and left.minor > 0 and passed > 0
    return DrawDown(
        ceiling,
        total,
        left,
        tuple(sorted(by_member.items())),
        Fraction(total.minor, ceiling.minor),
        _spent_on(ceiling, counted) if left.minor <= 0 else None,
        _runs_out(_bought(counted), (total.minor, left.minor, passed), on, until) if can_tell else None,
    )


def reached_about(ceiling: Money, drawn: Money, starts_on: date | None, on: date, until: date) -> date | None:
    """When a ceiling is reached at the pace so far, told by what is drawn in all: as `draw_down` has it.

    No day where it has been reached, where nothing was drawn, where nobody knows since when, or where it
    lasts beyond what was asked about. O(1).

    Raises:
        ProblemsError: ``currency_mismatch``.

    >>> from datetime import date
    >>> day = date(2026, 1, 10)
    >>> reached_about(Money.of(100), Money.of(50), date(2026, 1, 1), day, date(2027, 1, 1))
    datetime.date(2026, 1, 20)
    """
    left = ceiling - drawn
    passed = _days_passed(starts_on, on)
    if drawn.minor <= 0 or left.minor <= 0 or passed <= 0:
        return None
    return _day(on, _likely(drawn.minor, left.minor, passed), until)


def _days_passed(starts_on: date | None, on: date) -> int:
    return (on - starts_on).days + 1 if starts_on is not None else 0


def _likely(total: int, left: int, passed: int) -> int:
    """So many days until what is left is drawn as what was drawn so far."""
    return -(-left * passed // total)


def _spent_on(ceiling: Money, counted: Sequence[Drawn]) -> date:
    """The first day on which the ceiling was reached for good: no correction has brought it below since."""
    total = ceiling - ceiling
    found = counted[-1].on
    is_spent = False
    for one in counted:
        total += one.amount
        if total >= ceiling and not is_spent:
            found = one.on
        is_spent = total >= ceiling
    return found


def _bought(counted: Iterable[Drawn]) -> list[int]:
    """What was bought each time; a correction is taken off what its participant bought last before it."""
    kept: dict[str, list[int]] = {}
    for one in counted:
        amounts, minor = kept.setdefault(one.member, []), one.amount.minor
        while minor < 0 and amounts:
            minor += amounts.pop()
        if minor > 0:
            amounts.append(minor)
    return [minor for amounts in kept.values() for minor in amounts]


def _runs_out(bought: Iterable[int], counts: tuple[int, int, int], on: date, until: date) -> RunsOut | None:
    total, left, passed = counts
    pace = total / passed
    spread = _EIGHT_OF_TEN**2 * sum(float(minor) ** 2 for minor in bought) / passed
    # The two moments at which what is left lies just within the span of what will have been drawn by then.
    square, line, rest = pace**2 - spread / passed, 2 * left * pace + spread, float(left) ** 2
    root = sqrt(max(line**2 - 4 * square * rest, 0.0))
    earliest = _day(on, floor(2 * rest / (line + root)), until)
    if earliest is None:
        return None
    latest = _day(on, ceil((line + root) / (2 * square)), until) if square > 0 else None
    return RunsOut(earliest, _day(on, _likely(total, left, passed), until), latest)


def _day(on: date, days: int, until: date) -> date | None:
    return on + timedelta(days=days) if days <= (until - on).days else None
