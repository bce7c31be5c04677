"""Rows that are true from a day until a day; the last day is outside."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from samspil.kit.tenancy.kept import Known
from samspil.kit.tenancy.rows import OwnedRow, ScopedManager

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


def on(day: date | Known) -> Q:
    """What was true on a day, which a kept question may come to know later."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class PeriodManager(models.Manager[_Row_co]):
    """Rows of nobody in particular, with questions about time."""

    def on(self, day: date) -> models.QuerySet[_Row_co]:
        """What was true on a day."""
        return self.get_queryset().filter(on(day))


class ScopedPeriodManager(ScopedManager[_Row_co]):
    """Rows in scope, with questions about time."""

    def on(self, day: date) -> models.QuerySet[_Row_co]:
        """What was true on a day."""
        return self.get_queryset().filter(on(day))


class OwnedPeriod(OwnedRow):
    """An organisation's row with a period."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[ScopedPeriodManager[Self]] = ScopedPeriodManager()

    class Meta(OwnedRow.Meta):
        abstract = True


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A period has at least one day."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name
    )
