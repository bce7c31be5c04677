"""The rows of the journal. Nothing here is ever changed or deleted but a personal value that is erased."""

from __future__ import annotations

from django.db import models

from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Entry(OwnedRow):
    """One thing that happened. ``facts`` is the canonical JSON that was hashed, byte for byte."""

    organisation = owner_without_index()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    facts = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sequence"], name="one_entry_at_each_place"),
        ]
        indexes = [
            models.Index(fields=["organisation", "subject_id", "sequence"], name="journal_of_subject"),
        ]


class Head(OwnedRow):
    """The end of an organisation's chain; locked by whoever adds to it."""

    organisation = owner_without_index()
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_head_for_each_chain")]


class PersonalValue(OwnedRow):
    """What the chain holds only a salted commitment to. Erased, the chain still holds together."""

    organisation = owner_without_index()
    commitment = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    value = models.TextField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "commitment"], name="one_value_each")]
