"""One's own closed initiatives, blended into a public class as they grow in number.

The weight of one's own history is n / (n + strength): ``strength`` is how many own outcomes weigh as much as
the public class. The tail's share and alpha are updated as beta and gamma priors worth so many outcomes, so
that the first overrun of one's own is neither ignored nor frightens. Everything that was blended is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from samspil.core.errors import Problem, ProblemsError
from samspil.core.forecasting.reference import Measured, Point, ReferenceClass, Tail, level_at, level_below

STRENGTH = 20.0  # assumed; no source says how soon one's own history should count
FEW = 10  # own outcomes below this are said to be few


@dataclass(frozen=True, slots=True)
class Blend:
    """A class that is partly one's own, and how it came about.

    Args:
        found: the blended class.
        public: what it began as.
        own: how many own outcomes went in.
        weight: theirs in the body, from 0 to 1.
        cautions: what whoever reads a number must know.
    """

    found: ReferenceClass
    public: ReferenceClass
    own: int
    weight: float
    cautions: tuple[Problem, ...]


def blend(public: ReferenceClass, outcomes: Sequence[float], strength: float = STRENGTH) -> Blend:
    """A public class with one's own outcomes.

    Args:
        public: with a tail; without one, what one has seen above its highest ratio would be impossible.
        outcomes: own actual over planned, each above 0.
        strength: own outcomes that weigh as much as the public class, above 0.

    Raises:
        ProblemsError: ``ratio_not_above_zero``, ``class_without_tail``, ``strength_not_above_zero``.
    """
    if public.tail is None:
        raise ProblemsError.of("class_without_tail", key=public.key)
    if not strength > 0:
        raise ProblemsError.of("strength_not_above_zero", strength=strength)
    _check_above_zero(outcomes)
    tail = public.tail
    body = [one for one in outcomes if one <= tail.above]
    above = [one for one in outcomes if one > tail.above]
    weight = len(body) / (len(body) + strength * (1 - tail.share))
    updated = _update(tail, len(outcomes), above, strength)
    points = _mix(_conditional(public.body), _spread(body, public.body[0][1], tail.above), weight)
    found = replace(
        public,
        key=f"{public.key}+own",
        n=public.n + len(outcomes),
        body=tuple((level * (1 - updated.share), ratio) for level, ratio in points),
        tail=updated,
    )
    return Blend(found, public, len(outcomes), weight, _cautions(len(outcomes)))


def blend_body(public: ReferenceClass, outcomes: Sequence[float], strength: float = STRENGTH) -> Blend:
    """The same for a public class without a tail: what one has seen above its highest ratio widens it.

    Args:
        public: without a tail.
        outcomes: own actual over planned, each above 0.
        strength: own outcomes that weigh as much as the public class, above 0.

    Raises:
        ProblemsError: ``ratio_not_above_zero``, ``class_with_tail``, ``strength_not_above_zero``.

    >>> even = ReferenceClass("even", Measured.DURATION, "made up", "", 40, ((0.0, 1.0), (1.0, 2.0)))
    >>> found = blend_body(even, [3.0] * 20)
    >>> found.weight, found.found.quantile(1.0), round(found.found.quantile(0.5), 3)
    (0.5, 3.0, 1.977)
    """
    if public.tail is not None:
        raise ProblemsError.of("class_with_tail", key=public.key)
    if not strength > 0:
        raise ProblemsError.of("strength_not_above_zero", strength=strength)
    _check_above_zero(outcomes)
    weight = len(outcomes) / (len(outcomes) + strength)
    points = _mix(public.body, _spread(outcomes, public.body[0][1], public.body[-1][1]), weight)
    found = replace(public, key=f"{public.key}+own", n=public.n + len(outcomes), body=tuple(points))
    return Blend(found, public, len(outcomes), weight, _cautions(len(outcomes)))


def of_outcomes(
    key: str, measured: Measured, source: str, outcomes: Sequence[float], tail: Tail
) -> ReferenceClass:
    """A class of outcomes alone, where there are enough of them and no public class fits.

    Args:
        key: its name.
        measured: what it is about.
        source: where the outcomes are from.
        outcomes: actual over planned, each above 0.
        tail: where the tail begins and is capped, and what is thought of it before anything was seen, which
            is worth one outcome.

    Raises:
        ProblemsError: ``too_few_outcomes``, ``ratio_not_above_zero``.
    """
    if len(outcomes) < FEW:
        raise ProblemsError.of("too_few_outcomes", n=len(outcomes), few=FEW)
    _check_above_zero(outcomes)
    above = [one for one in outcomes if one > tail.above]
    updated = _update(tail, len(outcomes), above, 1.0)
    points = _spread([one for one in outcomes if one <= tail.above], min(outcomes), tail.above)
    body = tuple((level * (1 - updated.share), ratio) for level, ratio in points)
    return ReferenceClass(key, measured, source, "", len(outcomes), body, updated)


def _check_above_zero(outcomes: Sequence[float]) -> None:
    for number, one in enumerate(outcomes, 1):
        if not one > 0:
            raise ProblemsError.of("ratio_not_above_zero", number=number, ratio=one)


def _update(tail: Tail, n: int, above: Sequence[float], strength: float) -> Tail:
    share = (strength * tail.share + len(above)) / (strength + n)
    prior = strength * tail.share
    capped = [min(one, tail.cap) for one in above]
    # A capped outcome is one of which only "at least so much" is known: it adds its length, and no count.
    seen = sum(one < tail.cap for one in capped)
    lengths = prior / tail.alpha + sum(log(one / tail.above) for one in capped)
    alpha = (prior + seen) / lengths if prior + seen > 0 else tail.alpha
    return replace(tail, share=share, alpha=alpha)


def _conditional(body: Sequence[Point]) -> list[Point]:
    ends = body[-1][0]
    return [(level / ends, ratio) for level, ratio in body]


def _spread(outcomes: Sequence[float], least: float, most: float) -> list[Point]:
    """Outcomes at the levels i / (n + 1), with room on both sides: few outcomes leave much of it."""
    ranked = sorted(outcomes)
    size = len(ranked)
    inner = [(rank / (size + 1), one) for rank, one in enumerate(ranked, 1)]
    return [(0.0, min([least, *ranked[:1]])), *inner, (1.0, max([most, *ranked[-1:]]))]


def _mix(public: Sequence[Point], own: Sequence[Point], weight: float) -> list[Point]:
    """The mixture of two distributions: exact, as each is straight between its points."""
    found: list[Point] = []
    for ratio in sorted({ratio for _level, ratio in [*public, *own]}):
        for at in (level_below, level_at):
            level = (1 - weight) * at(public, ratio) + weight * at(own, ratio)
            level = max([level, *(before for before, _ratio in found[-1:])])  # rounding never goes back
            if not found or (level, ratio) != found[-1]:
                found.append((level, ratio))
    return found


def _cautions(own: int) -> tuple[Problem, ...]:
    if own == 0:
        return (Problem("forecast_without_own_history", {}),)
    return (Problem("forecast_from_few_outcomes", {"n": own, "few": FEW}),) if own < FEW else ()
