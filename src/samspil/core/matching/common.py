"""Common needs: suggestions, what people have answered, and the groups that come of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from samspil.core.matching.answers import Answer, Learned, learned, odds_to_chance
from samspil.core.matching.chances import Chances, best_threshold
from samspil.core.matching.compounds import Compounds
from samspil.core.matching.evidence import Ground, Need, Reason, words_saying
from samspil.core.matching.groups import Pair, grouped, weight_of
from samspil.core.matching.suggesting import Needs, Suggestion, pairs_of, suggestions
from samspil.core.matching.texts import said as words_said

_SURE: Final = 1.0
_NEVER: Final = 0.0
_LEAST: Final = 0.25  # whatever else is there: what is another three times in four is not said
_FEW: Final = 4  # words that are shown of what two share
_ENOUGH: Final = 10  # needs, for what more than half of them say to be no reason
_A_LITTLE: Final = 0.05  # so that a pair on the threshold speaks for being together
# What a score usually means, as a logistic curve: at the middle one half. Set on 30 draws of 20 needs of
# three members, of the half of the labelled Danish needs for tuning; it counts as so many counterparts.
_MIDDLE: Final = 0.4
_STEEP: Final = 10.0
_COUNTS: Final = 100


@dataclass(frozen=True, slots=True)
class Likely:
    """A pair with its probability before anybody had answered, and with what was learned.

    The words among its reasons are those of the first, as they are written.
    """

    one: str
    other: str
    score: float
    first: float
    now: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What was found: pairs, groups of keys, the probability from which on it is said, what was learned."""

    pairs: tuple[Likely, ...]
    groups: tuple[tuple[str, ...], ...]
    certain_from: float
    learned: Learned


def common_needs(told: Needs, said: Mapping[Pair, Answer], most: int = 30) -> Common:
    """Which needs of different members are the same, by their words and codes and by what people have said.

    What was said to be the same counts as certain, what was said to be another is never put together. From
    all answers together the probability of the rest is learned.

    Args:
        told: the needs of all members, laid out.
        said: what people have answered of pairs, the smaller key first; of needs that are gone as well.
        most: how many candidates are looked at for each need.

    Returns:
        The pairs that are said to be the same or are in a group; the likeliest first.

    >>> two = [Need("1", "a", "Vagtplan"), Need("2", "b", "Ny vagtplan"), Need("3", "b", "Byggesag")]
    >>> common_needs(Needs.of(two, {}), {}).groups
    (('1', '2'),)
    >>> common_needs(Needs.of(two, {}), {("1", "2"): Answer(0.9, confirmed=False)}).groups
    ()
    """
    found, chances = suggestions(told, most=most)
    moved = learned(said.values())
    by_key = {need.key: need for need in told.needs}
    first = {one.score: _first(one.score, chances, len(found)) for one in found}
    likely = [_likely(one, first[one.score], moved) for one in found]
    certain_from = _certain_from(likely)
    groups = grouped(_weighed(likely, certain_from, said, by_key), _members(by_key))
    shown = pairs_of(groups)
    kept = (one for one in likely if one.now >= certain_from or (one.one, one.other) in shown)
    telling = _Telling.of(told)
    written = (replace(one, reasons=_as_written(one, by_key[one.one].text, telling)) for one in kept)
    return Common(tuple(written), groups, certain_from, moved)


def _members(by_key: Mapping[str, Need]) -> dict[str, str]:
    return {key: need.member for key, need in by_key.items()}


def _first(score: float, chances: Chances, number: int) -> float:
    """The probability before anybody has answered: what scores mean here; of few, what they usually mean."""
    usual = odds_to_chance(_STEEP * (score - _MIDDLE))
    return (number * chances.of(score) + _COUNTS * usual) / (number + _COUNTS)


def _likely(one: Suggestion, before: float, moved: Learned) -> Likely:
    first, other = sorted((one.one, one.other))
    return Likely(first, other, one.score, before, moved.moved(before), one.reasons)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Which words tell something: how many needs have each stem, and of how many in all."""

    compounds: Compounds
    held: Mapping[str, int]
    needs: int

    @classmethod
    def of(cls, told: Needs) -> _Telling:
        held = Counter(
            stem
            for need in told.needs
            for stem in {part for word in words_said(need.text) for part in told.compounds.parts(word)}
        )
        return cls(told.compounds, held, len(told.needs))

    def most(self, stems: Iterable[str]) -> frozenset[str]:
        """The few that fewest have; what most have tells nothing, where there are enough to know."""
        few = [
            stem
            for stem in sorted(stems, key=lambda one: (self.held[one], one))
            if self.needs < _ENOUGH or 2 * self.held[stem] < self.needs
        ]
        return frozenset(few[:_FEW])


def _as_written(one: Likely, text: str, telling: _Telling) -> tuple[Reason, ...]:
    """The reasons, with the words of the first need that tell most, instead of all stems."""
    told = (
        replace(reason, said=words_saying(text, telling.most(reason.said), telling.compounds))
        if reason.ground is Ground.WORDS
        else reason
        for reason in one.reasons
    )
    return tuple(reason for reason in told if reason.said or reason.ground is Ground.DATES)


def _certain_from(likely: Sequence[Likely]) -> float:
    """The probability from which on saying that two are the same is expected to be best."""
    by_score = {one.score: one.now for one in likely}
    threshold, _f1 = best_threshold(sorted(one.score for one in likely), by_score)
    return max(by_score.get(threshold, _SURE), _LEAST)


def _weighed(
    likely: Sequence[Likely], certain_from: float, said: Mapping[Pair, Answer], by_key: Mapping[str, Need]
) -> dict[Pair, float]:
    """What groups are put together by: pairs that are said, as they stand to that; and all answers."""
    beside = Learned(shift=_A_LITTLE - weight_of(certain_from))
    found = {(one.one, one.other): beside.moved(one.now) for one in likely if one.now >= certain_from}
    known = {
        pair: _SURE if answer.confirmed else _NEVER
        for pair, answer in said.items()
        if by_key.keys() >= set(pair)
    }
    return found | known
