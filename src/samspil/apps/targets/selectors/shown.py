"""A target picture as it stands: what is wanted, its steps, and how far what they are tied to has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.how_far import HowFar, how_far
from samspil.apps.systems.selectors.named import names_of_uses
from samspil.apps.targets.models import Picture, Step
from samspil.apps.targets.types import Kind


@dataclass(frozen=True, slots=True)
class Far:
    """How far one is: the steps that are done of those there are. Never one number for all."""

    done: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: its versions, the newest first, its steps, and what they are tied to."""

    kind: Kind
    versions: Sequence[Picture]
    steps: Sequence[Step]
    initiatives: Mapping[UUID, HowFar]
    systems: Mapping[UUID, str]

    @property
    def far(self) -> Far:
        """The steps done, of all that were not dropped."""
        return Far(sum(one.done_at is not None for one in self.steps), len(self.steps))


def shown(acting: Acting, kind: Kind) -> Shown:
    """One of the three; five questions at most."""
    own = {"organisation_id": acting.organisation_id, "kind": kind.value}
    steps = list(Step.objects.filter(**own, dropped_at=None).order_by("due_on", "id"))
    tied = {one.initiative for one in steps if one.initiative}
    used = {one.system for one in steps if one.system}
    return Shown(
        kind,
        list(Picture.objects.filter(**own).order_by("-number")),
        steps,
        how_far(acting.organisation_id, tied) if tied else {},
        names_of_uses(acting.organisation_id, used) if used else {},
    )


def all_three(acting: Acting) -> list[tuple[Kind, Picture | None, Far]]:
    """Each with its newest version and how far it is; two questions."""
    rows = Picture.objects.filter(organisation_id=acting.organisation_id)
    newest = {row.kind: row for row in rows.order_by("number")}
    steps = Step.objects.filter(organisation_id=acting.organisation_id, dropped_at=None)
    told = list(steps.values_list("kind", "done_at"))
    every, done = Counter(kind for kind, _at in told), Counter(kind for kind, at in told if at)
    return [(kind, newest.get(kind.value), Far(done[kind.value], every[kind.value])) for kind in Kind]
