"""Which contracts of several organisations are about the same: needs that could be tendered together.

Contracts about the same system of the catalogue are one need, else those whose first CPV code is of the same
class. What people have confirmed to be the same need is one whatever its systems and codes are: it takes all
contracts about each system in it, but of a code only those that somebody has named.

To find them all, whatever one sees is looked through, which takes a part of a second with many registers:
what was found is kept for a while, as keys and no more. Whatever is shown of a need is read anew, and all of
it with the registers of others in scope (`selectors.reach`), which are opened once for a page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Max, Min, Q

from samspil import library
from samspil.apps.needs.selectors.confirmed import ConfirmedNeed
from samspil.apps.systems.models import Contract, ContractSystem, LocalUse
from samspil.apps.systems.selectors.reach import Reach
from samspil.apps.systems.types.terms import ContractTerms
from samspil.core.retender.lasting import Lasts
from samspil.kit.web.language import language

KEPT_SECONDS: Final = 600
_CPV: Final = 5
_CODE: Final = 8
_CONFIRMED: Final = "confirmed-"


@dataclass(frozen=True, slots=True)
class CommonNeed:
    """A need of several: its contracts, of how many organisations, and whether some are one's own.

    ``about`` is what makes a contract one of it: a system, a class of codes, or that it is named itself.
    """

    key: str
    contracts: tuple[int, ...]
    organisations: int
    is_ours: bool
    about: frozenset[str]


def of_need(one: ContractTerms, about: Mapping[str, str]) -> str:
    """Which of some needs a contract is of, by what they are about; empty where it is of none.

    It is asked of what is shown now: a contract whose system has been hidden since is of none.
    """
    if one.systems:
        return about.get(str(one.systems[0]), "")
    code = one.cpv[0][:_CPV] if one.cpv else ""
    return about.get(str(one.public_id)) or about.get(code, "")


Confirmed = Sequence[ConfirmedNeed]


def common_needs(reach: Reach, on: date, confirmed: Confirmed = ()) -> list[CommonNeed]:
    """The needs of at least two organisations, one's own first, then those of most.

    Args:
        confirmed: what people have said to be the same, of `needs.selectors.confirmed`.
    """
    name = _name_of(reach, on, confirmed)
    kept: list[CommonNeed] | None = cache.get(name)
    if kept is None:
        kept = _found(reach, on, confirmed)
        cache.set(name, kept, KEPT_SECONDS)
    return kept


def common_need(reach: Reach, on: date, key: str, confirmed: Confirmed = ()) -> CommonNeed | None:
    """One of them; none where there is none."""
    return next((one for one in common_needs(reach, on, confirmed) if one.key == key), None)


def _name_of(reach: Reach, on: date, confirmed: Confirmed) -> str:
    """Another name when the day, the readers, one's own register or what is confirmed is another."""
    own = Contract.objects.filter(organisation_id=reach.own).aggregate(Count("pk"), Max("changed_at"))
    said = [str(on), *sorted(map(str, own.values())), *map(str, sorted(reach.fellows | reach.public))]
    for one in confirmed:
        said += [one.common.hex, *sorted(key.hex for key in one.contracts | one.systems)]
    return f"common_needs:{reach.own}:{sha256(' '.join(said).encode()).hexdigest()}"


def _found(reach: Reach, on: date, confirmed: Confirmed) -> list[CommonNeed]:
    """All that one sees looked through: two questions."""
    own = Q(organisation=reach.own)
    lasts = Q(lasts=Lasts.RUNS_ON.value) | Q(lasts=Lasts.ENDS.value, lasts_until__gte=on)
    rows = Contract.objects.filter(lasts, own | reach.others, removed_on=None).order_by("pk")
    links = ContractSystem.objects.filter(
        Q(use__organisation=reach.own) | reach.others_of("use__"), use__removed_on=None
    )
    systems: dict[int, UUID] = {}
    catalogued: dict[UUID, UUID] = {}
    columns = ("contract_id", "use__catalogue", "use__public_id")
    for contract, catalogue, use in links.order_by("contract_id", "pk").values_list(*columns):
        systems.setdefault(contract, catalogue)
        catalogued[use] = catalogue
    told = [
        _Row(pk, str(public_id), owner, str(systems.get(pk, "")), cpv[0][:_CPV] if cpv else "")
        for pk, public_id, owner, cpv in rows.values_list("pk", "public_id", "organisation_id", "cpv")
    ]
    keys = _keys(told, catalogued, confirmed)
    groups: dict[str, list[tuple[_Row, str]]] = {}
    for one in told:
        about = one.system or (one.public_id if one.public_id in keys else one.code)
        if about:
            groups.setdefault(keys.get(about, about), []).append((one, about))
    needs = [_need(key, many, reach.own) for key, many in groups.items()]
    several = [one for one in needs if one.organisations > 1]
    return sorted(several, key=lambda one: (not one.is_ours, -one.organisations, one.key))


class _Row(NamedTuple):
    """A contract: its system of the catalogue and the class of its code, each empty where nobody has said."""

    pk: int
    public_id: str
    owner: int
    system: str
    code: str


def _keys(told: Sequence[_Row], catalogued: Mapping[UUID, UUID], confirmed: Confirmed) -> dict[str, str]:
    """Of which confirmed need a system is, or a contract without one. Needs that meet are one."""
    systems = {one.public_id: one.system for one in told}
    keys: dict[str, str] = {}
    for need in confirmed:
        named = [str(key) for key in need.contracts]
        parts = {str(catalogued[use]) for use in need.systems if use in catalogued}
        parts |= {systems[key] or key for key in named if key in systems}
        if len(parts) > 1:
            met = sorted({keys[one] for one in parts if one in keys})
            key = met[0] if met else f"{_CONFIRMED}{need.common.hex}"
            parts |= {one for one, known in keys.items() if known in met}
            keys |= dict.fromkeys(parts, key)
    return keys


def _need(key: str, many: Sequence[tuple[_Row, str]], own: int) -> CommonNeed:
    owners = {one.owner for one, _about in many}
    contracts = tuple(one.pk for one, _about in many)
    return CommonNeed(key, contracts, len(owners), own in owners, frozenset(about for _one, about in many))


def names_of(reach: Reach, keys: Collection[str], confirmed: Confirmed = ()) -> dict[str, str]:
    """What needs are called: the system as it is shown today, or the label of the code; what is confirmed as
    its records are called.
    """
    known = {f"{_CONFIRMED}{one.common.hex}": one.title for one in confirmed}
    people = {one: known[one] for one in keys if one in known}
    codes = {one: _label(one) for one in keys if len(one) == _CPV}
    wanted = [UUID(one) for one in keys if one not in codes and not one.startswith(_CONFIRMED)]
    rows = LocalUse.objects.filter(reach.shown, catalogue__in=wanted, removed_on=None)
    told = rows.order_by().values_list("catalogue").annotate(Min("name"))
    return codes | people | {str(catalogue): name for catalogue, name in told}


def confirmed_as(key: str) -> UUID | None:
    """The common need that people confirmed; none where a system or a code makes the need."""
    return UUID(key.removeprefix(_CONFIRMED)) if key.startswith(_CONFIRMED) else None


def _label(code: str) -> str:
    label = library.cpv_label(code.ljust(_CODE, "0"))
    return code if label is None else label.en if language() == "en" else label.da
