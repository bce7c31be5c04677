"""What people have confirmed and refused, learned from: probabilities drawn towards their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp
from typing import Final

from samspil.core.matching.groups import weight_of

_ROUNDS: Final = 30
_SHIFT_HELD: Final = 1.0  # how strongly the shift is held to 0, and the slope to 1: as one over the variance
_SLOPE_HELD: Final = 4.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of a suggestion that had a probability: that the two are the same, or not."""

    probability: float
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """How probabilities are moved: the log of the odds times a slope, and a shift.

    With no answers nothing moves; a few move little, many decide.
    """

    slope: float = 1.0
    shift: float = 0.0

    def moved(self, probability: float) -> float:
        """What a probability becomes.

        >>> round(Learned(shift=1.0).moved(0.5), 3)
        0.731
        """
        return odds_to_chance(self.slope * weight_of(probability) + self.shift)


def learned(answers: Iterable[Answer]) -> Learned:
    """Fit slope and shift to the answers, held to 1 and 0 as if some had been given already.

    The most likely values under a normal prior, by Newton's method. The slope stays above 0: what was
    likelier stays likelier. Source: Platt (1999), "Probabilistic outputs for support vector machines".

    >>> few, many = ([Answer(0.5, False)] * number for number in (1, 40))
    >>> [round(learned(given).moved(0.5), 2) for given in ((), few, many)]
    [0.5, 0.4, 0.07]
    """
    told = [(weight_of(answer.probability), float(answer.confirmed)) for answer in answers]
    slope, shift = 1.0, 0.0
    for _ in range(_ROUNDS):
        of_slope, of_shift = _SLOPE_HELD * (slope - 1), _SHIFT_HELD * shift
        bend_slope, bend_both, bend_shift = _SLOPE_HELD, 0.0, _SHIFT_HELD
        for odds, said in told:
            chance = odds_to_chance(slope * odds + shift)
            spread = chance * (1 - chance)
            of_slope += (chance - said) * odds
            of_shift += chance - said
            bend_slope += spread * odds * odds
            bend_both += spread * odds
            bend_shift += spread
        bend = bend_slope * bend_shift - bend_both * bend_both
        slope -= _within(1.0, (of_slope * bend_shift - of_shift * bend_both) / bend)
        shift -= _within(1.0, (of_shift * bend_slope - of_slope * bend_both) / bend)
    return Learned(max(slope, 0.05), shift)


def _within(most: float, step: float) -> float:
    return min(max(step, -most), most)


def odds_to_chance(odds: float) -> float:
    """The probability whose log-odds these are.

    >>> odds_to_chance(0.0)
    0.5
    """
    return 1 / (1 + exp(-odds)) if odds >= 0 else 1 - 1 / (1 + exp(odds))
