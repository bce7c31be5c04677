"""Matters, what happened to them, what was decided and who owes what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.governance.models.adoptions import ModelVersion
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Matter(OwnedRow):
    """Anything that travels a route. Where it stands is what its events add up to, kept beside them."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    case_number = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    attributes = models.JSONField()
    facts = models.JSONField(default=dict)
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="matters")
    requester = models.UUIDField()
    requester_name = models.CharField(max_length=200)
    unit_name = models.CharField(max_length=200, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    member = models.CharField(max_length=4, blank=True)
    brought_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    step = models.CharField(max_length=60, blank=True)
    body = models.CharField(max_length=70, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_until = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    parked_until = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    events_count = models.PositiveIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "case_number"], name="one_matter_a_number"),
            models.CheckConstraint(
                condition=Q(end="", step__gt="") | Q(end__gt="", step=""), name="at_a_step_or_at_an_end"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "body", "due_at"], condition=Q(end=""), name="open_matters_of_a_body"
            ),
            models.Index(fields=["organisation", "requester", "-id"], name="matters_of_a_requester"),
            models.Index(fields=["organisation", "-id"], name="matters_newest_first"),
            models.Index(fields=["organisation", "kind", "-id"], name="matters_of_a_kind"),
            models.Index(fields=["due_until"], condition=Q(end="", due_until__isnull=False), name="clocks"),
            models.Index(
                fields=["parked_until"], condition=Q(end="", parked_until__isnull=False), name="rests"
            ),
            models.Index(fields=["organisation", "subject"], name="matters_about_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether it is still under way."""
        return not self.end


class MatterEvent(OwnedRow):
    """One event, as the engine gave it. Added only, and found by its matter."""

    organisation = owner_without_index()
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="events", db_index=False
    )  # `one_event_at_each_place` begins with it
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    sort = models.CharField(max_length=30)
    event = models.JSONField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["matter", "sequence"], name="one_event_at_each_place")]


class Decision(OwnedRow):
    """An outcome: never changed afterwards, only followed by another. The register reads nothing else."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="decisions", db_index=False
    )  # `one_decision_an_event` begins with it
    event_sequence = models.PositiveIntegerField()
    meeting = models.ForeignKey(
        "governance.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    case_number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=60)
    kind_name = models.JSONField()
    step_name = models.JSONField()
    outcome = models.CharField(max_length=60)
    outcome_name = models.JSONField()
    effect = models.CharField(max_length=20)
    decided_at = models.DateTimeField()
    body = models.CharField(max_length=70)
    body_name = models.JSONField()
    actor = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    ground = models.CharField(max_length=20)
    mandate = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    conditions = models.JSONField(default=list)
    tally = models.JSONField(null=True, blank=True)
    is_taken = models.BooleanField(default=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["matter", "event_sequence"], name="one_decision_an_event"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-decided_at", "-id"], name="decisions_newest_first"),
            models.Index(fields=["organisation", "body", "-decided_at", "-id"], name="decisions_of_a_body"),
            models.Index(fields=["organisation", "kind", "-decided_at", "-id"], name="decisions_of_a_kind"),
            models.Index(
                fields=["organisation", "effect", "-decided_at", "-id"], name="decisions_of_an_effect"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.outcome}"


class Obligation(OwnedRow):
    """Who owes what to whom by when."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="obligations")
    rule = models.CharField(max_length=60)
    name = models.JSONField()
    owed_by = models.CharField(max_length=70)
    owed_to = models.CharField(max_length=70)
    member = models.CharField(max_length=4, blank=True)
    due_on = models.DateField()
    created_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.UUIDField(null=True, blank=True)
    met_with = models.TextField(blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [
            models.Index(
                fields=["organisation", "owed_by", "due_on"],
                condition=Q(met_at__isnull=True),
                name="open_obligations",
            ),
        ]
