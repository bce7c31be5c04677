"""Somebody has an interest in a matter and leaves it to others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import move
from samspil.apps.organisations.selectors import holders_of
from samspil.apps.organisations.types import Acting
from samspil.core.governance.bodies import role_and_stand_ins
from samspil.core.governance.entries import Recuse
from samspil.core.governance.state import State


@transaction.atomic
def step_aside(matter: Matter, reason: str, *, acting: Acting, at: datetime) -> Matter:
    """Of the seat that one holds in the forum, or of the role, where the stand-in comes in if nobody is left.

    Raises:
        RefusedError: the matter is not at one's own table.
    """

    def entry(state: State) -> Recuse:
        sort, _, key = state.body.partition(" ")
        if sort == "forum":
            place = next((seat.seat for seat in acting.seats if seat.forum == key), "")
            return Recuse(place, reason, acting.actor, at, str(acting.person))
        place, others = _role_left(matter, state, acting, at)
        return Recuse(place, reason, acting.actor, at, str(acting.person), others_hold_it=others)

    moved, _ = move(matter, entry, acting=acting)
    return moved


def _role_left(matter: Matter, state: State, acting: Acting, at: datetime) -> tuple[str, bool]:
    """The role to step out of (the step's own, or one that stands in) and whether others go on in it."""
    holders = holders_of(matter.organisation_id, acting.roles, timezone.localdate(at))
    asked = state.body.partition(" ")[2]
    role = asked if asked in acting.roles else _standing_in(matter, asked, acting)
    left = [
        person
        for held, person, _ in holders
        if held == role and person != acting.person and not state.bars(str(person), state.body)
    ]
    return role, bool(left)


def _standing_in(matter: Matter, role: str, acting: Acting) -> str:
    line = role_and_stand_ins(model_of(matter.version), role)
    return next((one for one in line if one in acting.roles), role)
