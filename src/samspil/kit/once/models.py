"""Keys that have been used."""

from __future__ import annotations

from django.db import models

from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Key(OwnedRow):
    """A key that somebody sent with something to do, what it was, and what came of it."""

    organisation = owner_without_index()
    who = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    used_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "who", "key"], name="a_key_once")]
