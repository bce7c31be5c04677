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
