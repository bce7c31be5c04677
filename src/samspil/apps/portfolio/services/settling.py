"""When what waits for a milestone can be expected now: written in the rows that move, and in no others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from samspil.apps.portfolio.models import Milestone
from samspil.apps.portfolio.selectors.reached import ahead_of
from samspil.apps.portfolio.services.showing import show_next
from samspil.core.portfolio import plan
from samspil.core.portfolio.plan import Moved

_PLANS: Final = 0x706C616E  # a number of our own among the locks of the database
# A slip moves hundreds at a time. The owner stands in both: no row of another is ever written.
_EACH: Final = """
UPDATE {milestone} SET expected_on = %s, pushed_by = %s WHERE id = %s AND organisation_id = %s
"""
_TOGETHER: Final = """
UPDATE {milestone} AS one SET expected_on = new.expected_on, pushed_by = new.pushed_by
FROM unnest(%s::bigint[], %s::date[], %s::uuid[]) AS new(id, expected_on, pushed_by)
WHERE one.id = new.id AND one.organisation_id = %s
"""


def hold_plans(organisation_id: int) -> None:
    """Plans of an organisation change one at a time: whoever comes next waits for this transaction to end.

    Two slips at once would each count with the other's old days, and two that let milestones wait would
    close a circle that neither sees. Asked for before any row is locked, so that nobody waits for each other.
    """
    if connection.vendor == "postgresql":  # on SQLite whoever writes is alone from the beginning
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s::int)", [_PLANS, organisation_id])


def settle(milestone: Milestone) -> tuple[Moved, ...]:
    """When what a milestone reaches can be expected now, written in the rows; what has moved.

    Linear in what it reaches: one question, one or two writes, however much it is.
    """
    ahead = ahead_of(milestone.organisation_id, milestone.public_id)
    rows = ahead.milestones
    expected = plan.expect(
        (plan.Milestone(key, one.planned_on, one.done_on) for key, one in rows.items()),
        (plan.Dependency(one.predecessor, one.successor, one.lag_days) for one in ahead.awaited),
        {one.predecessor: one.on for one in ahead.awaited if one.on is not None},
    )
    differs = [
        (rows[key], one)
        for key, one in expected.items()
        if (one.on, one.pushed_by) != (rows[key].expected_on, rows[key].pushed_by)
    ]
    _write(milestone.organisation_id, [(row.id, one.on, one.pushed_by) for row, one in differs])
    show_next({milestone.initiative_id, *(row.initiative_id for row, _one in differs)})
    return plan.moved({key: one.expected_on for key, one in rows.items()}, expected)


def _write(organisation_id: int, rows: Sequence[tuple[int, date, UUID | None]]) -> None:
    if not rows:
        return
    table = connection.ops.quote_name(Milestone._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                _TOGETHER.format(milestone=table), [*map(list, zip(*rows, strict=True)), organisation_id]
            )
            return
        told: list[tuple[Any, ...]] = [
            (on.isoformat(), pushed_by.hex if pushed_by else None, key, organisation_id)
            for key, on, pushed_by in rows
        ]
        cursor.executemany(_EACH.format(milestone=table), told)
