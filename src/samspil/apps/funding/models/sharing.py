"""Cost keys as they were decided, and costs that were shared out by them. Both are added only."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from samspil.apps.funding.models.resting import RestsOnVoucher
from samspil.apps.funding.types import SharedSort
from samspil.core.finance.cost_keys.key import CostKind
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow

LONGEST_DECISION: Final = 300
LONGEST_TEXT: Final = 200


def _owner() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: both tables are asked for by initiative."""
    return models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )


def _initiative() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: a constraint or an index begins with it."""
    return models.ForeignKey(
        "portfolio.Initiative", on_delete=models.PROTECT, related_name="+", db_index=False
    )


class KeyVersion(OwnedRow):
    """A cost key of an initiative for a kind of cost, from a day on, by a decision.

    ``content`` is the key as `core.finance.cost_keys` reads it; ``decided`` the decision in the register,
    where it stands there, and ``decision`` its words.
    """

    organisation = _owner()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = _initiative()
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in CostKind])
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    valid_from = models.DateField()
    decided = models.UUIDField(null=True, blank=True)
    decision = models.CharField(max_length=LONGEST_DECISION)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["initiative", "kind", "number"], name="a_key_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class SharedCost(RestsOnVoucher):
    """A cost of a period that members share: by which key, with what was counted of each, and what each pays.

    ``is_charged`` when the amount follows from the key's own price. ``members`` and the key are all that
    ``pays`` was worked out from, so that it can be worked out again; it is in oere by code. What is settled
    by actual use names the cost that it ``settles``, and ``pays`` is then the differences; of one that joins
    late (``whose``), the cost that it ``enters``, what it pays and, below nought, what others get. ``again``
    is how many like it had been taken back before: a cost of the same name and period is shared once.
    """

    organisation = _owner()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = _initiative()
    key = models.ForeignKey(KeyVersion, on_delete=models.PROTECT, related_name="costs")
    sort = models.CharField(
        max_length=8, default=SharedSort.COST.value, choices=[(one.value, one.value) for one in SharedSort]
    )
    text = models.CharField(max_length=LONGEST_TEXT)
    first = models.DateField()
    last = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    is_charged = models.BooleanField(default=False)
    whose = models.CharField(max_length=4, blank=True)
    members = models.JSONField()
    pays = models.JSONField()
    settles = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="settlements", null=True, blank=True, db_index=False
    )
    again = models.PositiveSmallIntegerField(default=0)
    enters = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="entries",
        null=True,
        blank=True,
        db_index=False,  # a constraint begins with it
    )
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_cost_ends_after_it_begins"),
            models.UniqueConstraint(fields=["enters", "whose", "again"], name="joins_each_cost_once"),
            models.UniqueConstraint(
                "initiative",
                Lower("text"),
                "first",
                "last",
                "whose",
                "again",
                condition=Q(sort="cost"),
                name="a_cost_is_shared_once",
            ),
            models.UniqueConstraint(fields=["settles", "again"], name="a_cost_is_settled_once"),
        ]
        indexes = [models.Index(fields=["initiative", "-first", "-id"], name="costs_shared_newest")]

    def __str__(self) -> str:
        return self.text

    @property
    def told_of(self) -> tuple[str, UUID]:
        """Itself."""
        return "shared_cost", self.public_id
