"""What an association can say of all its benefits at once, each figure with what it is of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

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


def figures(followed: Sequence[Followed]) -> Figures:
    """All figures of some benefits in one currency.

    Raises:
        ProblemsError: ``currency_mismatch``.
    """
    measured = [(one, one.measured) for one in followed if one.measured is not None]
    covered = sum(one.has_owner and one.has_baseline and one.has_target for one in followed)
    came = _sum(amount for _one, amount in measured)
    planned = _sum(one.planned for one, _amount in measured)
    promised = _sum(one.promised for one, _amount in measured)
    return Figures(
        coverage=_figure(covered, len(followed)),
        follow_up=_figure(sum(one.in_time for one in followed), sum(one.due for one in followed)),
        realisation=_figure(came, planned),
        unmeasured=_figure(
            _sum(one.planned for one in followed if one.measured is None),
            _sum(one.planned for one in followed),
        ),
        cashing=_figure(_sum(one.taken_home for one in followed), came),
        bias=_figure(promised - came, came),
        slip=median(one.slipped_months for one in followed) if followed else None,
    )


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
