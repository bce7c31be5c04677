"""What happened to a matter. Events are all there is: state is what they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samspil.core.errors import Place
from samspil.core.governance.matter import Authority, Matter, Value
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Due:
    """When a step is due, and the dated parameter that says so.

    ``at`` is the closing hour, or when the meeting begins; the time is up at ``until``, for a meeting
    not before its day is over. ``papers_by`` is the last day for papers where a meeting is waited for.
    """

    at: datetime
    until: datetime
    on: date
    unit: str
    amount: int
    parameter: str
    place: Place
    papers_by: date | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A matter came in, under this version of the model."""

    at: datetime
    matter: Matter
    model: str
    digest: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A matter came to a step. A running clock does not move when its parameter later changes."""

    at: datetime
    step: str
    body: str
    due: Due | None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemAnswered:
    """One point of a checklist has its finding."""

    at: datetime
    step: str
    item: str
    fulfilled: bool
    finding: str
    condition: str
    actor: str


@dataclass(frozen=True, slots=True)
class Recused:
    """A seat, or a holder of a role, has an interest and steps out; ``is_empty``: with nobody left in it."""

    at: datetime
    body: str
    seat: str
    reason: str
    actor: str
    person: str | None = None
    is_empty: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """How a forum came to its decision; weights are people where the forum weighs by population."""

    present: int
    entitled: int
    votes_for: int
    votes_against: int
    in_writing: bool
    old_population: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """An outcome was reached. Never changed afterwards, only followed by another."""

    at: datetime
    step: str
    outcome: str
    effect: str
    body: str
    actor: str | None
    authority: Authority
    reason: str = ""
    conditions: tuple[str, ...] = ()
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """More is known, or something else than before."""

    at: datetime
    attributes: Mapping[str, Value]


class Answer(StrEnum):
    """What a member says to a joint proposal."""

    CONSENTS = "consents"
    DECLINES = "declines"
    DEFERS = "defers"


@dataclass(frozen=True, slots=True)
class MemberAuthority:
    """A member's own decision on a joint proposal: its matter, its model, its mandate, its line.

    ``kind`` is the kind of its own matter; ``amount`` what that matter says, if it has an amount: a
    consent binds to that and to no more. The engine makes it from the member's own matter
    (``joint_decisions.authority_of``).
    """

    member: str
    matter: str
    subject: str
    answer: Answer
    model: str
    mandate: str
    place: Place
    decided_at: datetime
    kind: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class MemberAnswered:
    """A member has answered. Deferring takes no mandate; consenting and declining do."""

    at: datetime
    member: str
    answer: Answer
    authority: MemberAuthority | None


@dataclass(frozen=True, slots=True)
class MembersTakePart:
    """Members are with from a day on: by their consents, or by the statutes they consented to."""

    at: datetime
    since: date
    members: tuple[str, ...]
    authority: Authority


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """A member came in after the decision, by its own."""

    at: datetime
    since: date
    member: str
    authority: MemberAuthority


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """A participant gave notice, by its own decision; ``leaves_on`` is the first day outside."""

    at: datetime
    member: str
    leaves_on: date
    authority: MemberAuthority


@dataclass(frozen=True, slots=True)
class ObligationCreated:
    """Somebody owes something by a day. ``member`` where each member or participant owes its own."""

    at: datetime
    rule: str
    owed_by: str
    owed_to: str
    due_on: date
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Parked:
    """A matter rests; no clock runs."""

    at: datetime
    until: date
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """A parked matter goes on, with a new clock, after so many days of rest."""

    at: datetime
    due: Due | None
    actor: str | None
    rested_days: int


@dataclass(frozen=True, slots=True)
class MovedToVersion:
    """By a decision a matter goes on under another version, from the step of the same key.

    What happened before it happened under the earlier version and is not told anew. ``due`` is the clock
    from now on; ``decided_by`` the matter in which it was decided, where it was decided in one.
    """

    at: datetime
    model: str
    version: str
    digest: str
    step: str
    body: str
    due: Due | None
    reason: str
    actor: str
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The matter was taken back by those who may."""

    at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The matter reached an end."""

    at: datetime
    end: str
    result: str


Event = (
    Registered
    | Entered
    | ItemAnswered
    | Recused
    | Decided
    | Amended
    | MemberAnswered
    | MembersTakePart
    | MemberJoined
    | MemberLeft
    | ObligationCreated
    | Parked
    | Resumed
    | MovedToVersion
    | Withdrawn
    | Ended
)
Events = tuple[Event, ...]
