"""Which applications a pool can pay: points by several assessors, where they differ, the ranking, why not.

Nothing here gives money. A body decides, with this before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from samspil.core.errors import ProblemsError
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Measure:
    """What applications are scored by: each criterion with its weight, and the most points for one.

    Weights are zero or more and not all zero; a pool whose model names none weighs all alike.
    """

    weights: Mapping[str, Fraction]
    most: int

    def __post_init__(self) -> None:
        if min(self.weights.values(), default=Fraction(-1)) < 0 or not sum(self.weights.values()):
            raise ProblemsError.of("bad_weights", weights=[str(one) for one in self.weights.values()])

    def points(self, scores: Mapping[str, Fraction]) -> Fraction:
        """The weighted mean of the scores, on the same scale as they.

        >>> Measure({"a": Fraction(3), "b": Fraction(1)}, 5).points({"a": Fraction(5), "b": Fraction(1)})
        Fraction(4, 1)
        """
        total = sum(self.weights.values())
        return sum((weight * scores[key] for key, weight in self.weights.items()), Fraction(0)) / total


def check_scores(measure: Measure, scores: Mapping[str, int]) -> None:
    """See that each criterion has a score from 0 to the most, and that nothing else is scored.

    Raises:
        ProblemsError: ``score_is_missing``, ``score_outside`` with the most.

    >>> check_scores(Measure({"a": Fraction(1)}, 5), {"a": 5})
    """
    if scores.keys() != measure.weights.keys():
        raise ProblemsError.of("score_is_missing")
    if any(not 0 <= score <= measure.most for score in scores.values()):
        raise ProblemsError.of("score_outside", most=measure.most)


@dataclass(frozen=True, slots=True)
class Spread:
    """How one criterion was scored: the mean, the lowest and the highest."""

    mean: Fraction
    lowest: int
    highest: int

    @property
    def width(self) -> int:
        """How far the assessors are from each other."""
        return self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the assessors said together: points, the spread of each criterion, where they differ the most."""

    points: Fraction
    spreads: Mapping[str, Spread]
    assessors: int

    @property
    def differ_most_on(self) -> tuple[str, ...]:
        """The criteria they are furthest apart on; none when they agree on all."""
        widest = max(spread.width for spread in self.spreads.values())
        return tuple(key for key, spread in self.spreads.items() if widest and spread.width == widest)

    @property
    def widest(self) -> int:
        """How far apart they are on those."""
        return max(spread.width for spread in self.spreads.values())


def assess(measure: Measure, scores: Sequence[Mapping[str, int]]) -> Assessed | None:
    """Put the assessors' scores together, each counting alike; nothing when nobody has scored.

    Raises:
        ProblemsError: as ``check_scores``.

    >>> alike = Measure({"a": Fraction(1), "b": Fraction(1)}, 5)
    >>> together = assess(alike, [{"a": 1, "b": 3}, {"a": 5, "b": 3}])
    >>> together.points, together.differ_most_on, together.widest
    (Fraction(3, 1), ('a',), 4)
    """
    for one in scores:
        check_scores(measure, one)
    if not scores:
        return None
    spreads = {key: _spread([one[key] for one in scores]) for key in measure.weights}
    points = measure.points({key: spread.mean for key, spread in spreads.items()})
    return Assessed(points, spreads, len(scores))


def _spread(scores: Sequence[int]) -> Spread:
    return Spread(Fraction(sum(scores), len(scores)), min(scores), max(scores))


def may_be_seen(viewer: str, asked: Iterable[str], scored: Iterable[str]) -> frozenset[str]:
    """Whose scores somebody may see: one's own until all who were asked have scored, then everybody's.

    Args:
        viewer: who looks; need not be an assessor.
        asked: those who are to score, without those who stepped aside.
        scored: those who have.

    >>> both = ["ane", "bo"]
    >>> sorted(may_be_seen("ane", both, ["ane"])), sorted(may_be_seen("ane", both, both))
    (['ane'], ['ane', 'bo'])
    """
    have = frozenset(scored)
    return have if have.issuperset(asked) else have & {viewer}


class Bar(StrEnum):
    """What keeps an application out of the ranking."""

    LATE = "late"
    OVER_CEILING = "over_ceiling"
    PAYS_BACK_TOO_LATE = "pays_back_too_late"
    NO_PAYBACK = "no_payback"
    NO_OPERATING_FINANCE = "no_operating_finance"
    WRONG_FORM = "wrong_form"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a pool asks of an application; what it does not ask is nothing."""

    forms: frozenset[str]
    ceiling: Money | None = None
    largest_payback_years: int | None = None
    pilots_without_case: bool = False
    own_operating_finance: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What an application says of itself, as far as the pool's rules ask."""

    form: str
    amount: Money
    in_time: bool = True
    pilot: bool = False
    payback_years: int | None = None
    goes_into_operation: bool = False
    operating_finance_named: bool = False


def bars(rules: Rules, asked: Asked) -> tuple[Bar, ...]:
    """All that keeps an application out, in a fixed order; nothing for one that can be ranked.

    A pilot of a pool that takes pilots without a full case needs no payback time.

    Raises:
        ProblemsError: ``currency_mismatch``.

    Source: F2.22, F2.24.

    >>> rules = Rules(frozenset({"grant"}), largest_payback_years=3)
    >>> bars(rules, Asked("grant", Money.of(100), payback_years=4))
    (<Bar.PAYS_BACK_TOO_LATE: 'pays_back_too_late'>,)
    """
    return tuple(_bars(rules, asked))


