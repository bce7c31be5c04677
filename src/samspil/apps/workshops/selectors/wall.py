"""What hangs on the wall: the notes by the two questions, and under their headings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from samspil.apps.intake.types import IdeaSort
from samspil.apps.workshops.models import Heading, Note, Workshop


@dataclass(frozen=True, slots=True)
class OnWall:
    """A note as it hangs there."""

    public_id: UUID
    asks: IdeaSort
    text: str


@dataclass(frozen=True, slots=True)
class Under:
    """A heading with its notes, the first written first."""

    public_id: UUID
    name: str
    notes: tuple[OnWall, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """All of it: what stands under a heading, and what does not yet."""

    headings: tuple[Under, ...]
    loose: tuple[OnWall, ...]

    @property
    def count(self) -> int:
        """How many notes there are."""
        return len(self.loose) + sum(len(one.notes) for one in self.headings)

    def loose_of(self, asks: IdeaSort) -> tuple[OnWall, ...]:
        """The notes of one question that stand under no heading."""
        return tuple(one for one in self.loose if one.asks is asks)


def wall_of(workshop: Workshop) -> Wall:
    """The wall of a workshop; two questions."""
    own = {"organisation_id": workshop.organisation_id, "workshop": workshop}
    by_heading: dict[int | None, list[OnWall]] = defaultdict(list)
    told = Note.objects.filter(**own).order_by("id").values_list("heading_id", "public_id", "asks", "text")
    for heading, public_id, asks, text in told:
        by_heading[heading].append(OnWall(public_id, IdeaSort(asks), text))
    headings = Heading.objects.filter(**own).order_by("id").values_list("id", "public_id", "name")
    return Wall(
        tuple(Under(public_id, name, tuple(by_heading[key])) for key, public_id, name in headings),
        tuple(by_heading[None]),
    )
