"""What the numbers say of an initiative, and when a light that says otherwise must say why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from samspil.core.errors import Problem
from samspil.core.units import Money


class Light(StrEnum):
    """As planned, watch, act; grey where nobody knows."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


_WORST_FIRST: Final = (Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True, slots=True)
class Tolerances:
    """From where a light turns, as the organisation has decided: shares of the estimate, calendar days."""

    yellow_cost: Fraction
    red_cost: Fraction
    yellow_days: int
    red_days: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was promised and what is expected now. What is not known is nothing, never zero."""

    promised_cost: Money | None = None
    expected_cost: Money | None = None
    promised_end: date | None = None
    expected_end: date | None = None


def cost_light(numbers: Numbers, tolerances: Tolerances) -> Light:
    """Grey when one of the two is not known; never worse for being cheaper.

    >>> tolerances = Tolerances(Fraction(1, 20), Fraction(1, 10), 14, 60)
    >>> cost_light(Numbers(Money.of(100), Money.of(106)), tolerances).value
    'yellow'
    """
    promised, expected = numbers.promised_cost, numbers.expected_cost
    if promised is None or expected is None or promised.minor <= 0:
        return Light.GREY
    over = Fraction((expected - promised).minor, promised.minor)
    return _light(over >= tolerances.yellow_cost, over >= tolerances.red_cost)


def time_light(numbers: Numbers, tolerances: Tolerances) -> Light:
    """Grey when one of the two days is not known; never worse for being early."""
    promised, expected = numbers.promised_end, numbers.expected_end
    if promised is None or expected is None:
        return Light.GREY
    late = (expected - promised).days
    return _light(late >= tolerances.yellow_days, late >= tolerances.red_days)


def benefit_light(below: Iterable[Fraction], watch: Fraction, act: Fraction) -> Light:
    """The worst of some shares below what was promised decides; grey where none is known.

    Args:
        below: each 0 where all came, 1 where nothing did, below 0 where more came.
        watch: from where the light turns yellow.
        act: from where it turns red.

    >>> benefit_light([Fraction(-1, 2), Fraction(1, 10)], Fraction(1, 10), Fraction(1, 4)).value
    'yellow'
    """
    known = list(below)
    return _light(max(known) >= watch, max(known) >= act) if known else Light.GREY


def _light(is_yellow: bool, is_red: bool) -> Light:
    if is_red:
        return Light.RED
    return Light.YELLOW if is_yellow else Light.GREEN


def worst(lights: Iterable[Light]) -> Light:
    """The worst that is known; grey when none is."""
    given = set(lights)
    return next((one for one in _WORST_FIRST if one in given), Light.GREY)


def refuse_light(said: Light, from_numbers: Light, why: str) -> Problem | None:
    """A light may differ from the numbers, and then says why; nothing where it may stand.

    >>> refuse_light(Light.GREEN, Light.RED, "").code
    'light_differs_without_a_reason'
    """
    differs = from_numbers is not Light.GREY and said is not from_numbers
    if differs and not why.strip():
        return Problem("light_differs_without_a_reason", {"said": said.value, "numbers": from_numbers.value})
    return None
