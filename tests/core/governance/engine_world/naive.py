"""A slow reading of a model's own words, without compiling: what the kernel must answer too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from samspil.core.governance.language.basics import Bounds, Clause, Unit, When, Who
from samspil.core.governance.language.mandates import Mandate
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Outcome, Step
from samspil.core.governance.matter import Value
from samspil.core.units import Money

Known = Mapping[str, Value]
DECIDING = {"B", "B*", "B**"}
MOVING = {*DECIDING, "I"}


@dataclass(frozen=True)
class Asked:
    """A matter of a kind, as it is known, on a day."""

    model: Model = field(repr=False)
    kind: str
    known: Known
    on: date


def parameter(asked: Asked, key: str) -> Fraction:
    spec = asked.model.parameters[key]
    value = Fraction(spec.values[max(day for day in spec.values if day <= asked.on)].value)
    return value * 100 if spec.unit in (Unit.MONEY_DKK, Unit.MONEY_NOK) else value


def holds(asked: Asked, when: When | None) -> bool:
    return any(all(_meets(asked, key, test) for key, test in clause.items()) for clause in clauses(when))


def clauses(when: When | None) -> list[Clause]:
    return when if isinstance(when, list) else [when or {}]


def _meets(asked: Asked, key: str, test: bool | str | list[str] | Bounds) -> bool:
    value = asked.known[key]
    if isinstance(test, Bounds):
        assert not isinstance(value, str)
        number = Fraction(value.minor if isinstance(value, Money) else value)
        return (
            (test.over is None or number > parameter(asked, test.over))
            and (test.at_least is None or number >= parameter(asked, test.at_least))
            and (test.under is None or number < parameter(asked, test.under))
            and (test.at_most is None or number <= parameter(asked, test.at_most))
        )
    return value in test if isinstance(test, list) else value == test


def body(asked: Asked, who: Who) -> str:
    if who.forum or who.role:
        return f"forum {who.forum}" if who.forum else f"role {who.role}"
    if who.members:
        return "members members"
    lookup = who.forum_for or who.role_for or ""
    choice = (asked.model.attributes[lookup].choices or {})[str(asked.known[lookup])]
    return f"forum {choice.forum}" if who.forum_for else f"role {choice.role}"


def reaches(asked: Asked, mandate: Mandate, held_by: str, effect: Effect) -> bool:
    """Whether a mandate lets its holder do such a thing to this matter on this day."""
    codes = DECIDING if effect in (Effect.APPROVES, Effect.REJECTS, Effect.CLOSES) else MOVING
    return mandate.code.value in codes and covers(asked, mandate, held_by)


def covers(asked: Asked, mandate: Mandate, held_by: str) -> bool:
    """Whether a mandate of this body is about this matter on this day, whatever it lets its holder do."""
    reserved = [key for key, one in asked.model.attributes.items() if one.reserved and asked.known.get(key)]
    lookup = mandate.who.forum_for or mandate.who.role_for
    amount = asked.known.get("amount")
    return (
        (mandate.kinds == "all" or asked.kind in mandate.kinds)
        and (lookup is None or lookup in asked.known)
        and body(asked, mandate.who) == held_by
        and (mandate.valid_from is None or mandate.valid_from <= asked.on)
        and (mandate.valid_to is None or asked.on < mandate.valid_to)
        and (mandate.code.value not in DECIDING or set(reserved) <= set(mandate.covers))
        and holds(asked, mandate.when)
        and (
            mandate.up_to is None
            or (isinstance(amount, Money) and amount.minor <= parameter(asked, mandate.up_to))
        )
    )


def first_mandate(asked: Asked, held_by: str, effect: Effect) -> str | None:
    found = (key for key, one in asked.model.mandates.items() if reaches(asked, one, held_by, effect))
    return next(found, None)


def effect_of(asked: Asked, key: str, outcome: Outcome) -> Effect:
    return outcome.effect or asked.model.terms.outcomes[key].effect


def target(asked: Asked, outcome: Outcome) -> str:
    if isinstance(outcome.to, str):
        return outcome.to
    return next(branch.to for branch in outcome.to if holds(asked, branch.when))


def admitted(asked: Asked, key: str, visits: Mapping[str, int]) -> str:
    """Where a matter that has come to a key so often ends up."""
    steps = asked.model.routes[asked.model.kinds[asked.kind].route].steps
    while key in steps:
        bound = steps[key].at_most
        if bound is None or visits.get(key, 0) < parameter(asked, bound.times):
            return key
        key = bound.then
    return key


def move(asked: Asked, step: Step, key: str, visits: Mapping[str, int]) -> tuple[str, str | None, str]:
    """What comes of an outcome: ``moved`` under a mandate to a step or an end, or why not."""
    outcome = step.outcomes[key]
    effect = effect_of(asked, key, outcome)
    if not holds(asked, outcome.when):
        return "condition_fails", None, ""
    mandate = None
    if effect is not Effect.AUTOMATIC and step.who.role != "requester":
        mandate = first_mandate(asked, body(asked, step.who), effect)
        if mandate is None:
            return "no_mandate", None, ""
    return "moved", mandate, admitted(asked, target(asked, outcome), visits)
