"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from samspil.core.governance.matter import Actor


class OrganisationKind(StrEnum):
    """What an organisation is."""

    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"


class NewsKind(StrEnum):
    """What somebody may hear of."""

    TABLE = "table"
    JOINT = "joint"
    SOON = "soon"
    LATE = "late"
    DECIDED = "decided"
    PAPERS = "papers"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat that somebody holds on a day."""

    forum: str
    seat: str
    role: str


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody acting for an organisation on a day, with what they hold there."""

    person: UUID
    name: str
    organisation_id: int
    organisation_name: str
    organisation_kind: OrganisationKind
    code: str
    is_example: bool
    roles: frozenset[str]
    seats: tuple[SeatHeld, ...] = ()
    unit: str | None = None
    others: tuple[tuple[str, str], ...] = field(default=())
    organisation_public_id: str = ""

    @property
    def actor(self) -> Actor:
        """As the engine knows somebody."""
        return Actor(str(self.person), self.roles, self.unit)

    @property
    def forums(self) -> frozenset[str]:
        """The forums sat in."""
        return frozenset(seat.forum for seat in self.seats)

    @property
    def bodies(self) -> frozenset[str]:
        """The bodies whose table this is, as the engine writes them."""
        return frozenset(f"role {role}" for role in self.roles) | {f"forum {key}" for key in self.forums}


@dataclass(frozen=True, slots=True)
class HoldableRole:
    """A role of an adopted model; ``needed_for`` names the steps and forums that wait where nobody has it."""

    key: str
    name: str
    needed_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldableSeat:
    """A seat of a forum, and the role that whoever holds it has."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class HoldableForum:
    """A forum with its seats on a day."""

    key: str
    name: str
    seats: tuple[HoldableSeat, ...]


@dataclass(frozen=True, slots=True)
class Holdable:
    """What can be held on a day by the models that hold then; ``members`` are those that the models name."""

    roles: tuple[HoldableRole, ...] = ()
    forums: tuple[HoldableForum, ...] = ()
    members: frozenset[str] = frozenset()

    def role_of(self, forum: str, seat: str) -> str | None:
        """The role of a seat; none where there is no such seat."""
        seats = (one for found in self.forums if found.key == forum for one in found.seats)
        return next((one.role for one in seats if one.id == seat), None)
