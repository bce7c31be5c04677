"""Which milestones a slip can move: those that wait for one, and those that wait for these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection

from samspil.apps.portfolio.models import Dependency, Milestone
from samspil.kit.tenancy import scope

# One question, however long the chains are; the organisation stands in every part of it.
_REACHED: Final = """
WITH RECURSIVE reached(id, milestone) AS (
    SELECT id, public_id FROM {milestone} WHERE public_id = {given} AND organisation_id = %s
    UNION
    SELECT later.id, later.public_id
    FROM reached
    JOIN {dependency} AS waits ON waits.predecessor = reached.milestone AND waits.organisation_id = %s
    JOIN {milestone} AS later ON later.id = waits.successor_id AND later.organisation_id = %s
)
"""
_NAMED: Final = "SELECT milestone FROM reached"
# A line for each that is waited for, and one for each that waits for none; the day of what is waited for
# is that of whoever's rows are in scope.
_PLANNED: Final = """
SELECT one.id, one.public_id, one.initiative_id, one.planned_on, one.done_on, one.expected_on, one.pushed_by,
    waits.predecessor, waits.lag_days, waits.given_on, before.expected_on
FROM reached
JOIN {milestone} AS one ON one.id = reached.id
LEFT JOIN {dependency} AS waits ON waits.successor_id = one.id AND waits.organisation_id = one.organisation_id
LEFT JOIN {milestone} AS before ON before.public_id = waits.predecessor AND before.organisation_id IN ({seen})
"""


class Reached(NamedTuple):
    """A milestone that a slip can move, as its row says."""

    id: int
    public_id: UUID
    initiative_id: int
    planned_on: date
    done_on: date | None
    expected_on: date
    pushed_by: UUID | None


class Awaited(NamedTuple):
    """One of them waits for a milestone; ``on`` is that one's day as far as we are told."""

    predecessor: UUID
    successor: UUID
    lag_days: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a slip of a milestone can move, itself with it, by public id; and what all of these wait for."""

    milestones: dict[UUID, Reached]
    awaited: list[Awaited]


def reached_from(organisation_id: int, milestone: UUID) -> frozenset[UUID]:
    """A milestone and all of the organisation's that wait for it, directly or through others.

    Raises:
        NoScopeError: the organisation is not in scope.
    """
    rows = _asked(_NAMED, organisation_id, milestone)
    return frozenset(_as_id(row[0]) for row in rows)


def ahead_of(organisation_id: int, milestone: UUID) -> Ahead:
    """The same with all that says when they can be expected; one question.

    Raises:
        NoScopeError: the organisation is not in scope.
    """
    milestones: dict[UUID, Reached] = {}
    awaited: list[Awaited] = []
    seen: dict[int, UUID] = {}
    for row in _asked(_PLANNED, organisation_id, milestone, sorted(scope.organisations())):
        number, initiative, lag_days = row[0], row[2], row[8]
        key = seen.get(number)
        if key is None:
            key = seen[number] = _as_id(row[1])
            pushed_by = None if row[6] is None else _as_id(row[6])
            days = (_as_day(row[3]), _as_day(row[4]), _as_day(row[5]))
            milestones[key] = Reached(number, key, initiative, *days, pushed_by)
        if row[7] is not None:
            awaited.append(Awaited(_as_id(row[7]), key, lag_days, _as_day(row[10] or row[9])))
    return Ahead(milestones, awaited)


def _asked(question: str, organisation_id: int, milestone: UUID, seen: Sequence[int] = ()) -> list[Any]:
    if organisation_id not in scope.organisations():
        raise scope.NoScopeError(f"organisation {organisation_id} is not in scope")
    field = Milestone._meta.get_field("public_id")
    text = f"{_REACHED}{question}".format(
        given="%s::uuid" if connection.vendor == "postgresql" else "%s",
        dependency=connection.ops.quote_name(Dependency._meta.db_table),
        milestone=connection.ops.quote_name(Milestone._meta.db_table),
        seen=", ".join(["%s"] * len(seen)),
    )
    owner = [organisation_id] * 3
    with connection.cursor() as cursor:
        cursor.execute(text, [field.get_db_prep_value(milestone, connection), *owner, *seen])
        return list(cursor.fetchall())


def _as_id(value: Any) -> UUID:
    """SQLite keeps an id as its letters."""
    return value if isinstance(value, UUID) else UUID(value)


def _as_day(value: Any) -> Any:
    """SQLite keeps a day as its letters."""
    return date.fromisoformat(value) if isinstance(value, str) else value
