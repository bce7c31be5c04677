"""Which records of a register people have confirmed to be the same need: asked by the app above."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.apps.needs.models import Part
from samspil.apps.needs.selectors.reach import reaching
from samspil.apps.needs.types import BY_RECORD, Sort
from samspil.apps.organisations.types import Acting


@dataclass(frozen=True, slots=True)
class ConfirmedNeed:
    """Contracts and systems that somebody has said are the same need, and what the need is called.

    It is called as one's own record is where one has any, else as the first by its organisation's name.
    """

    common: UUID
    title: str
    contracts: frozenset[UUID]
    systems: frozenset[UUID]


def confirmed_needs(acting: Acting, on: date) -> list[ConfirmedNeed]:
    """Those of one's associations, with at least two records that are shown; one question and the door's."""
    with reaching(acting, on) as reach:
        rows = Part.objects.filter(
            reach.shown_at("told"),
            organisation_id__in=reach.associations,
            is_confirmed=True,
            told__sort__in=[one.value for one in BY_RECORD],
        )
        columns = ("common__public_id", "member_id", "told__organisation__name")
        said = ("told__sort", "told__key", "told__title")
        told: dict[UUID, list[tuple[bool, str, str, UUID, str]]] = defaultdict(list)
        for common, member, name, sort, key, title in rows.values_list(*columns, *said):
            told[common].append((member != reach.own, name, sort, key, title))
    return [_need(common, sorted(parts)) for common, parts in sorted(told.items()) if len(parts) > 1]


def _need(common: UUID, parts: list[tuple[bool, str, str, UUID, str]]) -> ConfirmedNeed:
    keys: dict[str, set[UUID]] = {Sort.CONTRACT.value: set(), Sort.SYSTEM.value: set()}
    for _others, _name, sort, key, _title in parts:
        keys[sort].add(key)
    contracts, systems = keys[Sort.CONTRACT.value], keys[Sort.SYSTEM.value]
    return ConfirmedNeed(common, parts[0][-1], frozenset(contracts), frozenset(systems))
