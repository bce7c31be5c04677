"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspil.core.errors import Problem, SamspilError


class IdeaSort(StrEnum):
    """The two questions of a workshop (F2.16)."""

    ANNOYS = "annoys"
    SMARTER = "smarter"


# What is known of a matter beside the model's own questions; the matter's page names each.
FACT_KLE: Final = "kle"
FACT_CPV: Final = "cpv"
FACT_LEGAL_SOURCE: Final = "legal_source"
FACT_DEADLINE: Final = "deadline"
FACT_IDEA: Final = "idea"
IDEA_TEXTS: Final = {
    IdeaSort.ANNOYS: _("Digitally annoying"),
    IdeaSort.SMARTER: _("Could be smarter"),
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


@dataclass(frozen=True, slots=True)
class BetterPlace:
    """Where a kind of matter is better sent from: what it is called, and a page that takes its public id."""

    name: str
    page: str
    key: UUID
