"""Whom to tell, and what is to be told."""

from __future__ import annotations

from django.db import models

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow
from samspil.kit.webhooks.types import CallState


class Hook(OwnedRow):
    """An address that is told of some sorts of events. With the secret one can pretend to be us."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=100)
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=100)
    sorts = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.UUIDField()
    failures = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=200, blank=True)


class Call(OwnedRow):
    """One event to tell one address."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="calls", db_index=False)
    event = models.CharField(max_length=80)
    body = models.TextField()
    created_at = models.DateTimeField()
    send_at = models.DateTimeField()
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in CallState],
        default=CallState.WAITING.value,
    )
    worker = models.CharField(max_length=64, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["hook", "event"], name="an_event_once_a_hook")]
        indexes = [
            models.Index(fields=["send_at"], condition=models.Q(state="waiting"), name="calls_that_wait")
        ]
