"""Which benefits have not been added up on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from samspil.apps.benefits.models import Benefit


def not_added_up(organisation_id: int, today: date) -> list[int]:
    """The keys of an organisation's benefits that were added up before today, or never."""
    rows = Benefit.objects.filter(Q(as_of__lt=today) | Q(as_of=None), organisation_id=organisation_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))
