"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

SIMULATION: Final = "simulation"  # what the journal calls a run
OWN: Final = "own"  # the workload that is counted of one's own matters
MOST_MODELS: Final = 5
YEARS: Final = (1, 3, 5, 10)
MOST_VARIANTS: Final = 40
CHANGED: Final = "changed"  # a model with what somebody wanted changed
IN_STEP: Final = "in_step"  # a model with its meetings moved so that papers flow


class RunSort(StrEnum):
    """What was asked: models beside each other, what would help one of them, or many variants of it."""

    COMPARE = "compare"
    HELPS = "helps"
    VARY = "vary"


class RunState(StrEnum):
    """How far a run has come. What has a first answer and waits to be made surer is waiting."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Rhythm(StrEnum):
    """How often a forum meets."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"


RHYTHM_TEXTS: Final = {
    Rhythm.WEEK: _("every week"),
    Rhythm.TWO_WEEKS: _("every second week"),
    Rhythm.MONTH: _("every month"),
    Rhythm.TWO_MONTHS: _("every second month"),
    Rhythm.QUARTER: _("every quarter"),
}


@dataclass(frozen=True, slots=True)
class ForumChange:
    """A forum that is to meet otherwise; what is nothing stays as it is."""

    forum: str
    rhythm: Rhythm | None = None
    agenda: int | None = None
    papers: int | None = None


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What somebody asks.

    Attributes:
        words: in their own words; may be empty.
        models: public ids or keys; all are compared with the first.
        changes: the first once more, changed so; nothing where it is not to be changed.
        workload: ``OWN`` or the key of one that ships.
        years: how many are played.
    """

    words: str
    models: tuple[str, ...]
    changes: tuple[ForumChange, ...]
    workload: str
    years: int
