"""How sure one can be of a share of answers, when only some were asked or answered."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z_95: Final = 1.959963984540054  # the 0.975 quantile of the normal distribution


@dataclass(frozen=True, slots=True)
class Interval:
    """A share and the bounds that hold it with the chance that was asked for; all from 0 to 1."""

    share: float
    low: float
    high: float


def wilson(yes: int, answers: int, of: int | None = None, z: float = Z_95) -> Interval:
    """The score interval of a share, narrower where a large part of a small population has answered.

    It is the set of shares ``p`` with ``(yes/answers - p)² <= z²·p(1-p)/answers·f``. ``f`` is 1, or, drawn
    from a population of ``of`` without putting back, ``(of - answers)/(of - 1)``; where all have answered
    nothing is left to guess. Who answers is taken for drawn by chance; those who chose to answer are not.

    Args:
        yes: answers that say it, from 0 to ``answers``.
        answers: at least 1.
        of: how many there are in all, at least ``answers``.
        z: quantile of the normal distribution, above 0.

    Raises:
        ValueError: the numbers do not fit together.

    Source: Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; the finite population: Cochran, Sampling
    Techniques, 3rd ed. (1977), theorem 3.2.

    >>> found = wilson(4, 5)
    >>> round(found.low, 2), round(found.high, 2)
    (0.38, 0.96)
    >>> wilson(3, 4, of=4)
    Interval(share=0.75, low=0.75, high=0.75)
    """
    if not 0 <= yes <= answers or answers < 1 or (of is not None and of < answers) or z <= 0:
        raise ValueError(f"{yes} of {answers} answers, of {of}, z {z}")
    share = yes / answers
    left = 1.0 if of is None else (of - answers) / (of - 1) if of > 1 else 0.0
    spread = z * z * left / answers
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return Interval(
        share, max(0.0, middle - half) if yes else 0.0, min(1.0, middle + half) if yes < answers else 1.0
    )


def response_rate(answers: int, invited: int) -> float | None:
    """The part of those invited who answered; nothing where nobody was invited.

    Raises:
        ValueError: more answers than invitations, or fewer than none.

    >>> response_rate(60, 98)
    0.6122448979591837
    """
    if not 0 <= answers <= invited:
        raise ValueError(f"{answers} answers of {invited} invited")
    return answers / invited if invited else None
