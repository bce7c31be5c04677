"""How far one reads: one's own register whole, others' where they show it, by the journaled door.

Whoever asks inside for rows that are not one's own asks with `Reach.shown`; internal fields and hidden prices
are not among the columns that `SHOWN_…` name.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.types.register import PUBLIC_REGISTER, SHARED_REGISTER
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.owners import Owners

_TO_FELLOWS: Final = (Visibility.ASSOCIATION.value, Visibility.PUBLIC.value)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose registers are open: those of fellows, and those that show something to everybody."""

    own: int
    fellows: frozenset[int]
    public: frozenset[int]

    @property
    def others(self) -> Q:
        """What others show; of records that are still there."""
        return self.others_of("")

    def others_of(self, record: str) -> Q:
        """The same of a record that another names, by the name that leads to it and two underscores."""
        public, owner = Visibility.PUBLIC.value, f"{record}organisation__owned_by"
        to_us = {owner: Owners.of(self.fellows), f"{record}visibility__in": _TO_FELLOWS}
        to_all = {owner: Owners.of(self.public - self.fellows), f"{record}visibility": public}
        return Q(**to_us) | Q(**to_all)

    @property
    def shown(self) -> Q:
        """One's own, and what others show."""
        return Q(organisation=self.own) | self.others


def reaching(acting: Acting, on: date) -> AbstractContextManager[Reach]:
    """With the registers in scope that others show us."""
    return reach_of(acting.organisation_id, on)


@contextmanager
def reach_of(own: int, on: date) -> Generator[Reach]:
    """The same for an organisation, whoever asks."""
    with scope.within([own]), door.readable(PUBLIC_REGISTER, on):
        public = scope.organisations() - {own}
        with scope.within([own]), door.readable(SHARED_REGISTER, on):
            fellows = scope.organisations() - {own}
        with scope.widened(fellows):
            yield Reach(own, frozenset(fellows), frozenset(public))