def _bars(rules: Rules, asked: Asked) -> Iterator[Bar]:
    if not asked.in_time:
        yield Bar.LATE
    if asked.form not in rules.forms:
        yield Bar.WRONG_FORM
    if rules.ceiling is not None and asked.amount > rules.ceiling:
        yield Bar.OVER_CEILING
    if rules.largest_payback_years is not None and not (asked.pilot and rules.pilots_without_case):
        if asked.payback_years is None:
            yield Bar.NO_PAYBACK
        elif asked.payback_years > rules.largest_payback_years:
            yield Bar.PAYS_BACK_TOO_LATE
    if rules.own_operating_finance and asked.goes_into_operation and not asked.operating_finance_named:
        yield Bar.NO_OPERATING_FINANCE


class Fate(StrEnum):
    """What the ranking says of an application."""

    WITHIN = "within"
    BEYOND = "beyond"
    TIED = "tied"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An application that can be ranked: its key, its points, and what it asks for."""

    key: str
    points: Fraction
    amount: Money


@dataclass(frozen=True, slots=True)
class Placed:
    """An application in its place: equal points share a place. ``left`` is what there was when it came to it.

    What it would take, where it is not within: ``points_short`` more points than it has, or asking for
    ``amount_over`` less. Nothing where no points, or no smaller amount, would do.
    """

    candidate: Candidate
    place: int
    fate: Fate
    left: Money
    points_short: Fraction | None = None
    amount_over: Money | None = None


def rank(
    candidates: Iterable[Candidate], money: Money, *, most: int, step: Fraction = Fraction(1, 100)
) -> tuple[Placed, ...]:
    """Rank by points, highest first, and say whom the money reaches.

    Places are gone through from the top. One that asks for more than is left is beyond, and the money goes
    on to the next that it reaches. Those of equal points who cannot all be paid, though each alone could,
    are tied: nothing chooses among them but the body that decides, and all that is left is kept for that.

    ``points_short`` is the least, in whole steps, that would bring it within, everything else being the
    same; ``amount_over`` is how much less it would have to ask for in its place. O(n² log n).

    Args:
        candidates: in any order, no key twice.
        money: what is free in the pool, nought or more.
        most: the most points there are.
        step: the least difference of points that is told.

    Raises:
        ProblemsError: ``currency_mismatch``, ``duplicate_application``.

    Source: F2.24; that the ranking is under the balance is assumed.

    >>> two = [Candidate("lamps", Fraction(4), Money(80)), Candidate("robot", Fraction(3), Money(50))]
    >>> [(one.candidate.key, one.fate.value, one.left.minor) for one in rank(two, Money(100), most=5)]
    [('lamps', 'within', 100), ('robot', 'beyond', 20)]
    """
    asked = tuple(candidates)
    if len({one.key for one in asked}) < len(asked):
        raise ProblemsError.of("duplicate_application")
    return tuple(
        placed if placed.fate is Fate.WITHIN else _what_it_takes(placed, asked, money, most, step)
        for placed in _walk(asked, money)
    )


def _walk(asked: Sequence[Candidate], money: Money) -> Iterator[Placed]:
    left, place, nothing = money, 1, Money(0, money.currency)
    for _, group in groupby(sorted(asked, key=_order), key=lambda one: one.points):
        equals = list(group)
        reached = [one for one in equals if one.amount <= left]
        total = sum((one.amount for one in reached), nothing)
        fate = Fate.WITHIN if total <= left else Fate.TIED
        for one in equals:
            yield Placed(one, place, fate if one in reached else Fate.BEYOND, left)
        left = max(left - total, nothing)
        place += len(equals)


def _order(one: Candidate) -> tuple[Fraction, Money, str]:
    return -one.points, one.amount, one.key


def _what_it_takes(
    placed: Placed, asked: Sequence[Candidate], money: Money, most: int, step: Fraction
) -> Placed:
    return replace(
        placed,
        points_short=_points_short(placed.candidate, asked, money, most, step),
        amount_over=_amount_over(placed, asked),
    )


def _points_short(
    candidate: Candidate, asked: Sequence[Candidate], money: Money, most: int, step: Fraction
) -> Fraction | None:
    """Try it just above each that is at or before it, the nearest first."""
    for threshold in sorted({one.points for one in asked if one.points >= candidate.points}):
        more = (threshold - candidate.points) // step * step + step
        if candidate.points + more > most:
            return None
        moved = replace(candidate, points=candidate.points + more)
        others = [moved if one.key == candidate.key else one for one in asked]
        within = {one.candidate.key for one in _walk(others, money) if one.fate is Fate.WITHIN}
        if candidate.key in within:
            return more
    return None


def _amount_over(placed: Placed, asked: Sequence[Candidate]) -> Money | None:
    """How much less it would have to ask for, to be paid beside its equals out of what was left."""
    asking, left = placed.candidate, placed.left
    equals = [one.amount for one in asked if one.points == asking.points and one.key != asking.key]
    room = left - sum((amount for amount in equals if amount <= left), Money(0, left.currency))
    return asking.amount - room if room.minor > 0 else None
