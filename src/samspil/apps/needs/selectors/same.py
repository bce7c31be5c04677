"""Who has the same as ours: asked from the page of a thing of one's own, and answered from rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.needs.models import Part, Told
from samspil.apps.needs.selectors.reach import reaching
from samspil.apps.needs.types import BY_RECORD, Sort
from samspil.apps.organisations.types import Acting

MOST: Final = 300


@dataclass(frozen=True, slots=True)
class SameAsOurs:
    """How many others have the same as a thing of ours, and which common need that is; none where none does.

    ``is_shown`` says whether ours is compared at all.
    """

    is_shown: bool
    others: int = 0
    common: UUID | None = None


def same_as_ours(acting: Acting, things: Sequence[tuple[Sort, UUID]], on: date) -> SameAsOurs:
    """Who has the same as the first of some things of one's own that is told; few questions."""
    told = _first_told(acting.organisation_id, things)
    if told is None:
        return SameAsOurs(is_shown=False)
    with reaching(acting, on) as reach:
        mine = Part.objects.filter(organisation_id__in=reach.associations, told_id=told)
        found = mine.values_list("common_id", "common__public_id").first()
        if found is None:
            return SameAsOurs(is_shown=True)
        others = Part.objects.filter(reach.shown_at("told"), common_id=found[0]).exclude(told_id=told).count()
    return SameAsOurs(is_shown=True, others=others, common=found[1] if others else None)


def _first_told(organisation_id: int, things: Sequence[tuple[Sort, UUID]]) -> int | None:
    """A system that one contract alone is about is told by that contract."""
    rows = Told.objects.filter(
        organisation_id=organisation_id,
        sort__in={sort.value for sort, _key in things},
        key__in={key for _sort, key in things},
        is_shown=True,
    )
    found = {(sort, key): pk for sort, key, pk in rows.values_list("sort", "key", "pk")}
    return next((found[sort.value, key] for sort, key in things if (sort.value, key) in found), None)


def list_ours(acting: Acting) -> list[Told]:
    """What one's own organisation tells where it is chosen here who sees it; the shown first."""
    rows = Told.objects.filter(organisation_id=acting.organisation_id, gone_on=None)
    chosen = rows.exclude(sort__in=[one.value for one in BY_RECORD])
    return list(chosen.order_by("-is_shown", "title", "pk")[:MOST])


def commons_of(acting: Acting, told: Iterable[Told], on: date) -> dict[int, UUID]:
    """The common needs that some of one's own things are in, by the thing; one question and the door's."""
    keys = [one.pk for one in told if one.is_shown]
    with reaching(acting, on) as reach:
        rows = Part.objects.filter(organisation_id__in=reach.associations, told__in=keys)
        return dict(rows.values_list("told_id", "common__public_id"))


def ours(acting: Acting, public_id: UUID) -> Told:
    """One thing that one's own organisation tells.

    Raises:
        NotFoundError: there is none, it is gone, or it is another's.
    """
    rows = Told.objects.filter(organisation_id=acting.organisation_id, public_id=public_id, gone_on=None)
    found = rows.first()
    if found is None:
        raise NotFoundError
    return found
