"""Who raises matters: by unit in a municipality, by member in an association (F2.9)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.utils import timezone

from samspil.apps.governance.models import Matter
from samspil.apps.governance.selectors.adoptions import forums_on
from samspil.apps.organisations.selectors.seated import SeatInTime, homes_of, names_by_code, seats_held_by
from samspil.apps.organisations.types import Acting
from samspil.core.governance.forum_decisions import seats_on

NOBODYS: Final = ""


class RaisedBy(NamedTuple):
    """How many matters a unit or a member has brought; the name is empty where nothing says whose."""

    name: str
    matters: int


def raised_by_unit(acting: Acting, since: datetime) -> list[RaisedBy]:
    """Who raises matters, the most first; one question."""
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, brought_at__gte=since)
    return _counted(rows.values_list("unit_name", flat=True))


def raised_by_member(acting: Acting, now: datetime, since: datetime) -> list[RaisedBy]:
    """The same in an association: by the member that whoever brought the matter was there for.

    That is the member the matter itself is about, else the one whose seat the requester held on the day it
    was brought, else the one they are logged in for as the same person. What the association's own people
    bring has no member. Five questions, however many matters.
    """
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, brought_at__gte=since)
    brought = list(rows.values_list("member", "requester", "brought_at"))
    people = {requester for _member, requester, _at in brought}
    seats = _members_seats(acting, people, timezone.localdate(now), timezone.localdate(since))
    homes = homes_of(people - seats.keys())
    codes = Counter(
        member or _seat_on(seats.get(requester, ()), timezone.localdate(at)) or homes.get(requester, NOBODYS)
        for member, requester, at in brought
    )
    names = names_by_code(codes)
    return _ordered({names.get(code, code): matters for code, matters in codes.items()})


def _members_seats(
    acting: Acting, people: Iterable[UUID], today: date, since: date
) -> Mapping[UUID, list[tuple[SeatInTime, str]]]:
    """The seats of members that people have held, each with the member's code.

    A seat is read as the model of today says it, on the first day of it that counts: its member may be none
    any more.
    """
    models = {one.key: one.model for one in forums_on(acting.organisation_id, today)}
    found: dict[UUID, list[tuple[SeatInTime, str]]] = defaultdict(list)
    for held in seats_held_by(acting.organisation_id, people):
        if (model := models.get(held.forum)) is None:
            continue
        seats = seats_on(model, held.forum, max(held.valid_from, since))
        found[held.holder] += [(held, seat.member) for seat in seats if seat.id == held.seat and seat.member]
    return found


def _seat_on(seats: Iterable[tuple[SeatInTime, str]], day: date) -> str:
    return next((member for held, member in seats if held.is_held(day)), NOBODYS)


def _counted(names: Iterable[str]) -> list[RaisedBy]:
    return _ordered(Counter(names))


def _ordered(counted: Mapping[str, int]) -> list[RaisedBy]:
    return [RaisedBy(*one) for one in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
