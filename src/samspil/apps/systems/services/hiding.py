"""What a register shows no longer is compared with nobody's needs from that moment on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.needs.services.telling import hide
from samspil.apps.needs.types import Sort
from samspil.apps.systems.models import Contract, ContractSystem, LocalUse
from samspil.core.systems.vocabulary import Visibility

_SORTS: Final = {Contract: Sort.CONTRACT, LocalUse: Sort.SYSTEM}


def hide_where_hidden(row: Contract | LocalUse, on: date) -> None:
    """Where a record is its own organisation's alone, it tells nobody else of a need."""
    if row.visibility == Visibility.OWN.value:
        hide_records(row.organisation_id, type(row), [row.public_id], on)


def hide_records(owner: int, sort: type[Contract | LocalUse], keys: Iterable[UUID], on: date) -> None:
    """The same of many. Contracts about a system told what it is called: they are told anew without it."""
    wanted = list(keys)
    hide(owner, _SORTS[sort], wanted, on=on)
    if sort is LocalUse:
        about = ContractSystem.objects.filter(organisation_id=owner, use__public_id__in=wanted)
        hide(owner, Sort.CONTRACT, about.values_list("contract__public_id", flat=True), on=on)
