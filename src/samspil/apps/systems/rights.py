"""Who may keep an organisation's register of systems and contracts. The one place for it.

Whoever keeps the organisation, whoever holds a role for contracts or systems in its governance model, and for
one record whoever it names as its owner. Everybody in the organisation may read all of it.
"""

from __future__ import annotations

from typing import Final, Protocol
from uuid import UUID

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting

_KEEP_REGISTERS: Final = frozenset(
    {"contract_manager", "system_manager", "it_architect", "procurement_manager", "portfolio_manager"}
)


class Owned(Protocol):
    """A record that may name who owns it."""

    organisation_id: int
    owner_person: UUID | None


def may_keep_register(acting: Acting) -> bool:
    """Whether somebody may enter, change and remove any record, and read lists in."""
    return may_keep(acting) or bool(acting.roles & _KEEP_REGISTERS)


def may_change(acting: Acting, record: Owned) -> bool:
    """Whether somebody may change one record."""
    if record.organisation_id != acting.organisation_id:
        return False
    return record.owner_person == acting.person or may_keep_register(acting)
