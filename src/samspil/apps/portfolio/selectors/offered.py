"""What a portfolio can be narrowed to besides fixed words: its specialist areas, and programmes under way."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.types import Form
from samspil.kit.tenancy import scope

MOST: Final = 200

# One question, and its words ready: every way of seeing the portfolio asks it, and Django took longer to
# write two than the database to answer them. The organisation stands in both halves.
_OFFERED: Final = """
SELECT 0, CAST(said.areas AS text), ''
FROM (SELECT DISTINCT areas FROM {initiative} WHERE organisation_id = %s) AS said
UNION ALL
SELECT lies.place, CAST(lies.public_id AS text), lies.title
FROM (
    SELECT public_id, title, row_number() OVER (ORDER BY title, id) AS place FROM {initiative}
    WHERE organisation_id = %s AND form = %s AND "end" = ''
) AS lies
WHERE lies.place <= %s
"""


@dataclass(frozen=True, slots=True)
class Offered:
    """The areas by name; the programmes by title, each with its public id as addresses have it."""

    areas: list[str]
    programmes: list[tuple[str, str]]


def offered(acting: Acting) -> Offered:
    """What initiatives of the organisation one acts for name; one question.

    Raises:
        NoScopeError: the organisation is not in scope.
    """
    owner = acting.organisation_id
    if owner not in scope.organisations():
        raise scope.NoScopeError(f"organisation {owner} is not in scope")
    question = _OFFERED.format(initiative=connection.ops.quote_name(Initiative._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(question, [owner, owner, Form.PROGRAMME.value, MOST])
        rows: list[tuple[int, Any, str]] = sorted(cursor.fetchall())
    return Offered(
        _areas(said for place, said, _title in rows if not place),
        [(str(UUID(key)), title) for place, key, title in rows if place],
    )


def _areas(lists: Iterable[str]) -> list[str]:
    return sorted({area for said in lists for area in json.loads(said)})[:MOST]
