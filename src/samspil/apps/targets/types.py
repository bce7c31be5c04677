"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

PICTURE: Final = "target_picture"
STEP: Final = "target_step"
RADAR: Final = "technology"
SHARED_RADAR: Final = "technology_radar"
LONGEST_TEXT: Final = 6000
LONGEST_NAME: Final = 120
LONGEST_REASON: Final = 500
MOST_TECHNOLOGIES: Final = 200
LONGEST_STEP: Final = 300
MOST_STEPS: Final = 100


class Kind(StrEnum):
    """The three target pictures (F2.26)."""

    STRATEGIC = "strategic"
    SERVICE = "service"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class NewPicture:
    """What we want to be able to do, and concretely what it takes."""

    wants: str
    takes: str


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step: what, who takes it, from when, by when, and what it is tied to.

    ``competence`` is a key of the catalogue, ``technology`` one that stands on the radar.
    """

    what: str
    owner: UUID
    due_on: date
    starts_on: date | None = None
    initiative: UUID | None = None
    system: UUID | None = None
    competence: str = ""
    technology: str = ""


class Position(StrEnum):
    """Where a technology stands on the radar."""

    READY = "ready"
    TRY = "try"
    WATCH = "watch"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class NewPlacing:
    """Where a technology stands from now on, and why; nowhere where it is taken off the radar."""

    technology: str
    position: Position | None
    reason: str
