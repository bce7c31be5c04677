"""Rows that belong to one organisation, and the only ways to ask for them."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models

from samspil.kit.tenancy import scope

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class ScopedManager(models.Manager[_Row_co]):
    """Finds what is in scope, and refuses when nobody has said what is."""

    def get_queryset(self) -> models.QuerySet[_Row_co]:
        """The rows in scope."""
        return super().get_queryset().filter(organisation__in=scope.organisations())


class OwnedRow(models.Model):
    """A row with one owner. Related rows are found through the same scope."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @classmethod
    def everywhere(cls) -> models.QuerySet[Self]:
        """Every organisation's rows. Only modules that `tests/architecture` names may ask so."""
        return models.QuerySet(cls)
