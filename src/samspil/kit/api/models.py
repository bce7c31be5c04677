"""Tokens. Only ids and a hash: what a token reaches is scoped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samspil.kit.ids import new_id
from samspil.kit.periods import PeriodManager, ends_after_it_begins


class Token(models.Model):
    """A machine acts as a person for one organisation in a period. The token is shown once, not kept."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.UUIDField()
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=12)
    rights = models.JSONField(default=list)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[PeriodManager[Token]] = PeriodManager()

    class Meta:
        constraints = [ends_after_it_begins("token_has_a_day")]
        indexes = [models.Index(fields=["organisation", "-id"], name="tokens_newest_first")]

    def __str__(self) -> str:
        return self.name
