"""The only way from an address to a round."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Round
from samspil.apps.surveys.rights import leads, may_read


def access_round(acting: Acting, public_id: UUID) -> Round:
    """A round that one leads, or whose results one may read.

    Raises:
        NotFoundError: there is none, it is another's, or it is not closed and one does not lead it.
    """
    rows = Round.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    found = rows.select_related("version").first()
    if found is None or not is_seen(acting, found):
        raise NotFoundError(str(public_id))
    return found


def access_led(acting: Acting, public_id: UUID) -> Round:
    """A round that one leads.

    Raises:
        NotFoundError: there is none that one leads.
    """
    found = access_round(acting, public_id)
    if not leads(acting, found):
        raise NotFoundError(str(public_id))
    return found


def access_closed(acting: Acting, public_id: UUID) -> Round:
    """A round whose results may be read.

    Raises:
        NotFoundError: the same, or it is not closed.
    """
    found = access_round(acting, public_id)
    if found.closed_at is None:
        raise NotFoundError(str(public_id))
    return found


def is_seen(acting: Acting, round_: Round) -> bool:
    """Whether a round is there for somebody: led by them, or closed and theirs to read."""
    return leads(acting, round_) or (round_.closed_at is not None and may_read(acting, round_))
