"""What a register tells of needs: contracts in force and systems in use that it shows to its association.

No note, no price, no person; a contract says what it is about only as far as those systems are shown too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q

from samspil.apps.needs.types import NewTold, Sort
from samspil.apps.systems.models import ContractSystem, LocalUse
from samspil.apps.systems.selectors.calendar import (
    Held,
    Reckoning,
    Standing,
    calendar_of,
    chain_of,
    reckoning,
)
from samspil.apps.systems.selectors.terms import own_terms
from samspil.core.systems.vocabulary import LifeCycle, Visibility

_SHOWN: Final = Q(visibility__in=[Visibility.ASSOCIATION.value, Visibility.PUBLIC.value])
_CPV: Final = 8


class _Use(NamedTuple):
    pk: int
    public_id: UUID
    catalogue: UUID
    name: str
    local_name: str
    purpose: str
    business_type: str
    kle: list[str]
    vendor: str
    vendor_cvr: str
    starts_on: date | None
    ends_on: date | None


def needs_of_register(organisation_id: int, on: date) -> list[NewTold]:
    """Contracts that are not over, and systems in use that no contract alone is about; seven questions."""
    uses = _uses(organisation_id, on)
    by = reckoning(organisation_id, on)
    held = calendar_of(own_terms(organisation_id, _SHOWN), by)
    contracts = [one for one in held if one.standing is not Standing.OVER]
    about = _about(organisation_id, uses)
    alone = {keys[0].pk for one in contracts if len(keys := about[one.told.public_id]) == 1}
    told = [_of_contract(one, by, about[one.told.public_id]) for one in contracts]
    return told + [_of_use(use) for use in uses.values() if use.pk not in alone]


def _uses(organisation_id: int, on: date) -> dict[int, _Use]:
    rows = LocalUse.objects.filter(_SHOWN, organisation_id=organisation_id, removed_on=None)
    rows = rows.exclude(life_cycle=LifeCycle.NOT_IN_USE.value).exclude(ends_on__lt=on)
    return {row[0]: _Use._make(row) for row in rows.order_by("pk").values_list(*_Use._fields)}


def _about(organisation_id: int, uses: dict[int, _Use]) -> dict[UUID, list[_Use]]:
    """The systems that are shown of which a contract says that it is about them."""
    rows = ContractSystem.objects.filter(organisation_id=organisation_id, use__in=list(uses)).order_by("pk")
    found: dict[UUID, list[_Use]] = defaultdict(list)
    for contract, use in rows.values_list("contract__public_id", "use_id"):
        found[contract].append(uses[use])
    return found


def _of_contract(one: Held, by: Reckoning, about: Sequence[_Use]) -> NewTold:
    told, chain = one.told, chain_of(one, by)
    act = chain.next if chain else None
    first = about[0] if len(about) == 1 else None
    supplier = told.supplier or (first.vendor if first else "")
    cvr = told.supplier_cvr or (first.vendor_cvr if first and not told.supplier else "")
    return NewTold(
        Sort.CONTRACT,
        told.public_id,
        told.name,
        _said(told.name, *(text for use in about for text in _words(use))),
        kle=tuple(dict.fromkeys(code for use in about for code in use.kle)),
        cpv=tuple(code[:_CPV] for code in told.cpv),
        system=first.catalogue.hex if first else "",
        vendor=cvr or supplier.casefold(),
        vendor_name=supplier,
        ends_on=one.ends_on,
        act=act.sort.value if act else "",
        act_by=act.by if act else None,
        shown=True,
    )


def _of_use(use: _Use) -> NewTold:
    return NewTold(
        Sort.SYSTEM,
        use.public_id,
        use.local_name or use.name,
        _said(*_words(use)),
        kle=tuple(use.kle),
        system=use.catalogue.hex,
        vendor=use.vendor_cvr or use.vendor.casefold(),
        vendor_name=use.vendor,
        ends_on=use.ends_on,
        shown=True,
    )


def _words(use: _Use) -> Iterable[str]:
    return (use.name, use.local_name, use.purpose, use.business_type)


def _said(*texts: str) -> str:
    return " · ".join(dict.fromkeys(filter(None, texts)))
