"""A catalogue of competences as it is written: what there is to know, and how well one can."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from samspil.core.governance.language.basics import Key, Source, Strict, Texts

FEWEST_LEVELS = 2
MOST_LEVELS = 7
MOST_COMPETENCES = 60


class Level(Strict):
    """How well somebody knows something; said so that two people would choose alike."""

    name: Texts
    means: Texts


class Competence(Strict):
    """Something that people can, whatever their position is called."""

    name: Texts
    means: Texts
    source: Source


class Catalogue(Strict):
    """The whole file. Levels stand from the least to the most; the first is level 1."""

    catalogue: Literal[1]
    name: Texts
    source: Source
    levels: Annotated[dict[Key, Level], Field(min_length=FEWEST_LEVELS, max_length=MOST_LEVELS)]
    competences: Annotated[dict[Key, Competence], Field(min_length=1, max_length=MOST_COMPETENCES)]

    @property
    def scale(self) -> str:
        """The levels in one word: whoever has the same means the same by a level."""
        return " ".join(self.levels)

    def level_name(self, level: int, language: str) -> str:
        """What a level is called.

        Raises:
            IndexError: the scale has no such level.
        """
        if level < 1:
            raise IndexError(level)
        return list(self.levels.values())[level - 1].name.in_language(language)
