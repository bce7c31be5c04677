"""What crosses the border of this app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samspil.core.errors import Problem, SamspilError


class Nature(StrEnum):
    """What something is to the one who brings it; it decides what else the form asks."""

    NEED = "need"
    IDEA = "idea"
    PURCHASE = "purchase"
    MANDATORY = "mandatory"


class IdeaSort(StrEnum):
    """The two questions of a workshop (F2.16)."""

    ANNOYS = "annoys"
    SMARTER = "smarter"


# What is known of a matter beside the model's own questions. The keys, and the values of FACT_IDEA,
# are texts of the catalogue: whoever shows a matter translates them.
FACT_KLE: Final = "KLE subject"
FACT_CPV: Final = "CPV code"
FACT_LEGAL_SOURCE: Final = "Legal source"
FACT_DEADLINE: Final = "Deadline by law"
FACT_IDEA: Final = "What it is about"
IDEA_TEXTS: Final[Mapping[IdeaSort, str]] = {
    IdeaSort.ANNOYS: "Digitally annoying",
    IdeaSort.SMARTER: "Could be smarter",
}

MOST_LINES: Final = 30


@dataclass(frozen=True, slots=True)
class LineRefused:
    """A line of several that a rule does not allow, counted from nought."""

    line: int
    problem: Problem


class LinesRefusedError(SamspilError):
    """Some of what was brought together is refused, so none of it is brought."""

    def __init__(self, refused: tuple[LineRefused, ...]) -> None:
        self.refused = refused
        super().__init__("; ".join(f"{one.line}: {one.problem}" for one in refused))
