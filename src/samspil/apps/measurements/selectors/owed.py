"""What is to be measured, by the day it is due: what is owed already, and what comes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from samspil.apps.measurements.models import DueMeasurement
from samspil.kit.paging import after_day

MOST: Final = 1000


class Owed(NamedTuple):
    """A measurement that is due on a day; ``subject`` is what the indicator is of."""

    due_on: date
    public_id: UUID
    indicator__public_id: UUID
    indicator__subject: UUID
    indicator__name: str
    indicator__unit: str
    indicator__measurer: str
    indicator__measurer_person: UUID | None
    indicator__latest: Decimal | None
    indicator__latest_on: date | None
    id: int


def owed_until(  # noqa: PLR0917 – whose, of what, and which of them
    organisation_id: int,
    sort: str,
    until: date,
    measurer: UUID | None = None,
    most: int = MOST,
    after: tuple[date, int] | None = None,
) -> list[Owed]:
    """Before a day, of a sort of subject, the first due first; of one who measures where that is asked.

    ``after`` is the day and the row of the last before. One question.
    """
    rows = DueMeasurement.objects.filter(
        organisation_id=organisation_id,
        indicator__subject_sort=sort,
        indicator__ended_on=None,
        due_on__lt=until,
        met_at=None,
        let_go_at=None,
    )
    if measurer is not None:
        rows = rows.filter(indicator__measurer_person=measurer)
    if after is not None:
        rows = rows.filter(after_day("due_on", *after))
    told = rows.order_by("due_on", "pk").values_list(*Owed._fields)[:most]
    return [Owed(*one) for one in told]
