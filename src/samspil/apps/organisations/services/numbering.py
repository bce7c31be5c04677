"""Case numbers."""

from __future__ import annotations

from samspil.apps.organisations.models import CaseNumber


def next_case_number(organisation_id: int, year: int) -> str:
    """The next case number of a year, as people write it: ``2026-0042``. Within a transaction."""
    return next_case_numbers(organisation_id, year, 1)[0]


def next_case_numbers(organisation_id: int, year: int, count: int) -> list[str]:
    """As many in a row. Within a transaction."""
    CaseNumber.objects.bulk_create(
        [CaseNumber(organisation_id=organisation_id, year=year)], ignore_conflicts=True
    )
    row = CaseNumber.objects.select_for_update().get(organisation_id=organisation_id, year=year)
    first, row.last = row.last + 1, row.last + count
    row.save(update_fields=["last"])
    return [f"{year}-{number:04d}" for number in range(first, row.last + 1)]
