"""What comes again and again: put in line when its time has come, once, however many workers there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from samspil.kit.jobs.models import Turn


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job and, given a moment, when it comes next after it."""

    name: str
    job: Any
    next_after: Callable[[datetime], datetime]


def every(period: timedelta) -> Callable[[datetime], datetime]:
    """Again after a while."""
    return lambda now: now + period


def daily_at(hour: int, zone: str) -> Callable[[datetime], datetime]:
    """Each day at an hour of a place's clock, also where the clock has been changed in between."""

    def next_after(now: datetime) -> datetime:
        local = now.astimezone(ZoneInfo(zone))
        today = datetime.combine(local.date(), time(hour), ZoneInfo(zone))
        if today > local:
            return today
        return datetime.combine(local.date() + timedelta(days=1), time(hour), ZoneInfo(zone))

    return next_after


def enqueue_due(periodics: Iterable[Periodic], now: datetime) -> list[str]:
    """Put in line what is due: the turn and the job are kept in one transaction."""
    return [one.name for one in periodics if _take_turn(one, now)]


@transaction.atomic
def _take_turn(one: Periodic, now: datetime) -> bool:
    Turn.objects.get_or_create(name=one.name, defaults={"next_at": now})
    taken = Turn.objects.filter(name=one.name, next_at__lte=now).update(next_at=one.next_after(now))
    if taken:
        one.job.enqueue()
    return bool(taken)
