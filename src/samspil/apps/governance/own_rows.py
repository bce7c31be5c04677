"""From a public id to a row of one's own organisation, where nobody else may see it."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from samspil.apps.governance.types import NotFoundError

Row = TypeVar("Row", bound=Model)


def own_row(rows: QuerySet[Row], organisation_id: int, public_id: UUID) -> Row:
    """The row of that organisation; what the rows bring along is theirs to say.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    found = rows.filter(organisation_id=organisation_id, public_id=public_id).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found
