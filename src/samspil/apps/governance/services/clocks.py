"""What happens when nobody does anything: clocks that have run out, rests that are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import RefusedError
from samspil.core.governance.entries import PassTime


def pass_time(organisation_id: int, now: datetime, today: date) -> Iterator[Matter | RefusedError]:
    """Every matter of an organisation whose time is up is moved as its route says, each by itself.

    A clock that leads to a step whose time is up as well is followed, as far as the time has come.
    """
    due = Q(due_until__lte=now) | Q(parked_until__lte=today)
    rows = Matter.objects.filter(due, organisation_id=organisation_id, end="").order_by("pk")
    for matter in list(rows):
        yield _moved(matter, now)


def _moved(matter: Matter, now: datetime) -> Matter | RefusedError:
    try:
        while True:
            matter, events = move(matter, PassTime(now), acting=None)
            if not events or matter.end:
                return matter
    except RefusedError as refused:
        return refused
