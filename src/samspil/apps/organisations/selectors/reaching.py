"""By which accounts people can be reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.apps.organisations.models import Access


class Reached(NamedTuple):
    """An account by which a person can be reached, and its language."""

    account_id: int
    language: str


def reached(organisation_id: int, people: Iterable[str | UUID], on: date) -> list[Reached]:
    """The accounts that act for an organisation as some people on a day."""
    rows = Access.objects.on(on).filter(
        organisation_id=organisation_id, person__in=list(people), account__is_active=True
    )
    return [Reached(*row) for row in rows.values_list("account_id", "account__language").distinct()]
