"""What the members say to a joint proposal, and who takes part from when. Owned by the association."""

from __future__ import annotations

from django.db import models

from samspil.apps.governance.models.matters import Matter
from samspil.kit.tenancy.rows import OwnedRow


class Consent(OwnedRow):
    """One member's answer; a row for each member that is asked, empty until it answers.

    ``own_matter`` is the member's own matter, decided under its own mandates.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consents", db_index=False)
    round = models.PositiveSmallIntegerField()
    member = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    answer = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    own_matter = models.UUIDField(null=True, blank=True)
    model = models.CharField(max_length=60, blank=True)
    mandate = models.CharField(max_length=60, blank=True)
    mandate_name = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["matter", "round", "code"], name="one_answer_a_member"),
        ]


class Participation(OwnedRow):
    """A member takes part in what was decided together, at its own pace."""

    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="participations", db_index=False
    )
    member = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    joined_on = models.DateField()
    leaves_on = models.DateField(null=True, blank=True)
    pace = models.CharField(max_length=20, default="joining")

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["matter", "code", "joined_on"], name="joins_once_a_day"),
        ]
