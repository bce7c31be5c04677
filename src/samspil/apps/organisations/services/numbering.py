"""Case numbers."""

from __future__ import annotations

from samspil.apps.organisations.models import CaseNumber


def next_case_number(organisation_id: int, year: int) -> str:
    """The next case number of a year, as people write it: ``2026-0042``. Within a transaction."""
    CaseNumber.objects.bulk_create(
        [CaseNumber(organisation_id=organisation_id, year=year)], ignore_conflicts=True
    )
    count = CaseNumber.objects.select_for_update().get(organisation_id=organisation_id, year=year)
    count.last += 1
    count.save(update_fields=["last"])
    return f"{year}-{count.last:04d}"
