"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

PICTURE: Final = "target_picture"
STEP: Final = "target_step"
LONGEST_TEXT: Final = 6000
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
    """A step: what, who takes it, from when, by when, and what it is tied to."""

    what: str
    owner: UUID
    due_on: date
    starts_on: date | None = None
    initiative: UUID | None = None
    system: UUID | None = None
