"""Whose link it is, or which area's. Nobody logs in here: the link is all there is."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors.calendars import public_id_of
from samspil.apps.organisations.selectors.secret_links import SecretLinks
from samspil.apps.surveys.models import Area, Invited, Round
from samspil.kit.tenancy import scope

_OWN: Final = SecretLinks("samspil.surveys.invited")
_OPEN: Final = SecretLinks("samspil.surveys.area")


@dataclass(frozen=True, slots=True)
class Opened:
    """The area that a link answers for, and whose own link it is; nobody's where it is open to the area."""

    area: Area
    invited: Invited | None
    organisation_name: str
    is_example: bool

    @property
    def round(self) -> Round:
        """What is asked."""
        return self.area.round


def key_of_own(invited: Invited) -> str:
    """What opens the page for somebody invited. It is made again each time, and stands in no row."""
    return _OWN.key_of(public_id_of(invited.organisation_id), invited.public_id)


def key_of_area(area: Area) -> str:
    """What opens the page for everybody of an area."""
    return _OPEN.key_of(public_id_of(area.organisation_id), area.public_id)


def keys_of_own(organisation: UUID, invited: list[Invited]) -> list[str]:
    """The same for many; one question fewer for each."""
    return [_OWN.key_of(organisation, one.public_id) for one in invited]


@contextmanager
def opened(key: str) -> Generator[Opened]:
    """What a key opens, with the scope of that organisation open.

    Raises:
        NotFoundError: nothing.
    """
    found = _OWN.read(key)
    invited_by_it = found is not None
    found = found or _OPEN.read(key)
    if found is None:
        raise NotFoundError(key)
    organisation, own = found
    with scope.within([organisation.pk]):
        invited = _invited(organisation.pk, own) if invited_by_it else None
        area = invited.area if invited else _open_area(organisation.pk, own)
        if area is None or (invited_by_it and invited is None):
            raise NotFoundError(key)
        yield Opened(area, invited, organisation.name, organisation.is_example)


def _invited(organisation_id: int, public_id: UUID) -> Invited | None:
    rows = Invited.objects.filter(organisation_id=organisation_id, public_id=public_id)
    return rows.select_related("area__round__version").first()


def _open_area(organisation_id: int, public_id: UUID) -> Area | None:
    rows = Area.objects.filter(organisation_id=organisation_id, public_id=public_id, by_link=True)
    return rows.select_related("round__version").first()
