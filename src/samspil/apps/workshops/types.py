"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from samspil.apps.intake.types import IdeaSort

WORKSHOP: Final = "workshop"
POTENTIAL: Final = "workshop_potential"
# Of each of the two an area is to find so many (F2.16). Fewer or more is said, and never refused.
WANTED: Final = 2
LONGEST_NOTE: Final = 500
LONGEST_TITLE: Final = 300
LONGEST_TEXT: Final = 4000
MOST_NOTES: Final = 1000
# How long the link of the phones goes on after the workshop should have ended, and how early it may begin.
LINK_LASTS: Final = timedelta(hours=1)
OPENS_BEFORE: Final = timedelta(hours=24)


class Improves(StrEnum):
    """What an improvement is of (F2.16)."""

    QUALITY = "quality"
    EFFICIENCY = "efficiency"


class Standing(StrEnum):
    """How far a workshop has come."""

    PREPARED = "prepared"
    OPEN = "open"
    ENDED = "ended"


class Stage(StrEnum):
    """How far something that was found has come, by what became of its matter; decided is either of two."""

    FOUND = "found"
    SENT = "sent"
    DECIDED = "decided"
    MAY_GO_ON = "may_go_on"
    DECLINED = "declined"
    IN_USE = "in_use"


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """A workshop to prepare. ``area`` is what the area is called, ``unit`` its unit where it is one."""

    area: str
    unit: UUID | None
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class NewNote:
    """What somebody writes. ``key`` knows it again when it is sent twice.

    ``is_meant`` says that whoever wrote it has been warned of what may tell who somebody is.
    """

    asks: IdeaSort
    text: str
    key: UUID
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class NewPotential:
    """An improvement that an area sees."""

    title: str
    text: str
    improves: Improves
