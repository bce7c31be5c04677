"""What has been asked to be decided about benefits."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.benefits.models import BenefitRequest


def waiting_requests(organisation_id: int) -> list[BenefitRequest]:
    """Those of an organisation that nothing has been decided of, the first asked first."""
    rows = BenefitRequest.objects.filter(organisation_id=organisation_id, decided_at=None)
    return list(rows.select_related("benefit__initiative").order_by("pk"))


def request_of(organisation_id: int, matter: UUID) -> BenefitRequest | None:
    """The one that waits for a matter."""
    rows = BenefitRequest.objects.filter(organisation_id=organisation_id, matter=matter, decided_at=None)
    return rows.select_related("benefit__initiative").first()
