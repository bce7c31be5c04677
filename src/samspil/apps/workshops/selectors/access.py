"""The only way from an address to a workshop or what was found in one."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Potential, Workshop


def access_workshop(acting: Acting, public_id: UUID) -> Workshop:
    """A workshop of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    rows = Workshop.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    found = rows.first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def access_potential(acting: Acting, public_id: UUID) -> Potential:
    """What was found in a workshop of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    rows = Potential.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    found = rows.select_related("workshop").first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found
