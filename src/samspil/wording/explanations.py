"""How something was worked out, in words: deadlines, turns of a route, and the names a model gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from samspil.core.calendar import CLOSED_BY_ORGANISATION, Deadline
from samspil.core.calendar import Step as DeadlineStep
from samspil.core.governance.events import Due
from samspil.core.governance.explain import Assumed, MembersPart, Part
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.routes import AttributeType, Step
from samspil.core.governance.program import Body
from samspil.core.governance.reasons import Reason
from samspil.core.governance.sources import SourceKind, source_kind
from samspil.core.units import Money
from samspil.wording.words import Words


def body(model: Model, who: Body, words: Words) -> str:
    """What a model calls a body."""
    if who.is_forum:
        return model.forums[who.key].name.in_language(words.language)
    if who.sort == "role":
        return model.roles[who.key].name.in_language(words.language)
    return words.say("body.members")


def outcome(model: Model, step: Step, key: str, words: Words) -> str:
    """What a model calls an outcome of a step: its own name, or that of its terms."""
    return (step.outcomes[key].name or model.terms.outcomes[key].name).in_language(words.language)


def value(model: Model, attribute: str, given: int | str | bool, words: Words) -> str:
    """An attribute's value: money in minor units, a choice by its name."""
    spec = model.attributes[attribute]
    text = str(given)
    match spec.type:
        case AttributeType.MONEY:
            return words.money(Money(int(given)))
        case AttributeType.NUMBER:
            return words.number(int(given))
        case AttributeType.YES_NO:
            return words.yes_or_no(given in (True, "yes"))
    if spec.phases_of is not None:
        return model.project_models[spec.phases_of].phases[text].name.in_language(words.language)
    return (spec.choices or {})[text].name.in_language(words.language)


def reason(model: Model, why: Reason, words: Words) -> str:
    """One test that a matter met."""
    attribute = model.attributes[why.attribute].name.in_language(words.language)
    told = value(model, why.attribute, why.value, words)
    if isinstance(why.against, tuple):
        among = [value(model, why.attribute, one, words) for one in why.against]
        told_among = ", ".join(among) if len(among) > 1 else ""
        return words.say("reason.among", attribute=attribute, value=told, among=told_among)
    limit = value(model, why.attribute, why.against, words)
    return words.say("reason.limit", attribute=attribute, value=told, comparison=why.comparison, limit=limit)


def members(part: MembersPart, names: Sequence[str], words: Words) -> str:
    """How a joint matter reaches the members, whose names are given: by their own decision, or bound."""
    told = {
        "names": ", ".join(names),
        "participation": words.say(f"participation.{part.participation.value}"),
    }
    return words.say(f"members.{part.effect.value}", **told)


def assumed(model: Model, line: Assumed, words: Words) -> str:
    """What a line that no source says is about, by the name the model gives it."""
    if line.part in (Part.MANDATE, Part.CALENDAR) and line.body is not None:
        return words.say(f"assumed.{line.part.value}", who=body(model, line.body, words))
    if line.part is Part.STEP and line.route is not None:
        return model.routes[line.route].steps[line.key].name.in_language(words.language)
    if line.part is Part.JOINT:
        return words.say("assumed.joint", key=line.key)
    named = model.parameters if line.part is Part.PARAMETER else model.obligations
    return named[line.key].name.in_language(words.language)


def source(written: str, words: Words) -> str:
    """Where a line comes from: a guess, a law or a decision in the reader's own word, a fact as it is."""
    kind = source_kind(written)
    if kind is SourceKind.FACT:
        return written
    return words.say(f"source.{kind.value}", text=written.partition(":")[2].strip())


def length(due: Due, words: Words) -> str:
    """How long a step may take."""
    return words.quantity(due.amount, due.unit)


def counted(deadline: Deadline, words: Words) -> tuple[str, ...]:
    """How a deadline was counted, step by step, with the closed days by name."""
    return tuple(_counted(deadline, words))


def _counted(deadline: Deadline, words: Words) -> Iterator[str]:
    for step in deadline.steps():
        args = {name: _argument(name, given, words) for name, given in step.args.items()}
        if step.code == "counted":
            args["length"] = words.quantity(deadline.amount, deadline.unit)
        yield words.say(f"step.{_variant(step)}", **args)


def _variant(step: DeadlineStep) -> str:
    """Months run from date to date, whether or not the first day counts."""
    first = step.code == "counted" and step.args["first_day_counts"]
    return "counted_first" if first and step.args["unit"] != Unit.MONTHS else step.code


def _argument(name: str, given: object, words: Words) -> str:
    if isinstance(given, datetime):
        return words.moment(given)
    if isinstance(given, date):
        return words.day(given)
    if name == "name" and given == CLOSED_BY_ORGANISATION:
        return words.say("closed_by_organisation")
    return str(given)
