"""The only way from an address to a workshop or what was found in one."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.own_rows import own_row
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Potential, Workshop


def access_workshop(acting: Acting, public_id: UUID) -> Workshop:
    """A workshop of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Workshop.objects.all(), acting.organisation_id, public_id)


def access_potential(acting: Acting, public_id: UUID) -> Potential:
    """What was found in a workshop of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Potential.objects.select_related("workshop"), acting.organisation_id, public_id)
