"""Phases, their documents, and gates: each passed only by a decision of the engine."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.portfolio.models.initiatives import Initiative
from samspil.apps.portfolio.types import Outcome, PartsThen
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class PhaseDocument(OwnedRow):
    """A document that the project model asks for in a phase, and where it is."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="documents", db_index=False
    )
    phase = models.CharField(max_length=60)
    document = models.CharField(max_length=60)
    place = models.CharField(max_length=500)
    ready_on = models.DateField()
    ready_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "phase", "document"], name="one_document_of_each_kind"
            )
        ]


class Criterion(OwnedRow):
    """What is asked at a gate, answered with evidence."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="criteria", db_index=False
    )
    phase = models.CharField(max_length=60)
    criterion = models.CharField(max_length=60)
    is_met = models.BooleanField()
    evidence = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "phase", "criterion"], name="one_answer_to_a_criterion"
            )
        ]


class Gate(OwnedRow):
    """An initiative asks to leave a phase; ``matter`` travels the route, and its decision is the outcome.

    A matter that is sent back for rework, or pauses, goes on: each time is an attempt of its own.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="gates", db_index=False)
    phase = models.CharField(max_length=60)
    attempt = models.PositiveSmallIntegerField()
    matter = models.UUIDField()
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in Outcome])
    decision = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    to_phase = models.CharField(max_length=60, blank=True)
    parts_then = models.CharField(
        max_length=5, blank=True, choices=[(one.value, one.value) for one in PartsThen]
    )

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(outcome=""), name="one_gate_at_a_time"
            ),
            models.UniqueConstraint(fields=["initiative", "phase", "attempt"], name="gate_attempts_count"),
            models.UniqueConstraint(fields=["initiative", "decision"], name="a_decision_is_of_one_gate"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True, decision__isnull=True)
                | Q(outcome="lapsed", decided_at__isnull=False, decision__isnull=True)
                | Q(
                    outcome__in=["go", "rework", "pause", "stop"],
                    decided_at__isnull=False,
                    decision__isnull=False,
                ),
                name="a_gate_is_passed_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(to_phase="") | Q(outcome="go"), name="only_go_leads_to_a_phase"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "asked_at"], condition=Q(outcome=""), name="gates_waiting"),
            models.Index(fields=["organisation", "matter"], name="gates_of_a_matter"),
        ]
