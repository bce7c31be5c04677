"""Letters that wait, and what each account wants to hear of."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from samspil.kit.ids import new_id
from samspil.kit.mail.types import How, LetterState
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Letter(OwnedRow):
    """One thing to tell one account, or whoever has an address. ``key`` says what, so that it is told once.

    Its text goes when it is sent. ``address`` and ``language`` are given where there is no account.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=150)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200)
    is_example = models.BooleanField(default=False)
    in_digest = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    send_at = models.DateTimeField()
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in LetterState],
        default=LetterState.WAITING.value,
    )
    worker = models.CharField(max_length=64, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "account", "key"], name="one_letter_about_it"),
            models.UniqueConstraint(
                fields=["organisation", "key"],
                condition=models.Q(account=None),
                name="one_letter_to_an_address_about_it",
            ),
        ]
        indexes = [
            models.Index(fields=["send_at"], condition=models.Q(state="waiting"), name="letters_that_wait"),
        ]

    @property
    def to(self) -> str:
        """Where it goes."""
        return self.account.email if self.account else self.address


class Wish(models.Model):
    """How an account wants to hear of one kind of thing."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=30)
    how = models.CharField(max_length=10, choices=[(one.value, one.value) for one in How])

    objects: ClassVar[models.Manager[Wish]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="one_wish_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"
