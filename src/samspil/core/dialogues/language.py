"""A dialogue as it is written: who answers, what they are asked, on which scale.

Each question names its source, and which figures of the organisation stand beside the answers.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from samspil.core.governance.language.basics import Key, Source, Strict, Texts

FEWEST_STEPS = 2
MOST_STEPS = 11
MOST_QUESTIONS = 60
MOST_GROUPS = 12


class Balance(StrEnum):
    """The four themes in which an organisation looks for its balance (F2.1)."""

    TASKS = "tasks"
    STEERING = "steering"
    DEVELOPMENT = "development"
    FINANCING = "financing"


class FigureKind(StrEnum):
    """What the organisation's own data can say beside an answer."""

    MANDATORY_SHARE = "mandatory_share"
    UNCLEAR_PAYERS = "unclear_payers"
    WHO_RAISES = "who_raises"
    WAITING = "waiting"
    WHO_DECIDES = "who_decides"
    BENEFITS_FOLLOWED = "benefits_followed"
    TASK_MIX = "task_mix"
    PROTECTED_TIME = "protected_time"
    WHERE_PEOPLE_SIT = "where_people_sit"
    ANCHORED = "anchored"


class Colour(StrEnum):
    """How a step looks, where its name alone is not how people know it."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Step(Strict):
    """One answer of a scale. What does not ``count`` says nothing of where on the scale somebody stands."""

    name: Texts
    colour: Colour | None = None
    counts: bool = True


class Scale(Strict):
    """The answers to choose from, from one end to the other."""

    steps: Annotated[dict[Key, Step], Field(min_length=FEWEST_STEPS, max_length=MOST_STEPS)]


class Theme(Strict):
    """Questions that belong together, and the balance they are about."""

    name: Texts
    balance: Balance | None = None


class Question(Strict):
    """One question: put so that it is answered by a step and a few words."""

    theme: Key
    scale: Key
    text: Texts
    help: Texts | None = None
    figures: Annotated[list[FigureKind], Field(max_length=len(FigureKind))] = Field(default_factory=list)
    source: Source


class Dialogue(Strict):
    """The whole file."""

    dialogue: Literal[1]
    key: Key
    name: Texts
    summary: Texts
    source: Source
    groups: Annotated[dict[Key, Texts], Field(min_length=1, max_length=MOST_GROUPS)]
    scales: Annotated[dict[Key, Scale], Field(min_length=1, max_length=MOST_QUESTIONS)]
    themes: Annotated[dict[Key, Theme], Field(min_length=1, max_length=MOST_QUESTIONS)]
    questions: Annotated[dict[Key, Question], Field(min_length=1, max_length=MOST_QUESTIONS)]

    def scale_of(self, question: str) -> Scale:
        """The scale on which a question is answered."""
        return self.scales[self.questions[question].scale]
