"""What somebody holds and is called in an organisation: asked on every page, so in one question."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection

from samspil.apps.organisations.models import Person
from samspil.apps.organisations.types import SeatHeld
from samspil.kit.tenancy import scope

_ASK: Final = """
SELECT person.name, unit.public_id, holding.role, holding.forum, holding.seat, holding.holder_name
FROM (SELECT 1) AS asked
LEFT JOIN organisations_person AS person ON person.organisation_id = %s AND person.public_id = %s
LEFT JOIN organisations_unit AS unit ON unit.id = person.unit_id
LEFT JOIN organisations_holding AS holding ON holding.organisation_id = %s AND holding.holder = %s
    AND holding.valid_from <= %s AND (holding.valid_to IS NULL OR holding.valid_to > %s)
ORDER BY holding.id
"""


class Held(NamedTuple):
    """A person's name, unit, roles and seats; a person of a member's is known by what they hold."""

    name: str
    unit: str | None
    roles: frozenset[str]
    seats: tuple[SeatHeld, ...]


def held_on(organisation_id: int, person: UUID, on: date) -> Held:
    """What somebody holds in an organisation on a day.

    Raises:
        NoScopeError: the organisation is not in scope.
    """
    if organisation_id not in scope.organisations():
        raise scope.NoScopeError(f"organisation {organisation_id} is not in scope")
    who = Person._meta.get_field("public_id").get_db_prep_value(person, connection)
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [organisation_id, who, organisation_id, who, day, day])
        rows = cursor.fetchall()
    return _told(rows)


def _told(rows: list[tuple[Any, ...]]) -> Held:
    """One row at least: the person beside each thing held, or beside nothing."""
    name, unit = rows[0][:2]
    holdings = [row[2:] for row in rows if row[2] is not None]
    return Held(
        name=name if name is not None else next((said for *_, said in holdings), ""),
        unit=None if unit is None else str(UUID(str(unit))),
        roles=frozenset(role for role, *_ in holdings),
        seats=tuple(SeatHeld(forum, seat, role) for role, forum, seat, _ in holdings if forum),
    )
