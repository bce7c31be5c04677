"""What can be asked of the engine: one entry in, events out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from samspil.core.governance.events import Answer
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Sitting, Value
from samspil.core.governance.state import State


@dataclass(frozen=True, slots=True)
class Evidence:
    """Another matter as it stands, with the model it was handled under; the caller vouches for both."""

    model: GovernanceModel
    state: State


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
    """Somebody has an interest and steps out: of a forum's seat (its id), or as holder of a role (the role).

    ``person`` is the id of whoever steps out; at a role, the one acting where nobody is named. Who
    steps out by themselves may do nothing more in the matter; who is named by another, nothing more at
    that body's steps. ``others_hold_it`` says that the role has further holders, who then go on; the
    stand-in comes in only where it has none. Who holds what, the caller vouches for.
    """

    seat: str
    reason: str
    actor: Actor
    at: datetime
    person: str | None = None
    others_hold_it: bool = False


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
class MoveToVersion:
    """The matter is to go on under another version, ``model``, by a decision (``decided_by`` its matter).

    That the version is adopted for such matters, that it was decided, and that the actor may say so, the
    caller vouches for.
    """

    model: GovernanceModel
    reason: str
    actor: Actor
    at: datetime
    decided_by: str | None = None


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
    own: Evidence | None = None


@dataclass(frozen=True, slots=True)
class JoinLate:
    """A member comes in after the decision, by its own."""

    member: str
    at: datetime
    own: Evidence | None = None


@dataclass(frozen=True, slots=True)
class LeaveJoint:
    """A participant leaves by its own decision; ``let_out`` is the association's, where one is asked for."""

    member: str
    at: datetime
    own: Evidence | None = None
    let_out: Evidence | None = None


Entry = (
    Choose
    | AnswerItem
    | Recuse
    | Withdraw
    | Park
    | Resume
    | MoveToVersion
    | PassTime
    | AnswerAsMember
    | JoinLate
    | LeaveJoint
)
