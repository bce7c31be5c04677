"""The only way from an address to a service, a level or a list of figures."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.own_rows import own_row
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.models import FigureList, Level, Service


def access_service(acting: Acting, public_id: UUID) -> Service:
    """A service of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Service.objects.all(), acting.organisation_id, public_id)


def access_level(acting: Acting, public_id: UUID) -> Level:
    """A level of a service of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Level.objects.select_related("service"), acting.organisation_id, public_id)


def access_list(acting: Acting, public_id: UUID) -> FigureList:
    """A list that somebody of the organisation one acts for has sent.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(FigureList.objects.all(), acting.organisation_id, public_id)
