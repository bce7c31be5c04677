"""What crosses the border of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

from samspil.core.governance.language.routes import Nature
from samspil.core.governance.matter import Value
from samspil.core.units import Money, PersonDays

# Only what was approved as one of these lets an initiative have a new baseline.
NATURES_OF_A_BASELINE: Final = frozenset({Nature.CHANGE, Nature.GATE})


class Form(StrEnum):
    """What an initiative is. Nothing is forced to be a project (F0.3)."""

    PROGRAMME = "programme"
    PROJECT = "project"
    PILOT = "pilot"
    TASK = "task"


class End(StrEnum):
    """How an initiative ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """What was decided at a gate; ``lapsed`` is what was withdrawn or ran out: nothing was decided."""

    GO = "go"
    REWORK = "rework"
    PAUSE = "pause"
    STOP = "stop"
    LAPSED = "lapsed"


class PartsThen(StrEnum):
    """What becomes of the open parts of a programme that a gate stops; said before somebody decides."""

    GO_ON = "go_on"
    STOP = "stop"


class InitiativeRole(StrEnum):
    """Who answers for what (F3.1, methods.md §2)."""

    EXECUTIVE = "executive"
    OWNER = "owner"
    BENEFIT_OWNER = "benefit_owner"
    MANAGER = "manager"
    MEMBER = "member"


class CostKind(StrEnum):
    """What somebody pays for (F2.19)."""

    ESTABLISHMENT = "establishment"
    OPERATION = "operation"
    DEVELOPMENT = "development"


class NoteSort(StrEnum):
    """What is kept beside a plan."""

    ISSUE = "issue"
    ASSUMPTION = "assumption"
    LESSON = "lesson"


class Response(StrEnum):
    """What is done about a risk."""

    AVOID = "avoid"
    REDUCE = "reduce"
    TRANSFER = "transfer"
    ACCEPT = "accept"


class Affected(StrEnum):
    """Who is affected by an initiative (F3.2, F3.10)."""

    EMPLOYEES = "employees"
    UNION = "union"
    MIDDLE_MANAGERS = "middle_managers"
    CITIZENS = "citizens"
    OTHERS = "others"


class ScenarioState(StrEnum):
    """Where a draft of the portfolio stands."""

    DRAFT = "draft"
    SENT = "sent"
    MADE_REAL = "made_real"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class NewInitiative:
    """What somebody starts.

    ``common``: the initiative of an association that this is a member's own part of. ``matter``: where it
    was decided. What is mandatory has a legal source. ``facts`` is what is known already of what the project
    model's conditions ask for, by attribute.
    """

    title: str
    purpose: str
    form: Form
    is_mandatory: bool
    legal_source: str = ""
    legal_deadline: date | None = None
    programme: UUID | None = None
    common: UUID | None = None
    matter: UUID | None = None
    project_model: str = ""
    outside_model_because: str = ""
    facts: Mapping[str, bool | int | str] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    kle: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    hypothesis: str = ""


@dataclass(frozen=True, slots=True)
class NewEstimate:
    """What an initiative is expected to cost and take. What nobody knows is nothing, never zero."""

    cost: Money | None = None
    effort: PersonDays | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """What is said of an initiative as its gate is asked for; for which unit, and in whose language.

    ``parts_then`` is said of a programme with open parts, ``without_baseline`` is why the work may begin
    although a benefit has no baseline, ``without_line_owner`` why it may end although nobody in the line has
    taken one over; ``because`` is why a question is answered otherwise than a register.
    """

    said: Mapping[str, Value] = field(default_factory=dict)
    unit: str | None = None
    unit_name: str = ""
    language: str = "da"
    parts_then: PartsThen | None = None
    without_baseline: str = ""
    without_line_owner: str = ""
    because: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FallingShort:
    """By which share the benefits of an initiative are below what was promised, by what was compared.

    Nothing is there where there was nothing to compare; below 0 is more than was promised.
    """

    economic: Mapping[str, Fraction] = field(default_factory=dict)
    other: Mapping[str, Fraction] = field(default_factory=dict)
