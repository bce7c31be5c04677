"""Whose people somebody was: the seats they held, and the municipality they act for as the same person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.apps.organisations.models import Access, Holding, Organisation
from samspil.apps.organisations.types import OrganisationKind


class SeatInTime(NamedTuple):
    """A seat that somebody held from a day until another, the last outside."""

    holder: UUID
    forum: str
    seat: str
    valid_from: date
    valid_to: date | None

    def is_held(self, on: date) -> bool:
        """Whether it was held on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def seats_held_by(organisation_id: int, people: Iterable[UUID]) -> list[SeatInTime]:
    """Every seat that some people have held in an organisation, whenever that was; one question."""
    rows = Holding.objects.filter(organisation_id=organisation_id, holder__in=set(people)).exclude(forum="")
    return [SeatInTime(*row) for row in rows.order_by("pk").values_list(*SeatInTime._fields)]


def homes_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The municipality, by code, that people are logged in for as the very same person; one question.

    A person whom an association knows by a row of its own has none: nothing says whose they are.
    """
    rows = Access.objects.filter(
        person__in=set(people), organisation__kind=OrganisationKind.MUNICIPALITY.value
    )
    return dict(rows.order_by("pk").values_list("person", "organisation__code"))


def names_by_code(codes: Iterable[str]) -> dict[str, str]:
    """The names of the municipalities that are here, by code; one question."""
    return dict(Organisation.objects.filter(code__in={*codes} - {""}).values_list("code", "name"))
