"""What an association can say of all its benefits at once, each figure with what it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Followed:
    """One benefit as figures see it, up to a day.

    Args:
        has_owner: somebody in the line owns it.
        has_baseline: how it was before is known.
        has_target: with its day.
        due: measurements that were to be made by the day.
        in_time: those of them that were made in time.
        promised: what the first decision was told it would have brought by the day, in money.
        planned: what the newest baseline says by the day.
        measured: what measurements show; none where nothing has been measured.
        taken_home: what has been taken out of a budget or put to use by decision.
        slipped_months: from the first planned full effect to the one expected now.
    """

    has_owner: bool
    has_baseline: bool
    has_target: bool
    due: int
    in_time: int
    promised: Money
    planned: Money
    measured: Money | None
    taken_home: Money
    slipped_months: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A share, and of how many or how much: a share of nothing is not nought but unknown."""

    share: Fraction | None
    of: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How well benefits are followed, and how much of them comes.

    Args:
        coverage: benefits with owner, baseline and target, of all.
        follow_up: measurements made in time, of those due.
        realisation: measured of planned, over the benefits that have been measured.
        unmeasured: planned by now, of benefits that nobody has measured, of all planned.
        cashing: taken home of measured.
        bias: by how much what was promised first differs from what is measured, of the measured; above 0 is
            promised too much.
        slip: the median of the months they have slipped; none without benefits.
    """

    coverage: Figure
    follow_up: Figure
    realisation: Figure
    unmeasured: Figure
    cashing: Figure
    bias: Figure
    slip: float | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What many benefits add up to, in hundredths of one currency: what the figures are made of.

    Args:
        count: how many are to be followed.
        covered: those of them with owner, baseline and target.
        due: measurements that were to be made.
        in_time: those of them that were made in time.
        measured: what the measured ones brought.
        planned_of_measured: what they were planned to have brought until then.
        promised_of_measured: what the first decision was told they would have brought until then.
        planned_of_unmeasured: what is planned by now of those that nobody has measured.
        planned: what is planned by now of all.
        taken_home: of all.
        slips: how many have slipped by how many months.
    """

    count: int
    covered: int
    due: int
    in_time: int
    measured: int
    planned_of_measured: int
    promised_of_measured: int
    planned_of_unmeasured: int
    planned: int
    taken_home: int
    slips: Mapping[int, int]


def figures(followed: Sequence[Followed]) -> Figures:
    """All figures of some benefits in one currency.

    Raises:
        ProblemsError: ``currency_mismatch``.
    """
    measured = [(one, one.measured) for one in followed if one.measured is not None]
    return figures_of(
        Totals(
            count=len(followed),
            covered=sum(one.has_owner and one.has_baseline and one.has_target for one in followed),
            due=sum(one.due for one in followed),
            in_time=sum(one.in_time for one in followed),
            measured=_sum(amount for _one, amount in measured),
            planned_of_measured=_sum(one.planned for one, _amount in measured),
            promised_of_measured=_sum(one.promised for one, _amount in measured),
            planned_of_unmeasured=_sum(one.planned for one in followed if one.measured is None),
            planned=_sum(one.planned for one in followed),
            taken_home=_sum(one.taken_home for one in followed),
            slips=Counter(one.slipped_months for one in followed),
        )
    )


def figures_of(totals: Totals) -> Figures:
    """The same from sums: a database adds ten thousand benefits up quicker than they are read.

    >>> none = Totals(4, 3, 0, 0, 0, 0, 0, 0, 0, 0, {0: 3, 6: 1})
    >>> found = figures_of(none)
    >>> found.coverage.share, found.realisation.share, found.slip
    (Fraction(3, 4), None, 0.0)
    """
    return Figures(
        coverage=_figure(totals.covered, totals.count),
        follow_up=_figure(totals.in_time, totals.due),
        realisation=_figure(totals.measured, totals.planned_of_measured),
        unmeasured=_figure(totals.planned_of_unmeasured, totals.planned),
        cashing=_figure(totals.taken_home, totals.measured),
        bias=_figure(totals.promised_of_measured - totals.measured, totals.measured),
        slip=_median(totals.slips),
    )


def _median(counts: Mapping[int, int]) -> float | None:
    """The middle of values, each as often as is said; between the two middle ones of an even number."""
    total = sum(counts.values())
    if not total:
        return None
    low, high = _at(counts, (total - 1) // 2), _at(counts, total // 2)
    return (low + high) / 2


def _at(counts: Mapping[int, int], place: int) -> int:
    return next(value for value in sorted(counts) if (place := place - counts[value]) < 0)


def _figure(part: int, whole: int) -> Figure:
    return Figure(Fraction(part, whole) if whole else None, whole)


def _sum(amounts: Iterable[Money]) -> int:
    found = list(amounts)
    if not found:
        return 0
    total = found[0]
    for one in found[1:]:
        total += one
    return total.minor
