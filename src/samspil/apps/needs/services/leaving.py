"""Taking what is hidden out of every common need, with what was kept of it there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db.models import Avg, Min, Q

from samspil.apps.needs.models import CommonNeed, Pair, Part, Told
from samspil.apps.needs.types import FOUND_NEEDS, SHOWN_NEEDS, Said
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope

LEAST: Final = 2


def take_out(organisation_id: int, hidden: Sequence[Told], on: date) -> None:
    """Nothing that is kept at an association says anything of these rows any more, but what was answered.

    An answer is kept without its reasons: should the thing be shown again, nobody is asked twice.
    """
    keys = [one.pk for one in hidden]
    if not keys:
        return
    with scope.within([organisation_id]), door.readable(SHOWN_NEEDS, on), door.readable(FOUND_NEEDS, on):
        parts = Part.objects.filter(told__in=keys)
        commons = set(parts.values_list("common_id", flat=True))
        parts.delete()
        pairs = Pair.objects.filter(Q(one__in=keys) | Q(other__in=keys))
        pairs.filter(said=Said.NOTHING.value).delete()
        pairs.update(reasons=[])
        keep_numbers(commons)


def keep_numbers(commons: Iterable[int]) -> None:
    """How many are in common needs, how many of them confirmed, how likely, and by when: of what is there.

    One that fewer than two have is gone.
    """
    for one in CommonNeed.objects.filter(pk__in=sorted(commons)):
        parts = list(one.parts.values_list("told_id", "is_confirmed"))
        if len(parts) < LEAST:
            one.delete()
            continue
        told = [key for key, _confirmed in parts]
        pairs = Pair.objects.filter(organisation_id=one.organisation_id, one__in=told, other__in=told)
        one.size, one.confirmed = len(parts), sum(confirmed for _key, confirmed in parts)
        one.chance = pairs.aggregate(mean=Avg("chance"))["mean"] or 0.0
        one.act_by = Told.objects.filter(pk__in=told, is_shown=True).aggregate(first=Min("act_by"))["first"]
        one.save(update_fields=["size", "confirmed", "chance", "act_by"])
