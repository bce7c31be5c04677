"""Reading the journal onwards: what is told of a change is taken from what the change itself wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Min

from samspil.kit.jobs.models import Bookmark
from samspil.kit.journal.models import Entry

# Whoever begins to read does not tell of what has long been known.
NEWS: Final = timedelta(days=1)
PORTION: Final = 200


def follow(
    reader: str, organisation_id: int, now: datetime, tell: Callable[[Entry], None], most: int = PORTION
) -> int:
    """Give each new entry to ``tell``, in order; how many there were.

    What ``tell`` writes and how far the reader has come are kept or lost together, so nothing is told
    twice and nothing is left out, whenever the process stops.
    """
    with transaction.atomic():
        place = _bookmark(reader, organisation_id, now)
        rows = Entry.objects.filter(organisation_id=organisation_id, sequence__gt=place.sequence)
        found = list(rows.order_by("sequence")[:most])
        for entry in found:
            tell(entry)
        if found:
            place.sequence = found[-1].sequence
            place.save(update_fields=["sequence"])
        return len(found)


def _bookmark(reader: str, organisation_id: int, now: datetime) -> Bookmark:
    mine = Bookmark.objects.filter(organisation_id=organisation_id, reader=reader)
    found = mine.select_for_update().first()
    if found is None:
        own = Entry.objects.filter(organisation_id=organisation_id)
        first_new = own.filter(at__gte=now - NEWS).aggregate(first=Min("sequence"))["first"]
        last = first_new - 1 if first_new else own.aggregate(last=Max("sequence"))["last"] or 0
        Bookmark.objects.bulk_create(
            [Bookmark(organisation_id=organisation_id, reader=reader, sequence=last)], ignore_conflicts=True
        )
        found = mine.select_for_update().get()
    return found
