"""The sorts of tasks as they are written: what time goes to, and what a full-time equivalent has."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from samspil.core.governance.language.basics import Key, Source, Strict, Texts

FEWEST_CATEGORIES = 2
MOST_CATEGORIES = 12
MOST_MINUTES_A_DAY = 24 * 60
MOST_OVERTIME = 100


class Category(Strict):
    """A sort of task. Time ``is_development`` where something new comes of it."""

    name: Texts
    means: Texts
    is_development: bool = False
    source: Source


class WorkingDay(Strict):
    """What a full-time equivalent works on a working day."""

    minutes: Annotated[int, Field(ge=60, le=MOST_MINUTES_A_DAY)]
    source: Source


class Overtime(Strict):
    """How much more may be recorded, in per cent of what people have."""

    percent: Annotated[int, Field(ge=0, le=MOST_OVERTIME)]
    source: Source


class TaskCategories(Strict):
    """The whole file. Categories stand in the order in which they are shown."""

    tasks: Literal[1]
    name: Texts
    source: Source
    working_day: WorkingDay
    most_overtime: Overtime
    categories: Annotated[
        dict[Key, Category], Field(min_length=FEWEST_CATEGORIES, max_length=MOST_CATEGORIES)
    ]

    @property
    def development(self) -> frozenset[str]:
        """The keys of what is development."""
        return frozenset(key for key, one in self.categories.items() if one.is_development)
