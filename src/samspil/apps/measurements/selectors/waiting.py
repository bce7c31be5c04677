"""Measurements that wait for somebody: who is named to measure, or where nobody is, whom the caller asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from samspil.apps.measurements.models import DueMeasurement

Subjects = Collection[UUID] | QuerySet[Any]


class Waiting(NamedTuple):
    """A measurement that is due on a day, and what its indicator is of."""

    due_on: date
    subject: UUID
    name: str


def waiting_for(
    organisation_id: int, sort: str, until: date, person: UUID, else_of: Subjects, *, most: int
) -> list[Waiting]:
    """What somebody is to measure, due before a day, the first due first; one question.

    It is theirs where they are named, and where nobody who logs in is named, of the subjects ``else_of``.
    """
    named = Q(indicator__measurer_person=person)
    nobodys = Q(indicator__measurer_person=None, indicator__subject__in=else_of)
    rows = _due(organisation_id, sort, until).filter(named | nobodys).order_by("due_on", "pk")
    told = rows.values_list("due_on", "indicator__subject", "indicator__name")
    return [Waiting(*one) for one in told[:most]]


class Named(NamedTuple):
    """The same, and who is named to measure it."""

    public_id: UUID
    due_on: date
    subject: UUID
    name: str
    person: UUID | None


def due_between(organisation_id: int, sort: str, first: date, last: date) -> list[Named]:
    """What is due in a period, both days included, the first first; one question."""
    rows = _due(organisation_id, sort, last + timedelta(days=1)).filter(due_on__gte=first)
    about = ("indicator__subject", "indicator__name", "indicator__measurer_person")
    return [Named(*one) for one in rows.order_by("due_on", "pk").values_list("public_id", "due_on", *about)]


def count_late(organisation_id: int, sort: str, on: date) -> int:
    """How many measurements should have been made by a day; one question."""
    return _due(organisation_id, sort, on).count()


def _due(organisation_id: int, sort: str, until: date) -> QuerySet[DueMeasurement]:
    return DueMeasurement.objects.filter(
        organisation_id=organisation_id,
        indicator__subject_sort=sort,
        indicator__ended_on=None,
        due_on__lt=until,
        met_at=None,
        let_go_at=None,
    )
