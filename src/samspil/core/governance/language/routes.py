"""Kinds of matter and the routes they travel."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from samspil.core.governance.language.basics import (
    MOST_CHOICES,
    MOST_STEPS,
    Key,
    Parameter,
    SomeKeys,
    Source,
    Strict,
    Texts,
    When,
    Who,
    exactly_one,
)
from samspil.core.governance.language.organisation import Effect


class AttributeType(StrEnum):
    """What can be said of a matter. Money is whole øre."""

    MONEY = "money"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"


class Choice(Strict):
    """A value of a choice; the forum or role that it leads to is what ``forum_for`` looks up."""

    name: Texts
    forum: Key | None = None
    role: Key | None = None


class Reserved(StrEnum):
    """What the law keeps for the municipal council (Kommunestyrelsesloven §§ 38, 40, 41)."""

    BUDGET = "budget"
    NEW_APPROPRIATION = "new_appropriation"
    BORROWING = "borrowing"


class Attribute(Strict):
    """Something known of a matter.

    ``reserved`` marks what only the council may decide, and ``trained_in`` what asks whether those who lead
    an initiative are trained in a project model.
    """

    name: Texts
    type: AttributeType
    choices: Annotated[dict[Key, Choice], Field(min_length=1, max_length=MOST_CHOICES)] | None = None
    phases_of: Key | None = None
    reserved: Reserved | None = None
    trained_in: Key | None = None


class Nature(StrEnum):
    """What a kind of matter is, whatever a model calls it: what a page asks and what follows depend on it."""

    NEED = "need"
    IDEA = "idea"
    PURCHASE = "purchase"
    MANDATORY_TASK = "mandatory_task"
    APPLICATION = "application"
    GATE = "gate"
    CHANGE = "change"
    PORTFOLIO_DRAFT = "portfolio_draft"
    ACTIVITY_PLAN = "activity_plan"
    GOVERNANCE_MODEL = "governance_model"


class Kind(Strict):
    """A kind of matter: who may bring it, what must be known, which route it takes.

    ``nature`` says what it is. Of the portfolio a gate and a change are about an initiative, a draft and an
    activity plan about several; each is sent as a kind of its nature, and only such a decision makes it real.
    As one of the nature ``governance_model`` a comparison is sent to whoever decides how one governs.
    """

    name: Texts
    nature: Nature | None = None
    route: Key
    brought_by: SomeKeys
    attributes: list[Key]
    answers_joint: bool = False
    source: Source


class Do(StrEnum):
    """What a step is for."""

    SUPPLEMENT = "supplement"
    SCREEN = "screen"
    QUALIFY = "qualify"
    PREPARE = "prepare"
    ADVISE = "advise"
    DECIDE = "decide"
    CONSENT = "consent"
    INFORM = "inform"
    FOLLOW_UP = "follow_up"


class Clock(Strict):
    """How long a step may take: exactly one of the four. A meeting counts from the paper deadline."""

    working_days: Parameter | None = None
    calendar_days: Parameter | None = None
    months: Parameter | None = None
    meetings: Parameter | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        exactly_one(self)
        return self


class Item(Strict):
    """One thing that must be answered, or handed in, before the step can end well."""

    name: Texts
    when: When | None = None
    required: bool = True


class Branch(Strict):
    """Where an outcome leads when a condition holds; the last branch of a list has none."""

    to: Key
    when: When | None = None


class Outcome(Strict):
    """What can come of a step. Names and effect come from the model's terms unless given here."""

    to: Key | list[Branch]
    name: Texts | None = None
    done: Texts | None = None
    effect: Effect | None = None
    when: When | None = None
    needs_reason: bool = False
    needs_items: bool = False
    amends: list[Key] = Field(default_factory=list)
    creates: list[Key] = Field(default_factory=list)
    binds: Key | None = None


class Bound(Strict):
    """A loop's end: after so many visits the matter goes elsewhere."""

    times: Parameter
    then: Key


class Step(Strict):
    """One stop on a route."""

    do: Do
    name: Texts
    who: Who
    clock: Clock | None = None
    items: dict[Key, Item] = Field(default_factory=dict)
    documents_of: Key | None = None
    joint: Key | None = None
    at_most: Bound | None = None
    outcomes: Annotated[dict[Key, Outcome], Field(min_length=1, max_length=MOST_STEPS)]
    source: Source


class Leave(Strict):
    """Who may take a matter off its route, and where it then ends."""

    by: SomeKeys
    to: Key


class Parking(Strict):
    """Who may park a matter, and for how long at most, all its rests together; then it goes on by itself."""

    by: SomeKeys
    at_most: Parameter


class ClockWhenMoved(StrEnum):
    """What becomes of a running clock when a matter is moved to this version by a decision."""

    CONTINUES = "continues"
    RESTARTS = "restarts"


class Route(Strict):
    """The way from registration to an end; ``start`` is the first step.

    ``clock_when_moved`` is for matters that a decision moves to this version: the clock that runs goes on,
    unless it is another body's or counted otherwise, or it begins anew.
    """

    name: Texts
    start: Key
    steps: Annotated[dict[Key, Step], Field(min_length=1, max_length=MOST_STEPS)]
    withdraw: Leave
    park: Parking | None = None
    clock_when_moved: ClockWhenMoved = ClockWhenMoved.CONTINUES
    source: Source
