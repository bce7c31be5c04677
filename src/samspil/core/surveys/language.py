"""A survey as it is written: what is asked on which scale, in which words, and how people say what they do.

A question without a scale is answered in words. ``{about}`` in a text is what the round is about: the name of
the staff function, the initiative.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from samspil.core.dialogues.language import FEWEST_STEPS, MOST_STEPS
from samspil.core.governance.language.basics import Key, Source, Strict, Texts

MOST_QUESTIONS = 40
MOST_FUNCTIONS = 8
ABOUT = "{about}"


class Gauge(StrEnum):
    """What a question measures, where it is asked before an initiative and again after it (F2.14)."""

    WELLBEING = "wellbeing"
    QUALITY = "quality"


class Step(Strict):
    """One answer of a scale. ``good`` ones make the share; what does not ``count`` is in no share at all."""

    name: Texts
    good: bool = False
    counts: bool = True


class Scale(Strict):
    """The answers to choose from, from one end to the other, and what the good ones say together."""

    share: Texts
    steps: Annotated[dict[Key, Step], Field(min_length=FEWEST_STEPS, max_length=MOST_STEPS)]


class Question(Strict):
    """One question: a step of a scale, or, where it has none, a few words."""

    text: Texts
    scale: Key | None = None
    help: Texts | None = None
    gauge: Gauge | None = None
    source: Source


class Survey(Strict):
    """The whole file."""

    survey: Literal[1]
    key: Key
    name: Texts
    summary: Texts
    source: Source
    functions: Annotated[dict[Key, Texts], Field(max_length=MOST_FUNCTIONS)] = Field(default_factory=dict)
    scales: Annotated[dict[Key, Scale], Field(min_length=1, max_length=MOST_QUESTIONS)]
    questions: Annotated[dict[Key, Question], Field(min_length=1, max_length=MOST_QUESTIONS)]

    @property
    def is_about_something(self) -> bool:
        """Whether a round must say what it is about."""
        return any(ABOUT in one.text.da for one in self.questions.values())

    def on_scales(self) -> dict[str, Scale]:
        """The questions that are answered on a scale, with it."""
        return {key: self.scales[one.scale] for key, one in self.questions.items() if one.scale}

    def in_words(self) -> list[str]:
        """The questions that are answered in words."""
        return [key for key, one in self.questions.items() if one.scale is None]


def said_about(text: str, about: str) -> str:
    """A text with what the round is about in its place.

    >>> said_about("Er du tilfreds med {about}?", "lønkontoret")
    'Er du tilfreds med lønkontoret?'
    """
    return text.replace(ABOUT, about)
