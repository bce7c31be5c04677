"""What crosses the border of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from samspil.core.errors import Problem, SamspilError
from samspil.core.governance.matter import Value


class VersionState(StrEnum):
    """Whether a model can still be edited."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """Where an item of an agenda stands."""

    WAITING = "waiting"
    DECIDED = "decided"
    PUT_OFF = "put_off"


class Part(StrEnum):
    """What part a seat took in an item."""

    TOOK_PART = "took_part"
    STEPPED_ASIDE = "stepped"
    ABSENT = "absent"


class RefusedError(SamspilError):
    """A rule does not allow what was asked; the problem names it with file and line."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class NotFoundError(SamspilError):
    """There is no such row, or none that this one may see: from outside the two look the same."""


@dataclass(frozen=True, slots=True)
class AboutLink:
    """What a matter is about, in the language that is on: an app above says so. ``sort`` is what it is."""

    sort: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AlsoOwed:
    """What somebody owes that is no matter's, in the language that is on: an app above says so.

    ``page`` is where it is done, ``act`` what the way there says.
    """

    name: str
    number: str
    title: str
    due_on: date
    page: str
    key: UUID
    act: str


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What somebody brings. ``subject`` is the joint proposal that a member answers."""

    kind: str
    title: str
    attributes: Mapping[str, Value]
    description: str = ""
    unit: str | None = None
    unit_name: str = ""
    subject: UUID | None = None
    member: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
