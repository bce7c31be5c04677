"""Services, what is measured of them, and what is promised: a promise is never changed, a new one begins."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.models import Level, Promise, Service
from samspil.apps.service_levels.rights import may_promise
from samspil.apps.service_levels.selectors.held import levels_now
from samspil.apps.service_levels.types import (
    LEVEL,
    MOST_LEVELS,
    MOST_SERVICES,
    SERVICE,
    NewLevel,
    NewPromise,
    NewService,
)
from samspil.core.errors import Problem
from samspil.core.service_levels.keeping import EVERYWHERE


@transaction.atomic
def add_service(new: NewService, *, acting: Acting, at: datetime) -> Service:
    """A service that can be promised something of.

    Raises:
        RefusedError: ``not_yours_to_promise``, ``service_is_there``, ``too_many_services``.
    """
    refuse_who_may_not(acting)
    rows = Service.objects.filter(organisation_id=acting.organisation_id, ended_at=None)
    if rows.filter(name__iexact=new.name).exists():
        raise RefusedError(Problem("service_is_there", {"name": new.name}))
    if rows.count() >= MOST_SERVICES:
        raise RefusedError(Problem("too_many_services", {"limit": MOST_SERVICES}))
    row = Service.objects.create(
        organisation_id=acting.organisation_id, name=new.name, words=new.words, owner=new.owner, made_at=at
    )
    note(acting, at, "service_levels.service.added", (SERVICE, row.public_id), {}, {"name": new.name})
    return row


@transaction.atomic
def change_service(service: Service, new: NewService, *, acting: Acting, at: datetime) -> Service:
    """Its name, its words and who answers for it; promises and figures stay. Again it changes nothing.

    Raises:
        RefusedError: ``not_yours_to_promise``, ``service_is_there``, ``service_has_ended``.
    """
    refuse_who_may_not(acting)
    row = _held(service)
    others = Service.objects.filter(organisation_id=row.organisation_id, ended_at=None).exclude(pk=row.pk)
    if others.filter(name__iexact=new.name).exists():
        raise RefusedError(Problem("service_is_there", {"name": new.name}))
    if (row.name, row.words, row.owner) != (new.name, new.words, new.owner):
        row.name, row.words, row.owner = new.name, new.words, new.owner
        row.save(update_fields=["name", "words", "owner"])
        note(acting, at, "service_levels.service.changed", (SERVICE, row.public_id), {}, {"name": new.name})
    return row


@transaction.atomic
def end_service(service: Service, *, acting: Acting, at: datetime) -> Service:
    """It is offered no more; what was promised and delivered is kept. Ended already, it stays so.

    Raises:
        RefusedError: ``not_yours_to_promise``.
    """
    refuse_who_may_not(acting)
    row = Service.objects.select_for_update().get(organisation_id=service.organisation_id, pk=service.pk)
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        note(acting, at, "service_levels.service.ended", (SERVICE, row.public_id))
    return row


@transaction.atomic
def add_level(service: Service, new: NewLevel, first: NewPromise, *, acting: Acting, at: datetime) -> Level:
    """What is measured of a service, with what is promised first, everywhere or to an area.

    Raises:
        RefusedError: ``not_yours_to_promise``, ``service_has_ended``, ``service_level_is_there``,
            ``too_many_service_levels``, ``promise_without_value``.
    """
    refuse_who_may_not(acting)
    row = _held(service)
    rows = Level.objects.filter(organisation_id=row.organisation_id, service=row, ended_at=None)
    if rows.filter(name__iexact=new.name).exists():
        raise RefusedError(Problem("service_level_is_there", {"name": new.name}))
    if rows.count() >= MOST_LEVELS:
        raise RefusedError(Problem("too_many_service_levels", {"limit": MOST_LEVELS}))
    level = Level.objects.create(
        organisation_id=row.organisation_id,
        service=row,
        name=new.name,
        unit=new.unit,
        direction=new.direction.value,
        every=new.every.value,
        made_at=at,
    )
    facts = {"service": row.public_id, "unit": new.unit, "direction": new.direction, "every": new.every}
    note(acting, at, "service_levels.level.added", (LEVEL, level.public_id), facts, {"name": new.name})
    promise(level, first, acting=acting, at=at)
    return level


@transaction.atomic
def end_level(level: Level, *, acting: Acting, at: datetime) -> Level:
    """It is promised and measured no more; what was is kept. Ended already, it stays so.

    Raises:
        RefusedError: ``not_yours_to_promise``.
    """
    refuse_who_may_not(acting)
    row = Level.objects.select_for_update().get(organisation_id=level.organisation_id, pk=level.pk)
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        note(acting, at, "service_levels.level.ended", (LEVEL, row.public_id))
    return row


@transaction.atomic
def promise(level: Level, new: NewPromise, *, acting: Acting, at: datetime) -> Promise:
    """What is promised from a day on. The same as holds already is the promise that is there.

    What was promised before keeps what it said: a promise that begins in the past is refused where something
    was promised then.

    Raises:
        RefusedError: ``not_yours_to_promise``, ``service_level_has_ended``, ``promise_without_value``,
            ``promise_changes_the_past``, ``promise_before_the_last``.
    """
    refuse_who_may_not(acting)
    row = held_level(level)
    own = Promise.objects.filter(organisation_id=row.organisation_id, level=row, area=new.area)
    last = own.order_by("-valid_from").first()
    if new.value is None and (new.area == EVERYWHERE or last is None or last.value is None):
        raise RefusedError(Problem("promise_without_value", {}))
    if last is not None and (last.value, last.words) == (new.value, new.words):
        return last
    if last is not None and new.valid_from <= last.valid_from:
        raise RefusedError(Problem("promise_before_the_last", {"day": last.valid_from.isoformat()}))
    [now] = levels_now([row])
    if new.valid_from < timezone.localdate(at) and now.promised(new.area, new.valid_from) is not None:
        raise RefusedError(Problem("promise_changes_the_past", {}))
    made = Promise.objects.create(
        organisation_id=row.organisation_id,
        level=row,
        area=new.area,
        valid_from=new.valid_from,
        value=new.value,
        words=new.words,
        made_at=at,
        made_by=acting.person,
    )
    told = {"from": new.valid_from, "value": None if new.value is None else str(new.value)}
    note(acting, at, "service_levels.promise.made", (LEVEL, row.public_id), told, {"area": new.area})
    return made


@transaction.atomic
def take_back(level: Level, key: int, *, acting: Acting, at: datetime) -> None:
    """A promise that was made today or has not begun is gone; gone already, nothing happens.

    Raises:
        RefusedError: ``not_yours_to_promise``, ``service_level_has_ended``, ``promise_has_held``.
    """
    refuse_who_may_not(acting)
    row, today = held_level(level), timezone.localdate(at)
    found = Promise.objects.filter(organisation_id=row.organisation_id, level=row, pk=key).first()
    if found is None:
        return
    if found.valid_from <= today and timezone.localdate(found.made_at) != today:
        raise RefusedError(Problem("promise_has_held", {}))
    told = {"from": found.valid_from, "value": None if found.value is None else str(found.value)}
    note(acting, at, "service_levels.promise.taken_back", (LEVEL, row.public_id), told, {"area": found.area})
    found.delete()


def refuse_who_may_not(acting: Acting) -> None:
    """Refuse whoever may not.

    Raises:
        RefusedError: ``not_yours_to_promise``.
    """
    if not may_promise(acting):
        raise RefusedError(Problem("not_yours_to_promise", {}))


def held_level(level: Level) -> Level:
    """A level as it is now, held until the transaction is over.

    Raises:
        RefusedError: ``service_level_has_ended``.
    """
    rows = Level.objects.select_for_update(of=("self",)).select_related("service")
    row = rows.get(organisation_id=level.organisation_id, pk=level.pk)
    if row.ended_at is not None or row.service.ended_at is not None:
        raise RefusedError(Problem("service_level_has_ended", {}))
    return row


def _held(service: Service) -> Service:
    row = Service.objects.select_for_update().get(organisation_id=service.organisation_id, pk=service.pk)
    if row.ended_at is not None:
        raise RefusedError(Problem("service_has_ended", {}))
    return row
