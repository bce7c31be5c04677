"""The ledger. Vouchers, postings and closed periods are added only: the database refuses to change them.

What stands on an account, and what stood on it when each day was over, is kept with every posting, so that a
balance of any day is one look at an index however many postings there are. A job re-adds it every night.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q

from samspil.core.finance.ledger import LARGEST, Kind
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow

LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 300
LONGEST_KEY: Final = 100
LONGEST_ENCLOSURE: Final = 200
JOINT_COST: Final = "joint "  # how the keys begin of accounts that hold what an initiative costs together
_BOUNDS: Final = (1 - LARGEST, LARGEST - 1)


def _owner() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: each table here is asked for by another."""
    return models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Books(OwnedRow):
    """An organisation's ledger as a whole; ``compared_at`` is when all of it was last re-added."""

    organisation = _owner()
    last_number = models.BigIntegerField(default=0)
    closed_until = models.DateField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    differences = models.PositiveIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_ledger_each")]


class Account(OwnedRow):
    """Where money stands or came from. ``balance_minor`` is what stood on it when ``last_day`` was over."""

    organisation = _owner()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Kind])
    key = models.CharField(max_length=LONGEST_KEY)
    name = models.CharField(max_length=LONGEST_NAME)
    currency = models.CharField(max_length=3)
    may_be_negative = models.BooleanField(default=False)
    member = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    balance_minor = models.BigIntegerField(default=0)
    last_day = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="an_account_a_key"),
            models.CheckConstraint(
                condition=Q(may_be_negative=True) | Q(balance_minor__gte=0), name="not_overdrawn_at_last"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_joint_cost(self) -> bool:
        """Whether it holds what an initiative costs its members together, and not a treasury."""
        return self.kind == Kind.TREASURY.value and self.key.startswith(JOINT_COST)


class AccountDay(OwnedRow):
    """What went into and out of an account on a day, and what stood on it when the day was over."""

    organisation = _owner()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    in_minor = models.BigIntegerField()
    out_minor = models.BigIntegerField()
    closing_minor = models.BigIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="one_turnover_a_day")]


class Voucher(OwnedRow):
    """What was posted at once. Added only; ``reverses`` is the one that it takes back.

    ``enclosure`` is where what it rests on is kept, in the words of whoever wrote it.
    """

    organisation = _owner()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    number = models.BigIntegerField()
    day = models.DateField()
    text = models.CharField(max_length=LONGEST_TEXT)
    kind = models.CharField(max_length=40)
    subject_sort = models.CharField(max_length=20, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    enclosure = models.CharField(max_length=LONGEST_ENCLOSURE, blank=True)
    key = models.CharField(max_length=LONGEST_KEY)
    digest = models.CharField(max_length=64)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversed_by", null=True, blank=True
    )
    posted_at = models.DateTimeField()
    posted_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="a_voucher_a_key"),
            models.UniqueConstraint(fields=["organisation", "number"], name="a_voucher_a_number"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "subject", "id"],
                condition=Q(subject__isnull=False),
                name="vouchers_of_a_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Posting(OwnedRow):
    """A line of a voucher: so much into an account, or, below nought, out of it. Added only."""

    organisation = _owner()
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="postings", db_index=False)
    place = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings", db_index=False)
    day = models.DateField()
    amount_minor = models.BigIntegerField()
    came_from_sort = models.CharField(max_length=20, blank=True)
    came_from = models.UUIDField(null=True, blank=True)
    went_to_sort = models.CharField(max_length=20, blank=True)
    went_to = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["voucher", "place"], name="one_line_at_each_place"),
            models.CheckConstraint(
                condition=Q(amount_minor__range=_BOUNDS) & ~Q(amount_minor=0), name="an_amount_that_counts"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "day", "id"], name="postings_of_an_account"),
            models.Index(
                fields=["organisation", "came_from"],
                condition=Q(came_from__isnull=False),
                name="postings_by_what_freed_them",
            ),
            models.Index(
                fields=["organisation", "went_to"],
                condition=Q(went_to__isnull=False),
                name="postings_by_what_they_paid",
            ),
        ]


class ClosedPeriod(OwnedRow):
    """Nothing is posted on ``until`` or before any more, as somebody said. Added only."""

    organisation = _owner()
    until = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "until"], name="closed_once")]
