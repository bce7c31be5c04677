"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _


class Sort(StrEnum):
    """What tells of a need."""

    NEED = "need"
    REQUEST = "request"
    TASK = "task"
    GOAL = "goal"
    CONTRACT = "contract"
    SYSTEM = "system"


class Said(StrEnum):
    """What people have said of a pair that was found."""

    NOTHING = ""
    SAME = "same"
    OTHER = "other"


# What is shown by its own record's visibility; the rest is shown where somebody has chosen so here.
BY_RECORD: Final = frozenset({Sort.CONTRACT, Sort.SYSTEM})

# By these the journaled door is asked: what a member shows of its needs, and what was found of them.
SHOWN_NEEDS: Final = "needs.shown"
FOUND_NEEDS: Final = "needs.found"

# What the journal calls them.
NEED: Final = "need"
PAIR: Final = "need_pair"


@dataclass(frozen=True, slots=True)
class NewTold:
    """One thing of an organisation that tells of a need. No note, no price, no person.

    Attributes:
        sort: what it is.
        key: its id for people.
        title: what it is called.
        text: what is compared: its title and what it is for.
        kle: numbers of its subjects.
        cpv: codes of what is bought, eight digits.
        system: what system it is about, alike where it is the same; or nothing.
        vendor: the vendor's CVR or name; or nothing.
        vendor_name: as people know the vendor.
        begins_on: the first day that it may be begun, or nothing.
        ends_on: the day by which it must be there, or when it ends; or nothing.
        act: what somebody must do first about it, as the re-tender calendar calls it; or nothing.
        act_by: by when; or nothing.
        shown: whether its own record says that the association may see it; none where that is chosen here.
    """

    sort: Sort
    key: UUID
    title: str
    text: str
    kle: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    system: str = ""
    vendor: str = ""
    vendor_name: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    act: str = ""
    act_by: date | None = None
    shown: bool | None = None


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two things, by their rows, that may be the same; the smaller first. Reasons are plain data."""

    one: int
    other: int
    score: float
    first_chance: float
    chance: float
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of an association's needs, of which ``digest`` tells what was compared."""

    digest: str
    compared: int
    answers: int
    pairs: tuple[FoundPair, ...]
    groups: tuple[tuple[int, ...], ...]
    certain_from: float
    slope: float
    shift: float
    seconds: float


class Wants(StrEnum):
    """What a member says to a common need, before anything is proposed."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


WANTS_TEXTS: Final = {
    Wants.YES: _("Would like to be with"),
    Wants.MAYBE: _("Not decided yet"),
    Wants.NO: _("Not this time"),
}
COMMON_NEED: Final = "common_need"
