"""What is carried out: the initiative itself and who and what belongs to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.portfolio.types import CostKind, End, Form, InitiativeRole
from samspil.core.portfolio.status import Light
from samspil.kit.ids import new_id
from samspil.kit.periods import OwnedPeriod, ends_after_it_begins
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Initiative(OwnedRow):
    """A programme, project, pilot or task of one organisation.

    ``common`` is the association's initiative that this is a member's own part of; ``is_joint`` says that
    others take part in this one. ``phase`` is empty before the first phase and outside the project model.
    ``reports_from`` is the day that the rhythm of reports counts from where rests have moved it.
    ``light``, ``next_on``, ``next_name`` and ``expected_end`` show what reports and milestones add up to.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    form = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Form])
    is_mandatory = models.BooleanField()
    legal_source = models.CharField(max_length=400, blank=True)
    legal_deadline = models.DateField(null=True, blank=True)
    is_joint = models.BooleanField(default=False)
    programme = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts", db_index=False
    )
    common = models.UUIDField(null=True, blank=True)
    matter = models.UUIDField(null=True, blank=True)
    project_model = models.CharField(max_length=60, blank=True)
    version = models.UUIDField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    outside_model_because = models.TextField(blank=True)
    phase = models.CharField(max_length=60, blank=True)
    phase_since = models.DateField(null=True, blank=True)
    is_paused = models.BooleanField(default=False)
    paused_on = models.DateField(null=True, blank=True)
    areas = models.JSONField(default=list)
    kle = models.JSONField(default=list)
    systems = models.JSONField(default=list)
    hypothesis = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    value = models.BigIntegerField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    light = models.CharField(
        max_length=8, default=Light.GREY.value, choices=[(one.value, one.value) for one in Light]
    )
    reported_on = models.DateField(null=True, blank=True)
    reports_from = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    expected_end = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    next_name = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in End])

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_initiative_a_number"),
            models.UniqueConstraint(
                fields=["organisation", "common"],
                condition=Q(common__isnull=False, end=""),
                name="one_own_part_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_mandatory=False) | ~Q(legal_source=""), name="mandatory_has_a_legal_source"
            ),
            models.CheckConstraint(
                condition=Q(end="", ended_on__isnull=True) | Q(end__gt="", ended_on__isnull=False),
                name="ended_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(expected_end__isnull=True)
                | Q(expected_end__gte=F("starts_on")),
                name="initiative_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(programme__isnull=True) | ~Q(programme=F("id")), name="not_inside_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="initiatives_newest"),
            models.Index(fields=["organisation", "end", "next_on", "id"], name="initiatives_by_next"),
            models.Index(fields=["organisation", "phase", "-id"], name="initiatives_of_a_phase"),
            models.Index(fields=["organisation", "light", "-id"], name="initiatives_of_a_light"),
            # Most stand in no programme and came of no matter: they are in neither.
            models.Index(
                fields=["organisation", "programme", "id"],
                condition=Q(programme__isnull=False),
                name="initiatives_of_a_programme",
            ),
            models.Index(
                fields=["organisation", "matter"],
                condition=Q(matter__isnull=False),
                name="initiatives_of_a_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether it is still under way."""
        return not self.end


class RoleHolder(OwnedPeriod):
    """A function that answers for something in an initiative; ``person`` where it is somebody who logs in."""

    organisation = owner_without_index()
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="role_holders", db_index=False
    )
    role = models.CharField(max_length=16, choices=[(one.value, one.value) for one in InitiativeRole])
    person = models.UUIDField(null=True, blank=True)
    function = models.CharField(max_length=200)

    class Meta(OwnedPeriod.Meta):
        constraints = [ends_after_it_begins("role_in_an_initiative_has_a_day")]
        indexes = [
            models.Index(fields=["initiative", "role"], name="roles_of_an_initiative"),
            models.Index(
                fields=["organisation", "person"],
                condition=Q(person__isnull=False),
                name="initiatives_of_somebody",
            ),
        ]


class Party(OwnedRow):
    """Somebody outside who takes part: OS2, KOMBIT, KL, a region, a supplier (F2.18)."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="parties", db_index=False
    )
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=200, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["initiative", "name"], name="a_party_once")]


class Payer(OwnedRow):
    """Who pays for what, when (F2.19). An initiative without one for a kind of cost has an unclear payer."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="payers", db_index=False
    )
    pays_for = models.CharField(max_length=16, choices=[(one.value, one.value) for one in CostKind])
    payer = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["initiative", "pays_for", "payer"], name="a_payer_once_for_each")
        ]


class Variant(OwnedRow):
    """A way to do it that was weighed; the cheapest that complies is to be seen for what is mandatory."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="variants")
    name = models.CharField(max_length=200)
    complies = models.BooleanField()
    cost_minor = models.BigIntegerField(null=True, blank=True)
    is_chosen = models.BooleanField(default=False)
    why = models.TextField(blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(is_chosen=True), name="one_variant_is_chosen"
            )
        ]


class Estimate(OwnedRow):
    """What was expected at a decision. Added only: the first is kept for ever, each later is a new row."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="estimates", db_index=False
    )
    sequence = models.PositiveSmallIntegerField()
    decision = models.UUIDField(null=True, blank=True)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    cost_minor = models.BigIntegerField(null=True, blank=True)
    # Nothing is the organisation's own; a default would make SQLite make the table anew, without its walls.
    currency = models.CharField(max_length=3, null=True, blank=True)
    effort_hundredths = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["initiative", "sequence"], name="one_estimate_at_each_place"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="estimate_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(sequence=1) | Q(decision__isnull=False), name="a_new_baseline_was_decided"
            ),
        ]
