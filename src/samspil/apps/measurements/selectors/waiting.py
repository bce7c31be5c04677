"""Measurements that wait for somebody: who is named to measure, or where nobody is, whom the caller asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Q, QuerySet, UUIDField

from samspil.apps.measurements.models import DueMeasurement
from samspil.kit.tenancy.kept import Kept, Known

OWNER: Final = Known("owner", BigIntegerField())
PERSON: Final = Known("person", UUIDField())
_UNTIL: Final = Known("until", DateField())


class Waiting(NamedTuple):
    """A measurement that is due on a day, and what its indicator is of."""

    due_on: date
    subject: UUID
    name: str


class WaitingFor:
    """What somebody is to measure, due before a day, the first due first: one question, which is kept.

    It is theirs where they are named, and where nobody who logs in is named, of the subjects ``else_of``,
    which may ask for what the question is asked with: the organisation (`OWNER`) and the person (`PERSON`).
    """

    def __init__(self, sort: str, else_of: Callable[[], QuerySet[Any, Any]], most: int) -> None:
        self._sort, self._else_of, self._most = sort, else_of, most
        self._kept = Kept(self._rows)

    def ask(self, organisation_id: int, person: UUID, until: date) -> list[Waiting]:
        """The first of it."""
        found = self._kept.ask(owner=organisation_id, person=person, until=until)
        return [Waiting(*one) for one in found]

    def _rows(self) -> QuerySet[Any, Any]:
        named = Q(indicator__measurer_person=PERSON)
        nobodys = Q(indicator__measurer_person=None, indicator__subject__in=self._else_of())
        rows = _due(OWNER, self._sort, _UNTIL).filter(named | nobodys).order_by("due_on", "pk")
        return rows.values_list("due_on", "indicator__subject", "indicator__name")[: self._most]


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


def count_late(organisation_id: int, sort: str, on: date, measurer: UUID | None = None) -> int:
    """How many measurements should have been made by a day, by one who measures or by all; one question."""
    rows = _due(organisation_id, sort, on)
    return (rows if measurer is None else rows.filter(indicator__measurer_person=measurer)).count()


def _due(organisation_id: int | Known, sort: str, until: date | Known) -> QuerySet[DueMeasurement]:
    return DueMeasurement.objects.filter(
        organisation_id=organisation_id,
        indicator__subject_sort=sort,
        indicator__ended_on=None,
        due_on__lt=until,
        met_at=None,
        let_go_at=None,
    )
