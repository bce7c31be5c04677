"""Whose link it is, and what that one has answered so far. Nobody logs in here: the link is all there is."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from samspil.apps.balance.models import Answer, Invited
from samspil.apps.balance.types import Said
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors.secret_links import SecretLinks
from samspil.kit.tenancy import scope

_LINKS = SecretLinks("samspil.balance.invited")


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody invited, and the organisation that asks."""

    invited: Invited
    organisation_id: int
    organisation_name: str
    is_example: bool


def key_of(organisation: UUID, invited: UUID) -> str:
    """What opens the page of one who is invited. It is made again each time, and stands in no row."""
    return _LINKS.key_of(organisation, invited)


@contextmanager
def opened(key: str) -> Generator[Opened]:
    """Whose key it is, with the scope of that organisation open.

    Raises:
        NotFoundError: it is nobody's.
    """
    found = _LINKS.read(key)
    if found is None:
        raise NotFoundError(key)
    organisation, own = found
    with scope.within([organisation.pk]):
        rows = Invited.objects.filter(organisation=organisation, public_id=own)
        row = rows.select_related("round__version").first()
        if row is None:
            raise NotFoundError(key)
        yield Opened(row, organisation.pk, organisation.name, organisation.is_example)


def said_by(invited: Invited) -> Mapping[str, Said]:
    """What one has answered while the round is open."""
    row = Answer.objects.filter(organisation_id=invited.organisation_id, invited=invited).first()
    return {key: Said(*given) for key, given in row.said.items()} if row else {}
