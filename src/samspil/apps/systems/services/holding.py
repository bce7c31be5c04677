"""A record's row, held by whoever may change it; what was said, put into it; and what the journal is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from samspil.apps.governance.types import RefusedError
from samspil.apps.systems.models import Agreement, Contract, LocalUse, SystemEntry
from samspil.apps.systems.rights import may_change, may_keep_register
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, Told, record, told_of

if TYPE_CHECKING:
    from samspil.apps.organisations.types import Acting

Record = TypeVar("Record", Contract, LocalUse)
Row = Contract | LocalUse | SystemEntry | Agreement
_FACTS: Final = (date, int, bool, UUID, type(None))
_CHOICES: Final = frozenset(
    {
        *("visibility", "life_cycle", "is_business_critical", "is_socially_critical", "has_ai", "hosting"),
        *(
            "is_initiated",
            "renewal",
            "notice_by",
            "notice_extends",
            "audit",
            "sort",
            "currency",
            "cpv",
            "kle",
            "way",
        ),
    }
)


def check_keeps(acting: Acting) -> None:
    """Refuse whoever may not keep the register.

    Raises:
        RefusedError: ``not_yours_to_keep_register``.
    """
    if not may_keep_register(acting):
        raise RefusedError(Problem("not_yours_to_keep_register", {}))


def hold(row: Record, acting: Acting) -> Record:
    """The row as it is now, held until the transaction ends, for whoever may change it.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``record_was_removed``.
    """
    found: Record = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not may_change(acting, found):
        raise RefusedError(Problem("not_yours_to_keep_register", {}))
    if found.removed_on is not None:
        raise RefusedError(Problem("record_was_removed", {"name": found.name}))
    return found


def columns_of(new: Any, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What was said, as the columns hold it: words by their value, lists as lists, texts without an edge."""
    return {one.name: _plain(getattr(new, one.name)) for one in fields(new) if one.name not in without}


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case str():
            return value.strip()
        case tuple():
            return [list(one) if isinstance(one, tuple) else one for one in value]
    return value


def put(row: Row, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Put what was said into a row and save what differs; that alone comes back."""
    differs = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in differs.items():
        setattr(row, name, value)
    if differs:
        row.changed_at = at
        row.save(update_fields=[*differs, "changed_at"])
    return differs


def tell(
    owner_id: int, action: str, subject: tuple[str, UUID], said: Mapping[str, Any], by: By, **facts: Any
) -> None:
    """One entry in the owner's chain. Days, numbers and choices are facts; what people wrote is personal."""
    record(owner_id, [told(action, subject, said, **facts)], by)


def told(action: str, subject: tuple[str, UUID], said: Mapping[str, Any], **facts: Any) -> Told:
    """The same, to be written with others."""
    plain = {name: value for name, value in said.items() if name in _CHOICES or isinstance(value, _FACTS)}
    written = {name: str(value) for name, value in said.items() if name not in plain and value}
    return told_of(f"systems.{action}", subject, {"fields": sorted(said), **plain, **facts}, written)
