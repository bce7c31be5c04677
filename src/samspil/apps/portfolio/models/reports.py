"""How an initiative goes: reports that are added only, risks, and what is noted on the way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.portfolio.models.initiatives import Initiative
from samspil.apps.portfolio.types import Affected, InitiativeRole, NoteSort, Response
from samspil.core.portfolio.status import Light
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index

_LIGHTS = [(one.value, one.value) for one in Light]


class StatusReport(OwnedRow):
    """What was said on a day about money, time and benefits. Added only; a correction is a new one."""

    organisation = owner_without_index()  # reports are asked for by their initiatives
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="reports", db_index=False
    )
    on = models.DateField()
    reported_at = models.DateTimeField()
    reported_by = models.UUIDField()
    expenditure = models.CharField(max_length=8, choices=_LIGHTS)
    time = models.CharField(max_length=8, choices=_LIGHTS)
    economic_benefits = models.CharField(max_length=8, choices=_LIGHTS)
    other_benefits = models.CharField(max_length=8, choices=_LIGHTS)
    overall = models.CharField(max_length=8, choices=_LIGHTS)
    from_numbers = models.JSONField(default=dict)
    differs_because = models.TextField(blank=True)
    text = models.TextField()
    spent_minor = models.BigIntegerField(null=True, blank=True)
    expected_cost_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, null=True, blank=True)
    expected_end = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["initiative", "-on", "-id"], name="reports_of_an_initiative")]


class OwedReport(OwnedRow):
    """A status report that is owed: asked for on a day of the rhythm, by a role, due so much later.

    One initiative owes one at a time: what is not met stays, and no other is asked for beside it. Met by the
    report, or let go when the initiative is over; while an initiative rests, nobody is asked.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="owed_reports", db_index=False
    )
    role = models.CharField(max_length=16, choices=[(one.value, one.value) for one in InitiativeRole])
    asked_on = models.DateField()
    due_on = models.DateField()
    created_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    report = models.ForeignKey(
        StatusReport, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["initiative", "asked_on"], name="a_report_is_asked_for_once"),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(met_at__isnull=True, let_go_at__isnull=True),
                name="one_report_owed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True, report__isnull=True)
                | Q(met_at__isnull=False, report__isnull=False),
                name="met_by_a_report",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="due_after_it_is_asked_for"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(met_at__isnull=True, let_go_at__isnull=True),
                name="reports_owed",
            )
        ]


class Risk(OwnedRow):
    """Something that may happen: how likely and how bad (1 to 5), what is done, by whom, looked at when."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="risks")
    title = models.CharField(max_length=300)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    response = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Response])
    what_is_done = models.TextField(blank=True)
    owner = models.CharField(max_length=200)
    review_on = models.DateField()
    raised_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_is_1_to_5"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "review_on"], condition=Q(closed_on=None), name="open_risks")
        ]


class Note(OwnedRow):
    """An issue, an assumption or a lesson.

    A lesson that is shared is found, once its initiative is over, by others who start something similar.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="notes")
    sort = models.CharField(max_length=12, choices=[(one.value, one.value) for one in NoteSort])
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    noted_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_with = models.TextField(blank=True)
    shared_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "sort", "-id"], name="notes_of_a_sort")]


class ChangeRequest(OwnedRow):
    """A change to an initiative: proposed, weighed, and decided through the engine."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="changes", db_index=False
    )
    title = models.CharField(max_length=300)
    why = models.TextField()
    consequences = models.TextField(blank=True)
    matter = models.UUIDField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    result = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["initiative", "id"], name="changes_of_an_initiative")]


class Involvement(OwnedRow):
    """Who is affected, who was involved and when, and what is open before it goes live (F3.2)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="involvements", db_index=False
    )
    affected = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Affected])
    who = models.CharField(max_length=200)
    how = models.TextField(blank=True)
    planned_on = models.DateField(null=True, blank=True)
    involved_on = models.DateField(null=True, blank=True)
    open_point = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["initiative", "id"], name="involvements_of_initiative")]


class ChangeAgent(OwnedRow):
    """Somebody who can be asked about a topic, known by function (F3.3).

    Withdrawn by whoever it is; listed for a year from when it was said last.
    """

    person = models.UUIDField()
    function = models.CharField(max_length=200)
    topics = models.CharField(max_length=400)
    shows_to_members = models.BooleanField(default=False)
    since = models.DateField()
    renewed_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(until=None), name="a_change_agent_once"
            )
        ]
