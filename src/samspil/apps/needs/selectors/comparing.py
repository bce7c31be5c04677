"""What is compared in an association: all that its members show, and what was answered."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Count, Max

from samspil.apps.needs.models import Finding, Pair, Told
from samspil.apps.needs.types import SHOWN_NEEDS, Said
from samspil.apps.organisations.selectors import members_on
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope

# So many times as long as it took, nothing is compared again.
_RESTS: Final = 10


class Compared(NamedTuple):
    """One thing that is shown, as it is compared."""

    pk: int
    organisation_id: int
    text: str
    kle: list[str]
    cpv: list[str]
    system: str
    vendor: str
    begins_on: date | None
    ends_on: date | None


class Answered(NamedTuple):
    """What was said of a pair, and how likely it was before anybody had said anything."""

    one_id: int
    other_id: int
    first_chance: float
    said: str


@dataclass(frozen=True, slots=True)
class Comparing:
    """The members of an association whose needs are in scope."""

    association: int
    members: tuple[int, ...]

    def digest(self) -> str:
        """Of what is compared and answered: as long as it is the same, nothing else can be found."""
        shown = Told.objects.filter(organisation__in=self.members, is_shown=True)
        told = shown.values_list("organisation_id").annotate(Count("pk"), Max("changed_at"))
        answers = Pair.objects.filter(organisation_id=self.association).exclude(said=Said.NOTHING.value)
        said = answers.aggregate(number=Count("pk"), last=Max("answered_at"))
        key = [sorted(told), said["number"], said["last"]]
        return hashlib.sha256(repr(key).encode()).hexdigest()

    def is_due(self, digest: str, now: datetime) -> bool:
        """Whether something is otherwise than when it was compared last, and that is long enough ago."""
        held = Finding.objects.filter(organisation_id=self.association).first()
        if held is None:
            return bool(self.members)
        rested = now - held.found_at >= timedelta(seconds=_RESTS * held.seconds)
        return held.digest != digest and rested

    def shown(self) -> list[Compared]:
        """All that is compared."""
        rows = Told.objects.filter(organisation__in=self.members, is_shown=True).order_by("pk")
        return [Compared._make(row) for row in rows.values_list(*Compared._fields)]

    def answered(self) -> list[Answered]:
        """All that was answered."""
        rows = Pair.objects.filter(organisation_id=self.association).exclude(said=Said.NOTHING.value)
        return [Answered._make(row) for row in rows.order_by("pk").values_list(*Answered._fields)]


@contextmanager
def comparing(association_id: int, on: date) -> Generator[Comparing]:
    """With all in scope that the members of an association show it."""
    with scope.within([association_id]):
        members = {one.pk for one in members_on(association_id, on)}
        with door.readable(SHOWN_NEEDS, on):
            yield Comparing(association_id, tuple(sorted(members & scope.organisations())))
