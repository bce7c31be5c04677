"""Who takes part in what is done together, and how far each has come. Owned by the association."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.portfolio.models.initiatives import Initiative
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.status import Light
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Participation(OwnedRow):
    """One member in one initiative. What the member's own plan says is shown here, so that a page of nine
    columns is one question: ``own`` is the member's own initiative, ``own_matter`` its own decision.
    ``proposed_pace`` is what a decision of the association asks of the member, which sets its pace itself.
    """

    organisation = owner_without_index()
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="participations", db_index=False
    )
    member = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    pace = models.CharField(
        max_length=12, default=Pace.OBSERVING.value, choices=[(one.value, one.value) for one in Pace]
    )
    pace_since = models.DateField()
    pace_reason = models.TextField(blank=True)
    invited_on = models.DateField()
    joined_on = models.DateField(null=True, blank=True)
    leaves_on = models.DateField(null=True, blank=True)
    terms = models.TextField(blank=True)
    function = models.CharField(max_length=200, blank=True)
    own = models.UUIDField(null=True, blank=True)
    own_matter = models.UUIDField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    light = models.CharField(
        max_length=8, default=Light.GREY.value, choices=[(one.value, one.value) for one in Light]
    )
    next_name = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)
    expected_end = models.DateField(null=True, blank=True)
    deviations = models.PositiveSmallIntegerField(default=0)
    too_late = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    proposed_pace = models.CharField(max_length=12, blank=True)
    proposed_on = models.DateField(null=True, blank=True)
    proposed_because = models.CharField(max_length=300, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["initiative", "code"], name="a_member_once_in_an_initiative"),
            models.CheckConstraint(
                condition=Q(leaves_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(leaves_on__gte=F("joined_on")),
                name="leaves_after_joining",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "code"], name="participations_of_a_member")]


class PaceChange(OwnedRow):
    """A member changed its pace. Added only."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="changes", db_index=False
    )
    at = models.DateTimeField()
    was = models.CharField(max_length=12)
    now = models.CharField(max_length=12)
    reason = models.TextField(blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["participation", "id"], name="changes_of_a_pace")]
