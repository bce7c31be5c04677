"""The portfolio as a list that comes in meets it: how all stands, and what lists have told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from samspil.apps.portfolio.models import (
    ListUpload,
    TableMapping,
)
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.plain import values_of
from samspil.core.portfolio.listing.reading import Known, Nothing, Why

Values = dict[Field, Known | Nothing]

OWN_CURRENCY: Final = "DKK"
ROLES: Final[Mapping[Field, InitiativeRole]] = {
    Field.MANAGER: InitiativeRole.MANAGER,
    Field.OWNER: InitiativeRole.OWNER,
}
# What is so of an initiative and can be told in a list, in the order of the columns of our own.
CURRENT: Final = (
    *(Field.NAME, Field.FORM, Field.CATEGORY, Field.PURPOSE, Field.LEGAL_SOURCE),
    *(Field.OWNER, Field.MANAGER, Field.STARTS_ON, Field.ENDS_ON),
    *(Field.COST, Field.RATING, Field.RATING_COMMENT),
)


def withheld_in(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[Field, str]:
    """What lists may not say of an initiative, with the words that stand there instead.

    ``rows`` is what each list told, by the key of its line, which begins with its year.
    """
    said: Values = {}
    for _key, values in sorted(rows, key=lambda row: row[0].partition("|")[0]):
        said.update(values_of(values))
    return {
        one: value.words
        for one, value in said.items()
        if isinstance(value, Nothing) and value.why is Why.WITHHELD
    }


def access_list(organisation_id: int, public_id: UUID) -> ListUpload | None:
    """A list that somebody has sent to the organisation one acts for."""
    found = ListUpload.objects.filter(organisation_id=organisation_id, public_id=public_id)
    return found.defer("content").first()


def kept_mappings(organisation_id: int, name: str | None = None) -> dict[str, TableMapping]:
    """How lists are read that have been here, by their shape; of one name where it is given."""
    rows = TableMapping.objects.filter(organisation_id=organisation_id).order_by("kept_at")
    return {one.shape: one for one in (rows if name is None else rows.filter(name=name))}
