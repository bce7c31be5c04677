"""The only way from an address to a picture's kind or a step."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.own_rows import own_row
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.targets.models import Placing, Step
from samspil.apps.targets.types import Kind


def access_kind(kind: str) -> Kind:
    """One of the three.

    Raises:
        NotFoundError: it is none.
    """
    try:
        return Kind(kind)
    except ValueError:
        raise NotFoundError(kind) from None


def access_step(acting: Acting, public_id: UUID) -> Step:
    """A step of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Step.objects.all(), acting.organisation_id, public_id)


def access_placing(acting: Acting, public_id: UUID) -> Placing:
    """Where a technology was placed, by the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Placing.objects.all(), acting.organisation_id, public_id)
