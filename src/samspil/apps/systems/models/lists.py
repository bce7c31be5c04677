"""Lists that somebody has sent, kept as they came until they are approved or a day has gone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.systems.models.systems import one_of
from samspil.apps.systems.types.asking import AskedState
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class RegisterUpload(OwnedRow):
    """A workbook or CSV file on its way into the register; ``mapping`` says how each sheet is read.

    A long one is carried out by a worker: from ``confirmed_at`` on it is waiting or under way, until
    ``came_to`` says how many lines came to what and its content is gone, or ``stopped`` why it was not.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped = models.JSONField(null=True, blank=True)
    came_to = models.JSONField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "expires_at"], name="register_lists_by_end")]


class AskedKitos(OwnedRow):
    """That somebody has asked for what KITOS has: for whom, by whom, and what came of it.

    ``sealed`` is the token until a worker begins, and nothing after; it is told on no page and in no journal.
    ``list_id`` is the list that came of it, and ``problems`` why none did.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    address = models.CharField(max_length=300)
    cvr = models.CharField(max_length=20, blank=True)
    visibility = one_of(Visibility, Visibility.OWN)
    sealed = models.BinaryField(default=bytes)
    state = one_of(AskedState, AskedState.WAITING)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    list_id = models.UUIDField(null=True, blank=True)
    problems = models.JSONField(default=list)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=[AskedState.WAITING.value, AskedState.ASKING.value]),
                name="kitos_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=AskedState.WAITING.value) | Q(sealed=b""),
                name="a_token_only_while_it_waits",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "asked_at"], name="kitos_asked_by_time")]
