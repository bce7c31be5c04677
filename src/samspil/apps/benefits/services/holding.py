"""A benefit's row, held by whoever may change it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.access import may_change
from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.selectors.portions import portions
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.states import State
from samspil.core.errors import Problem


def held(key: int) -> Benefit:
    """The row as it is now, held until the transaction ends."""
    rows = Benefit.objects.select_for_update(of=("self",)).select_related("initiative")
    return rows.get(pk=key)


def held_many(keys: Collection[int]) -> list[Benefit]:
    """The same for many, in the order of their keys: whoever measures one holds it before its indicator."""
    found: list[Benefit] = []
    for some in portions(keys):
        rows = Benefit.objects.select_for_update(of=("self",)).select_related("initiative")
        found += rows.filter(pk__in=some).order_by("pk")
    return found


def hold(benefit: Benefit, *, acting: Acting, at: datetime) -> Benefit:
    """The same for whoever may change it, while it has not lapsed.

    Raises:
        RefusedError: ``not_yours_to_change``, ``benefit_has_lapsed``.
    """
    found = held(benefit.pk)
    if not may_change(acting, found, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_change", {"title": found.title}))
    if found.state == State.LAPSED.value:
        raise RefusedError(Problem("benefit_has_lapsed", {"title": found.title}))
    return found
