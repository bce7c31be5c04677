"""Which contracts of several organisations are about the same: needs that could be tendered together.

Contracts about the same system of the catalogue are one need, else those whose first CPV code is of the same
class. To find them all that one sees is looked through, which takes a part of a second with a hundred
registers: what was found is kept for a while, as keys and no more. Whatever is shown of a need is read anew.
All is asked with the registers of others in scope (`selectors.reach`), which are opened once for a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Max, Min, Q

from samspil import library
from samspil.apps.systems.models import Contract, ContractSystem, LocalUse
from samspil.apps.systems.selectors.reach import Reach
from samspil.apps.systems.types.terms import ContractTerms
from samspil.core.retender.lasting import Lasts
from samspil.kit.web.language import language

KEPT_SECONDS: Final = 600
_CPV: Final = 5
_CODE: Final = 8


@dataclass(frozen=True, slots=True)
class CommonNeed:
    """A need of several: its contracts, whose they are, and whether some are one's own."""

    key: str
    contracts: tuple[int, ...]
    organisations: int
    is_ours: bool


def need_of(one: ContractTerms) -> str:
    """What a contract is about, as a key; empty where nobody has said."""
    return _key(one.systems, one.cpv)


def _key(systems: Sequence[UUID], cpv: Sequence[str]) -> str:
    return str(systems[0]) if systems else cpv[0][:_CPV] if cpv else ""


def common_needs(reach: Reach, on: date) -> list[CommonNeed]:
    """The needs of at least two organisations, one's own first, then those of most."""
    name = _name_of(reach, on)
    kept: list[CommonNeed] | None = cache.get(name)
    if kept is None:
        kept = _found(reach, on)
        cache.set(name, kept, KEPT_SECONDS)
    return kept


def common_need(reach: Reach, on: date, key: str) -> CommonNeed | None:
    """One of them; none where there is none."""
    return next((one for one in common_needs(reach, on) if one.key == key), None)


def _name_of(reach: Reach, on: date) -> str:
    """Another name when the day, the readers or one's own register is another."""
    own = Contract.objects.filter(organisation_id=reach.own).aggregate(Count("pk"), Max("changed_at"))
    said = [str(on), *sorted(map(str, own.values())), *map(str, sorted(reach.fellows | reach.public))]
    return f"common_needs:{reach.own}:{sha256(' '.join(said).encode()).hexdigest()}"


def _found(reach: Reach, on: date) -> list[CommonNeed]:
    """All that one sees looked through: two questions."""
    own = Q(organisation=reach.own)
    lasts = Q(lasts=Lasts.RUNS_ON.value) | Q(lasts=Lasts.ENDS.value, lasts_until__gte=on)
    rows = Contract.objects.filter(lasts, own | reach.others, removed_on=None).order_by("pk")
    links = ContractSystem.objects.filter(
        Q(use__organisation=reach.own) | reach.others_of("use__"), use__removed_on=None
    )
    about: dict[int, UUID] = {}
    for contract, catalogue in links.order_by("contract_id", "pk").values_list(
        "contract_id", "use__catalogue"
    ):
        about.setdefault(contract, catalogue)
    groups: dict[str, list[tuple[int, int]]] = {}
    for pk, owner, cpv in rows.values_list("pk", "organisation_id", "cpv"):
        if key := _key([about[pk]] if pk in about else [], cpv):
            groups.setdefault(key, []).append((pk, owner))
    needs = [_need(key, many, reach.own) for key, many in groups.items()]
    several = [one for one in needs if one.organisations > 1]
    return sorted(several, key=lambda one: (not one.is_ours, -one.organisations, one.key))


def _need(key: str, many: Sequence[tuple[int, int]], own: int) -> CommonNeed:
    owners = {owner for _pk, owner in many}
    return CommonNeed(key, tuple(pk for pk, _owner in many), len(owners), own in owners)


def names_of(reach: Reach, keys: Iterable[str]) -> dict[str, str]:
    """What needs are called: the system as it is shown today, or the label of the code."""
    codes = {one: _label(one) for one in keys if len(one) == _CPV}
    wanted = [UUID(one) for one in keys if len(one) != _CPV]
    rows = LocalUse.objects.filter(reach.shown, catalogue__in=wanted, removed_on=None)
    told = rows.order_by().values_list("catalogue").annotate(Min("name"))
    return codes | {str(catalogue): name for catalogue, name in told}


def _label(code: str) -> str:
    label = library.cpv_label(code.ljust(_CODE, "0"))
    return code if label is None else label.en if language() == "en" else label.da
