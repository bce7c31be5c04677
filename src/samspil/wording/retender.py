"""When a contract must be tendered again, in words: each step of a calculation, each act, each way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samspil.core.calendar import CLOSED_BY_ORGANISATION, WEEKEND, Step
from samspil.core.retender.chain import Act
from samspil.core.retender.remedies import Remedy, Way
from samspil.wording.words import Words


def told(steps: Sequence[Step], words: Words) -> tuple[str, ...]:
    """How a day was found, step by step."""
    return tuple(_step(one, words) for one in steps)


def act(one: Act, words: Words) -> str:
    """What somebody must do."""
    return words.say(f"retender.sort.{one.sort.value}", number=one.number, agreement=one.agreement)


def remedy(one: Remedy, words: Words) -> str:
    """A way out, and whether it is enough."""
    said = words.say(
        f"retender.way.{one.way.value}",
        options=one.options,
        ends=_day(one.ends_on, words),
        takes_over=_day(one.takes_over_on, words),
        route=words.say(f"retender.route.{one.route.value}") if one.route else "",
        agreement=one.agreement,
        days=words.number(one.days),
    )
    enough = one.enough or one.way is Way.GAP
    return said if enough else f"{said} {words.say('retender.not_enough')}"


def _day(day: date | None, words: Words) -> str:
    return words.day(day) if day else ""


def _step(step: Step, words: Words) -> str:
    args = {name: _argument(given, words) for name, given in step.args.items()}
    if "unit" in step.args:
        args["length"] = words.quantity(int(str(step.args["amount"])), str(step.args["unit"]))
    return words.say(f"retender.{step.code}", **args)


def _argument(given: object, words: Words) -> str:
    if isinstance(given, date):
        return words.day(given)
    if given == WEEKEND:
        return ""
    return words.say("closed_by_organisation") if given == CLOSED_BY_ORGANISATION else str(given)
