"""Who says what of resources. The one place for it.

Whoever keeps the organisation says where people sit, to whom units report, what the mix is meant to be, and
what sorts of tasks there are. What time went to is recorded by them, or by anybody who works in the unit.
Everybody in the organisation reads it: it tells of units, of nobody.
"""

from __future__ import annotations

from uuid import UUID

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting


def may_plan(acting: Acting) -> bool:
    """Whether somebody says what units have, report to, and are meant to do."""
    return may_keep(acting)


def may_record(acting: Acting, unit: UUID) -> bool:
    """Whether somebody records what the time of a unit went to."""
    return may_keep(acting) or acting.unit == str(unit)
