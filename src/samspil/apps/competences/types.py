"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from dateutil.relativedelta import relativedelta

NEED: Final = "competence_need"
PLAN: Final = "competence_plan"
PERSON: Final = "person"
CATALOGUE: Final = "competence_catalogue"
# What others may read through the door: a findable person, that one is asked for somebody, what was answered.
SHARED_PERSON: Final = "findable_person"
SHARED_LOAN: Final = "competence_loan"
SHARED_ANSWER: Final = "competence_loan_answer"
MOST_PEOPLE: Final = 200
LONGEST_TEXT: Final = 500
# For how long what somebody says of themselves stands, unless they say it again (ours).
KEPT: Final = relativedelta(years=2)


class For(StrEnum):
    """What takes a competence."""

    UNIT = "unit"
    INITIATIVE = "initiative"
    TASK = "task"


class Way(StrEnum):
    """How a gap is closed (F3.6)."""

    RECRUIT = "recruit"
    TRAIN = "train"
    BORROW = "borrow"


@dataclass(frozen=True, slots=True)
class NewNeed:
    """So many people at a level or above it, by a day, for a unit, an initiative or a task."""

    competence: str
    level: int
    people: int
    by_on: date
    about: For
    what: str = ""
    unit: UUID | None = None
    initiative: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewPlan:
    """Who sees to it, by when, that so many people more can.

    To borrow, ``findable`` is who is asked for and ``last_on`` the last day that they are lent.
    """

    way: Way
    people: int
    owner: UUID
    due_on: date
    note: str = ""
    findable: UUID | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class LoanSaid:
    """What a member answers that is asked for somebody."""

    is_yes: bool
    words: str
