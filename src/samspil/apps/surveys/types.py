"""What crosses the border of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from samspil.wording.catalogues import Language

ROUND: Final = "survey_round"
SURVEY: Final = "survey"
MOST_INVITED: Final = 20_000
MOST_AREAS: Final = 40
MOST_PEOPLE: Final = 1_000_000
LONGEST_TEXT: Final = 2000
LONGEST_ABOUT: Final = 100


class Readers(StrEnum):
    """Who reads the results; said to everybody before the first answer."""

    ASKED = "asked"
    EVERYBODY = "everybody"


class Standing(StrEnum):
    """How far a round has come."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to prepare: ``survey`` is the key of one's own survey or of one that ships.

    ``unit`` is the part of the organisation that asks and to which the results belong; without one they
    belong to whoever prepares it and to those who keep the organisation.
    """

    title: str
    survey: str
    about: str
    answer_by: date
    readers: Readers
    unit: UUID | None = None
    language: Language = "da"


@dataclass(frozen=True, slots=True)
class NewArea:
    """An area that is asked: its name, and how many people it has."""

    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answers: steps by question, words by question, and what they say that they do."""

    steps: Mapping[str, str]
    words: Mapping[str, str]
    function: str = ""


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A share of a closed round that is shown: how many answered, and how many of them well.

    ``who`` is the area or the function, empty for everybody; ``is_everybody`` where all there are answered.
    The round was open from ``first`` to ``last``.
    """

    key: str
    round: UUID
    title: str
    question: str
    share: str
    who: str
    answers: int
    good: int
    is_everybody: bool
    first: date
    last: date
