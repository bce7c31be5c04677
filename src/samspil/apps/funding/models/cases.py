"""Business cases of initiatives. A version is added only, and so is which one a gate was asked for with."""

from __future__ import annotations

from typing import Any, Final

from django.db import models

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow

LONGEST_FILE_NAME: Final = 200


def _owner() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: both tables are asked for by initiative."""
    return models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )


def _initiative() -> models.ForeignKey[Any, Any]:
    """Without an index of its own: a constraint begins with it."""
    return models.ForeignKey(
        "portfolio.Initiative", on_delete=models.PROTECT, related_name="+", db_index=False
    )


class CaseVersion(OwnedRow):
    """A business case as it was kept: all of it, and the discount rates it was reckoned with.

    ``content`` is what `core.finance.case_data` made; the four amounts are what it comes to, to be listed.
    ``assumptions`` is what the estimates build on, ``why`` what is otherwise than in the version before.
    """

    organisation = _owner()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = _initiative()
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    rates = models.JSONField()
    assumptions = models.TextField(blank=True)
    why = models.TextField(blank=True)
    file_name = models.CharField(max_length=LONGEST_FILE_NAME, blank=True)
    currency = models.CharField(max_length=3)
    cost_minor = models.BigIntegerField()
    benefit_minor = models.BigIntegerField()
    net_now_minor = models.BigIntegerField()
    unclear_minor = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="a_case_version_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class GateCase(OwnedRow):
    """The version that stood when a gate was asked for: what its matter builds on."""

    organisation = _owner()
    initiative = _initiative()
    phase = models.CharField(max_length=60)
    matter = models.UUIDField()
    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="gates", db_index=False)
    kept_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["initiative", "matter"], name="one_case_a_gate")]
