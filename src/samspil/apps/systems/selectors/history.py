"""What has been bought."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q, QuerySet

from samspil.apps.systems.models import Notice
from samspil.apps.systems.types import Bought, HistoryFilter, Key
from samspil.core.units import Money
from samspil.kit.searching import contains, words_of

_FIELDS: Final = (
    *("dated_on", "id", "stage", "buyer", "subject", "cpv", "is_it", "value_minor", "value_currency"),
    *("value_is", "winners", "tenders_due_on", "starts_on", "ends_on", "publication_number", "source_link"),
)


def list_notices(organisation_id: int, by: HistoryFilter) -> tuple[list[Bought], Key | None]:
    """The newest notices first, and the key to ask for older ones with; none where there are no more."""
    rows = Notice.objects.filter(organisation_id=organisation_id)
    if by.only_it:
        rows = rows.filter(is_it=True)
    for word in words_of(by.said):
        rows = rows.filter(contains(word, "subject", "buyer") | Q(publication_number__iexact=word))
    rows = _before(rows, by.before).order_by("-dated_on", "-id")
    found = list(rows.values(*_FIELDS)[: by.size + 1])
    page = found[: by.size]
    older = (page[-1]["dated_on"], page[-1]["id"]) if len(found) > by.size else None
    return [_bought(row) for row in page], older


def _before(rows: QuerySet[Notice], key: Key | None) -> QuerySet[Notice]:
    if key is None:
        return rows
    day, number = key
    return rows.filter(dated_on__lte=day).exclude(dated_on=day, id__gte=number)


def _bought(row: dict[str, Any]) -> Bought:
    minor = row["value_minor"]
    return Bought(
        dated_on=row["dated_on"],
        stage=row["stage"],
        buyer=row["buyer"],
        subject=row["subject"],
        cpv=tuple(row["cpv"]),
        is_it=row["is_it"],
        value=None if minor is None else Money(minor, row["value_currency"]),
        value_is=row["value_is"],
        winners=tuple(row["winners"]),
        tenders_due_on=row["tenders_due_on"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        publication_number=row["publication_number"],
        source_link=row["source_link"],
    )
