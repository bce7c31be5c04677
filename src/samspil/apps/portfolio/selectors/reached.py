"""Which milestones a slip can move: those that wait for one, and those that wait for these."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from samspil.apps.portfolio.models import Dependency, Milestone
from samspil.kit.tenancy import scope

# One question, however long the chains are; the organisation stands in every part of it.
_REACHED = """
WITH RECURSIVE reached(milestone) AS (
    SELECT {given}
    UNION
    SELECT later.public_id
    FROM reached
    JOIN {dependency} AS waits ON waits.predecessor = reached.milestone AND waits.organisation_id = %s
    JOIN {milestone} AS later ON later.id = waits.successor_id AND later.organisation_id = %s
)
SELECT milestone FROM reached
"""


def reached_from(organisation_id: int, milestone: UUID) -> frozenset[UUID]:
    """A milestone and all of the organisation's that wait for it, directly or through others.

    Raises:
        NoScopeError: the organisation is not in scope.
    """
    if organisation_id not in scope.organisations():
        raise scope.NoScopeError(f"organisation {organisation_id} is not in scope")
    field = Milestone._meta.get_field("public_id")
    question = _REACHED.format(
        given="%s::uuid" if connection.vendor == "postgresql" else "%s",
        dependency=connection.ops.quote_name(Dependency._meta.db_table),
        milestone=connection.ops.quote_name(Milestone._meta.db_table),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            question, [field.get_db_prep_value(milestone, connection), organisation_id, organisation_id]
        )
        return frozenset(UUID(str(row[0])) for row in cursor.fetchall())
