"""The only way from an address to a round or an action."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.balance.models import Action, Round
from samspil.apps.governance.own_rows import own_row
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting


def access_round(acting: Acting, public_id: UUID) -> Round:
    """A round of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Round.objects.select_related("version"), acting.organisation_id, public_id)


def access_closed(acting: Acting, public_id: UUID) -> Round:
    """A round whose answers may be read.

    Raises:
        NotFoundError: the same, or it is not closed.
    """
    found = access_round(acting, public_id)
    if found.closed_at is None:
        raise NotFoundError(str(public_id))
    return found


def access_action(acting: Acting, public_id: UUID) -> Action:
    """An action of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(Action.objects.select_related("round"), acting.organisation_id, public_id)
