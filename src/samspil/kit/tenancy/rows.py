"""Rows that belong to one organisation, and the only ways to ask for them."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models.sql.where import AND

from samspil.kit.tenancy import scope
from samspil.kit.tenancy.owners import OwnedByOneOf, Owners

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class ScopedManager(models.Manager[_Row_co]):
    """Finds what is in scope, and refuses when nobody has said what is."""

    def get_queryset(self) -> models.QuerySet[_Row_co]:
        """The rows in scope.

        The condition is laid in place. To find its way there, as a filter does, would cost each question more
        than all else here.
        """
        found = super().get_queryset()
        owner: Any = self.model._meta.get_field("organisation")
        column = owner.get_col(found.query.get_initial_alias())
        found.query.where.add(OwnedByOneOf(column, Owners.of(scope.organisations())), AND)
        return found


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


def owner_without_index() -> models.ForeignKey[Any, Any]:
    """The owner of rows that have another index which begins with it, in the order in which they are shown.

    Beside it PostgreSQL would take one on the owner alone, and sort all rows of a large organisation.
    """
    return models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
