"""That two entries of the catalogue are one system: who says so, and what each organisation answers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class SameSystem(OwnedRow):
    """A proposal: ``gone`` is the same system as ``kept``. Read by those one works together with.

    The names are those of the day it was said. One that is ``taken_back_at`` is answered by nobody any more.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    gone = models.UUIDField()
    kept = models.UUIDField()
    gone_name = models.CharField(max_length=200)
    kept_name = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "gone"], condition=Q(taken_back_at=None), name="gone_to_one_place"
            ),
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="two_that_are_one"),
        ]


class SameAnswer(OwnedRow):
    """What an organisation answers for itself; ``undone_at`` when it has taken that back."""

    organisation = owner_without_index()
    proposal = models.UUIDField()
    gone = models.UUIDField()
    kept = models.UUIDField()
    is_same = models.BooleanField()
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "proposal"],
                condition=Q(undone_at=None),
                name="one_answer_a_proposal",
            )
        ]
