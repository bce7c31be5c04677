"""What was done by a voucher holds while that voucher stands: the one place that knows it of all rows.

A row keeps the voucher that it was done by. That it has been reversed is read from the ledger and is kept
nowhere else: what was paid is then owed again, what was filled can be filled again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from samspil.apps.funding.models.ledger import Voucher
from samspil.kit.tenancy.rows import OwnedRow, ScopedManager

if TYPE_CHECKING:
    from uuid import UUID

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class RestingRows(models.QuerySet[_Row_co]):
    """Words to ask for rows by what became of their vouchers."""

    def standing(self) -> Self:
        """Those whose voucher has not been reversed, and those that needed none."""
        return self.filter(Q(voucher=None) | ~_reversed())

    def done(self) -> Self:
        """Those that were done by a voucher that stands: what was paid, and not taken back."""
        return self.filter(~_reversed(), voucher__isnull=False)

    def not_done(self) -> Self:
        """The others: nothing was posted, or it was taken back."""
        return self.filter(Q(voucher=None) | _reversed())

    def taken_back(self) -> Self:
        """Those whose voucher has been reversed."""
        return self.filter(_reversed(), voucher__isnull=False)


def _reversed() -> Exists:
    """Whether the voucher that a row names has been reversed."""
    return Exists(Voucher.objects.filter(public_id=OuterRef("voucher"), reversed_by__isnull=False))


class RestingManager(ScopedManager[_Row_co]):
    """Rows in scope, which can be asked for by the words above."""

    _queryset_class: Any = RestingRows

    if TYPE_CHECKING:

        def get_queryset(self) -> RestingRows[_Row_co]: ...

    def standing(self) -> RestingRows[_Row_co]:
        """As `RestingRows` says it. So with all here."""
        return self.get_queryset().standing()

    def done(self) -> RestingRows[_Row_co]:
        """As `RestingRows` says it."""
        return self.get_queryset().done()

    def not_done(self) -> RestingRows[_Row_co]:
        """As `RestingRows` says it."""
        return self.get_queryset().not_done()

    def taken_back(self) -> RestingRows[_Row_co]:
        """As `RestingRows` says it."""
        return self.get_queryset().taken_back()


class RestsOnVoucher(OwnedRow):
    """A row that is done by posting ``voucher``; without one where nothing had to be posted, or not yet."""

    voucher = models.UUIDField(null=True, blank=True)

    objects: ClassVar[RestingManager[Self]] = RestingManager()

    class Meta(OwnedRow.Meta):
        abstract = True

    @property
    def told_of(self) -> tuple[str, UUID]:
        """What the journal calls the thing that a row is of: its sort and its id."""
        raise NotImplementedError
