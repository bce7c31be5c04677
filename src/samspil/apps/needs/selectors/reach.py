"""What members show of their needs and what was found of them, in scope by the journaled door.

Inside, rows of others are there; whoever asks for theirs asks for `SHOWN`, and nothing else of them.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samspil.apps.needs.models import Told
from samspil.apps.needs.types import FOUND_NEEDS, SHOWN_NEEDS
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose needs are open, and the associations among them with which something was found."""

    own: int
    associations: frozenset[int]
    open: frozenset[int]

    @property
    def shown(self) -> QuerySet[Told]:
        """What each shows, one's own as well: nothing that is hidden, whoever's it is."""
        return Told.objects.filter(is_shown=True)

    def shown_at(self, *paths: str) -> Q:
        """The same of what other rows name, by their paths; joined, as a list of all is long."""
        return Q(
            *(Q(**{f"{path}__is_shown": True, f"{path}__organisation_id__in": self.open}) for path in paths)
        )


@contextmanager
def reaching(acting: Acting, on: date) -> Generator[Reach]:
    """With all in scope that others show us of their needs, and what was found."""
    own = acting.organisation_id
    is_association = acting.organisation_kind is OrganisationKind.ASSOCIATION
    with scope.within([own]), door.readable(FOUND_NEEDS, on):
        associations = frozenset([own]) if is_association else scope.organisations() - {own}
    with scope.within([own]), door.readable(SHOWN_NEEDS, on), scope.widened(associations):
        yield Reach(own, associations, scope.organisations())
