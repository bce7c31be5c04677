"""Rounds and how far they have come: who is invited, how many have answered. Never what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from samspil.apps.balance.models import Action, Invited, Round
from samspil.apps.balance.types import Standing

MOST: int = 50


class RoundLine(NamedTuple):
    """A round as a line of the list."""

    public_id: UUID
    title: str
    standing: Standing
    answer_by: date
    invited: int
    answered: int
    open_actions: int


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A group: how many are invited, and how many of them have answered."""

    group: str
    invited: int
    answered: int


def standing_of(round_: Round) -> Standing:
    """How far a round has come."""
    if round_.closed_at is not None:
        return Standing.CLOSED
    return Standing.PREPARED if round_.opened_at is None else Standing.OPEN


def list_rounds(organisation_id: int) -> list[RoundLine]:
    """The newest first; three questions."""
    rows = list(Round.objects.filter(organisation_id=organisation_id).order_by("-id")[:MOST])
    keys = [row.pk for row in rows]
    counted = Invited.objects.filter(organisation_id=organisation_id, round__in=keys).values("round")
    told = counted.annotate(all=Count("id"), answered=Count("id", filter=Q(has_answered=True)))
    found = {row["round"]: (row["all"], row["answered"]) for row in told.order_by("round")}
    open_ = Action.objects.filter(organisation_id=organisation_id, round__in=keys, done_at=None)
    actions = dict(open_.values_list("round").annotate(count=Count("id")).order_by("round"))
    return [
        RoundLine(
            row.public_id,
            row.title,
            standing_of(row),
            row.answer_by,
            *found.get(row.pk, (0, 0)),
            actions.get(row.pk, 0),
        )
        for row in rows
    ]


def groups_of(round_: Round) -> list[GroupStanding]:
    """Each group that somebody is invited for; one question."""
    rows = Invited.objects.filter(organisation_id=round_.organisation_id, round=round_).values("group")
    told = rows.annotate(all=Count("id"), answered=Count("id", filter=Q(has_answered=True)))
    return [GroupStanding(one["group"], one["all"], one["answered"]) for one in told.order_by("group")]


def invited_in(round_: Round) -> list[Invited]:
    """Everybody invited, by group and address."""
    rows = Invited.objects.filter(organisation_id=round_.organisation_id, round=round_)
    return list(rows.order_by("group", "address"))
