"""The guide: at most one row, of no organisation, because there is none yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Guide(models.Model):
    """Who may be in the guide, and what they have chosen. Of link and browser only hashes are kept."""

    link_hash = models.CharField(max_length=64, blank=True)
    link_made_at = models.DateTimeField()
    link_until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    browser_hash = models.CharField(max_length=64, blank=True)
    chosen = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Guide]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_guide")]

    def __str__(self) -> str:
        return f"Guide {self.pk}"
