"""Matters and the people who act on them, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.language.routes import AttributeType, Kind
from samspil.core.governance.load import GovernanceModel
from samspil.core.units import Money

Value = bool | int | str | Money

_CURRENCY_OF_COUNTRY: Final = {"DK": "DKK", "NO": "NOK"}


@dataclass(frozen=True, slots=True)
class Matter:
    """Anything that travels a route.

    ``subject`` is the matter that this one is about: the joint proposal that a member answers, the joint
    decision that it asks to deviate from. ``member`` is that member's code.
    """

    id: str
    kind: str
    attributes: Mapping[str, Value]
    requester: str
    unit: str | None = None
    subject: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting: an opaque id, the roles held on the day, the unit worked in."""

    id: str
    roles: frozenset[str]
    unit: str | None = None


class Vote(StrEnum):
    """What a seat says to a proposed outcome."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINS = "abstains"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A forum together, in a room or in writing: who is there, who chairs, how each seat votes.

    In writing those are present who have answered, and ``sent_at`` is when it was sent to all of them.
    ``holders`` names the person in a seat, by id, where that is known; nobody recused may be one.
    """

    forum: str
    present: frozenset[str]
    votes: Mapping[str, Vote]
    chair: str
    in_writing: bool = False
    sent_at: datetime | None = None
    holders: Mapping[str, str] = field(default_factory=dict)


class Ground(StrEnum):
    """What gives the right to a move."""

    MANDATE = "mandate"
    OWN_MATTER = "own_matter"
    CLOCK = "clock"
    JOINT_RULE = "joint_rule"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Authority:
    """By which rule a matter was moved, and the line it stands on."""

    ground: Ground
    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was asked cannot be done; the problem names the rule, the file and the line."""

    problem: Problem

    @property
    def code(self) -> str:
        """The problem's code."""
        return self.problem.code


def refuse(model: GovernanceModel, path: tuple[str | int, ...], code: str, /, **args: object) -> Refusal:
    """A refusal that names a line of the model."""
    return Refusal(Problem(code, args, model.place(*path)))


def describe(model: GovernanceModel, kind: str, attributes: Mapping[str, Value]) -> tuple[int, ...]:
    """What is known of a matter, as whole numbers in the order of the model's attributes.

    Raises:
        ProblemsError: an attribute is missing, unknown, or not of its type; an unknown kind. Nothing is
            guessed.
    """
    spec = kind_of(model, kind)
    path = ("kinds", kind, "attributes")
    problems = [
        Problem("unknown_attribute", {"attribute": key, "kind": kind}, model.place(*path))
        for key in attributes
        if key not in spec.attributes
    ]
    vector = [model.program.values["kind"].index(kind)]
    for key in model.program.attributes[1:]:
        if key not in spec.attributes:
            vector.append(0)
        elif key not in attributes:
            problems.append(
                Problem("missing_attribute", {"attribute": key, "kind": kind}, model.place(*path))
            )
        else:
            try:
                vector.append(_number(model, key, attributes[key]))
            except ValueError as error:
                args = {"attribute": key, "value": attributes[key], "expected": str(error)}
                problems.append(Problem("wrong_attribute", args, model.place("attributes", key)))
    if problems:
        raise ProblemsError(problems)
    return tuple(vector)


def kind_of(model: GovernanceModel, kind: str) -> Kind:
    """A kind of matter by its key.

    Raises:
        ProblemsError: ``unknown_kind``.
    """
    if kind not in model.spec.kinds:
        known = ", ".join(model.spec.kinds)
        raise ProblemsError.of("unknown_kind", model.place("kinds"), kind=kind, known=known)
    return model.spec.kinds[kind]


def currency_of(model: GovernanceModel) -> str:
    """The currency in which a model counts: that of its country."""
    return _CURRENCY_OF_COUNTRY[model.spec.working_time.country]


def _number(model: GovernanceModel, key: str, value: Value) -> int:
    """A value as a number, or a ``ValueError`` that says what is expected."""
    kind = model.spec.attributes[key].type
    known = model.program.values.get(key, ())
    if kind is AttributeType.MONEY:
        currency = currency_of(model)
        if isinstance(value, Money) and value.minor >= 0 and value.currency == currency:
            return value.minor
        raise ValueError(f"{currency} ≥ 0")
    if kind is AttributeType.YES_NO:
        if isinstance(value, bool):
            return int(value)
        raise ValueError("true, false")
    if kind is AttributeType.CHOICE:
        if isinstance(value, str) and value in known:
            return known.index(value)
        raise ValueError(", ".join(known))
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("0, 1, 2 …")
