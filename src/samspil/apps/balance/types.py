"""What crosses the border of this app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final, Protocol
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.language import FigureKind
from samspil.wording.catalogues import Language

ROUND: Final = "balance_round"
ACTION: Final = "balance_action"
DIALOGUE: Final = "dialogue"
SHARED_BALANCE: Final = "balance_compared"
MOST_INVITED: Final = 5000
LONGEST_TEXT: Final = 2000


class Shows(StrEnum):
    """How answers are shown when the round is closed; said to everybody before the first answer."""

    TOGETHER = "together"
    EACH = "each"


class Standing(StrEnum):
    """How far a round has come."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to prepare; ``dialogue`` is the key of one's own dialogue, else of one that ships."""

    title: str
    dialogue: str
    answer_by: date
    shows: Shows
    language: Language = "da"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers a question: a step of its scale, words, or both."""

    step: str
    text: str


@dataclass(frozen=True, slots=True)
class NewAction:
    """What somebody takes on, about a question, by a day."""

    what: str
    owner: UUID
    due_on: date


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A part of a figure: what it is called, how many or what share, and where they are."""

    name: str
    count: int
    late: int = 0
    url: str = ""
    share: Fraction | None = None
    target: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What the organisation's own rows say: a part of a whole, lines, or that nothing is known.

    ``url`` is where the rows are that were counted.
    """

    kind: FigureKind
    is_known: bool
    url: str
    share: Fraction | None = None
    count: int = 0
    of: int = 0
    lines: Sequence[FigureLine] = ()


class TellFigures(Protocol):
    """Who can say what the rows of the other apps say."""

    def __call__(self, acting: Acting, now: datetime) -> Sequence[Figure]:
        """Every figure there is, known or not."""
