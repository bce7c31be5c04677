"""What can be asked of the engine: one entry in, events out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from samspil.core.governance.events import Answer, MemberAuthority
from samspil.core.governance.matter import Actor, Sitting, Value


@dataclass(frozen=True, slots=True)
class Choose:
    """Somebody chooses an outcome of the step a matter stands at."""

    step: str
    outcome: str
    actor: Actor
    at: datetime
    sitting: Sitting | None = None
    reason: str = ""
    conditions: tuple[str, ...] = ()
    amends: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """Somebody answers one point of the step's checklist. A condition can stand in for a yes."""

    step: str
    item: str
    fulfilled: bool
    finding: str
    actor: Actor
    at: datetime
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Recuse:
    """A seat (its id) or a role's holder (the role) has an interest and steps out."""

    seat: str
    reason: str
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The matter is taken back."""

    actor: Actor
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Park:
    """The matter is to rest until a day."""

    actor: Actor
    reason: str
    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Resume:
    """The matter is to go on."""

    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class PassTime:
    """The time is now ``at``: clocks that have run out are acted on."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerAsMember:
    """A member answers a joint proposal, by its own decision where it consents or declines."""

    member: str
    answer: Answer
    at: datetime
    authority: MemberAuthority | None = None


@dataclass(frozen=True, slots=True)
class JoinLate:
    """A member comes in after the decision."""

    member: str
    authority: MemberAuthority
    at: datetime


@dataclass(frozen=True, slots=True)
class LeaveJoint:
    """A participant gives notice, or leaves the association."""

    member: str
    at: datetime


Entry = (
    Choose
    | AnswerItem
    | Recuse
    | Withdraw
    | Park
    | Resume
    | PassTime
    | AnswerAsMember
    | JoinLate
    | LeaveJoint
)
