"""Rounds and how far they have come: who is asked, how many have answered. Never what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Sum

from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Area, Invited, Round
from samspil.apps.surveys.selectors.access import is_seen
from samspil.apps.surveys.types import Standing

MOST: int = 50


class RoundLine(NamedTuple):
    """A round as a line of the list."""

    public_id: UUID
    title: str
    standing: Standing
    answer_by: date
    people: int
    answered: int


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """An area: how many people it has, how many are invited by a letter, how many have answered."""

    area: Area
    invited: int


def standing_of(round_: Round) -> Standing:
    """How far a round has come."""
    if round_.closed_at is not None:
        return Standing.CLOSED
    return Standing.PREPARED if round_.opened_at is None else Standing.OPEN


def list_rounds(acting: Acting) -> list[RoundLine]:
    """Those that somebody leads or may read, the newest first; two questions."""
    rows = Round.objects.filter(organisation_id=acting.organisation_id).order_by("-id")
    seen = [row for row in rows[: MOST * 4] if is_seen(acting, row)][:MOST]
    areas = Area.objects.filter(organisation_id=acting.organisation_id, round__in=[row.pk for row in seen])
    told = (
        areas.values_list("round").annotate(people=Sum("people"), answered=Sum("answered")).order_by("round")
    )
    found = {key: (people, answered) for key, people, answered in told}
    return [
        RoundLine(row.public_id, row.title, standing_of(row), row.answer_by, *found.get(row.pk, (0, 0)))
        for row in seen
    ]


def areas_of(round_: Round) -> list[AreaStanding]:
    """The areas by name, with how many are invited; two questions."""
    own = {"organisation_id": round_.organisation_id, "round": round_}
    rows = Invited.objects.filter(**own).order_by("area").values_list("area").annotate(count=Count("id"))
    counts = dict(rows)
    return [AreaStanding(one, counts.get(one.pk, 0)) for one in Area.objects.filter(**own).order_by("name")]


def invited_in(round_: Round) -> list[Invited]:
    """Everybody with a link of their own, by area and address."""
    rows = Invited.objects.filter(organisation_id=round_.organisation_id, round=round_)
    return list(rows.select_related("area").order_by("area__name", "address"))


def count_silent(round_: Round) -> int:
    """How many of those invited by a letter have not answered."""
    own = {"organisation_id": round_.organisation_id, "round": round_}
    return Invited.objects.filter(**own, has_answered=False).count()
