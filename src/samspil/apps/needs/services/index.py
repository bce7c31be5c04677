"""What members show, kept term by term, so that a page can ask what is like a text that is being written."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Final

from django.db import transaction

from samspil.apps.needs.models import IndexedTerm, TermIndex
from samspil.core.matching.packing import Packed, packed_terms
from samspil.core.matching.suggesting import Needs

_AT_ONCE: Final = 2000


def keep_index(association_id: int, told: Needs, *, at: datetime) -> int:
    """Keep what was laid out, for the pages; how many terms there are. The association is in scope.

    The new stands beside the old until it is whole, so that whoever asks meanwhile gets one or the other.

    Args:
        association_id: the association whose members tell the needs.
        told: what is shown; the key of each is the number of its row.
        at: now.
    """
    held = TermIndex.objects.filter(organisation_id=association_id).first()
    number = 1 + (held.number if held else 0)
    IndexedTerm.objects.filter(organisation_id=association_id, number=number).delete()  # of one broken off
    count = 0
    coming = packed_terms(told)
    while portion := [_row(association_id, number, one) for one in islice(coming, _AT_ONCE)]:
        IndexedTerm.objects.bulk_create(portion)
        count += len(portion)
    with transaction.atomic():
        says = {"number": number, "texts": len(told.needs), "made_at": at}
        TermIndex.objects.update_or_create(organisation_id=association_id, defaults=says)
    IndexedTerm.objects.filter(organisation_id=association_id).exclude(number=number).delete()
    return count


def _row(association_id: int, number: int, one: Packed) -> IndexedTerm:
    return IndexedTerm(
        organisation_id=association_id,
        number=number,
        term=one.term,
        held=one.held,
        is_stem=one.is_stem,
        keys=one.keys,
        weights=one.weights,
    )
