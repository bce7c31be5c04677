"""What became of what was found: whether it was sent, what was decided, whether it is in use.

What was sent is a matter; governance is asked where it stands, and the portfolio whether something was begun
of it and carried through. Nothing of that is kept here, but that somebody has said that it is in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from samspil.apps.governance.selectors.how_they_stand import Stands, how_they_stand
from samspil.apps.portfolio.selectors.begun_of import Begun, begun_of
from samspil.apps.workshops.models import Potential, Workshop
from samspil.apps.workshops.types import Improves, Stage
from samspil.core.governance.language.organisation import Result

# Where nobody has to approve, an idea that has been told to whom it must may go on as well.
_GOES_ON: Final = frozenset({Result.APPROVED.value, Result.NOTED.value})
_DECIDED: Final = _GOES_ON | {Result.REJECTED.value}


@dataclass(frozen=True, slots=True)
class Became:
    """Something that was found, and what became of it."""

    public_id: UUID
    workshop: int
    title: str
    text: str
    improves: Improves
    found_on: date
    stage: Stage
    is_sent: bool
    in_use_on: date | None
    matter: Stands | None
    begun: Begun | None

    @property
    def reached(self) -> frozenset[Stage]:
        """All that it has been: what is in use may have been decided, or may never have been sent."""
        been = {self.stage}
        if self.is_sent:
            been.add(Stage.SENT)
        if self.matter is not None and self.matter.result in _DECIDED:
            been.add(Stage.DECIDED)
        return frozenset(been)


def became_of(workshop: Workshop) -> list[Became]:
    """All that was found in a workshop, the first found first; three questions."""
    rows = Potential.objects.filter(organisation_id=workshop.organisation_id, workshop=workshop)
    return became(workshop.organisation_id, list(rows.order_by("id")))


def became_in(organisation_id: int) -> list[Became]:
    """All that was ever found in an organisation; three questions."""
    rows = Potential.objects.filter(organisation_id=organisation_id).defer("text")
    return became(organisation_id, list(rows.order_by("id")), texts=False)


def became(organisation_id: int, rows: Sequence[Potential], *, texts: bool = True) -> list[Became]:
    """What became of each; two questions, however many they are."""
    sent = {one.matter for one in rows if one.matter is not None}
    matters = how_they_stand(organisation_id, sent) if sent else {}
    begun = begun_of(organisation_id, sent) if sent else {}
    return [_became(one, matters, begun, texts=texts) for one in rows]


def _became(row: Potential, matters: dict[UUID, Stands], begun: dict[UUID, Begun], *, texts: bool) -> Became:
    matter = matters.get(row.matter) if row.matter else None
    initiative = begun.get(row.matter) if row.matter else None
    since = row.in_use_on or (initiative.completed_on if initiative else None)
    return Became(
        public_id=row.public_id,
        workshop=row.workshop_id,
        title=row.title,
        text=row.text if texts else "",
        improves=Improves(row.improves),
        found_on=timezone.localdate(row.found_at),
        stage=_stage(row, matter, since),
        is_sent=row.matter is not None,
        in_use_on=since,
        matter=matter,
        begun=initiative,
    )


def _stage(row: Potential, matter: Stands | None, in_use_on: date | None) -> Stage:
    if in_use_on is not None:
        return Stage.IN_USE
    if row.matter is None:
        return Stage.FOUND
    if matter is None or not matter.result:
        return Stage.SENT
    return Stage.MAY_GO_ON if matter.result in _GOES_ON else Stage.DECLINED


def how_many(found: Iterable[Became], improves: Improves) -> int:
    """How many of one sort were found."""
    return sum(one.improves is improves for one in found)
