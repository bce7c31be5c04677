"""Values that hold from a day on: how a file writes them, and which of them holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samspil.core.governance.language.basics import Day, Texts

Line = Annotated[str, StringConstraints(min_length=1)]


class Part(BaseModel):
    """A part of a file: nothing that is not asked for stands in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Part):
    """A part that holds from a day on, with who says so and what was assumed."""

    since: Day = Field(alias="from")
    source: Line
    assumed: Texts | None = None


class Since(Protocol):
    """Whatever holds from a day on."""

    @property
    def since(self) -> date:
        """The first day on which it holds."""


Held = TypeVar("Held", bound=Since)


def held_on(every: Iterable[Held], day: date) -> Held | None:
    """The newest that holds on a day; none before the first."""
    held = [one for one in every if one.since <= day]
    return max(held, key=lambda one: one.since) if held else None
