"""What people can, what is needed, how a gap is closed, and what was answered to who asked for somebody."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.competences.types import LONGEST_TEXT, For, Way
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class CatalogueVersion(OwnedRow):
    """An organisation's own catalogue, word by word; never changed, a new one is a new version."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    number = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="a_catalogue_version_once"),
        ]


class HeldCompetence(OwnedRow):
    """What somebody says they can, at a level from 1; somebody else has confirmed it, or not."""

    organisation = owner_without_index()
    person = models.UUIDField()
    competence = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField()
    said_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "competence"], name="a_competence_said_once"
            ),
            models.CheckConstraint(condition=Q(level__gte=1), name="a_level_from_one"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("person")), name="confirmed_by_another"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "competence", "level"], name="held_at_a_level")]


class Findable(OwnedRow):
    """Somebody lets the members find them by what they can. There is a row as long as they want that."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.UUIDField()
    function = models.CharField(max_length=200)
    scale = models.CharField(max_length=500)
    since = models.DateField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="findable_once")]


class CompetenceNeed(OwnedRow):
    """So many people at a level, by a day, for a unit, an initiative or a task; until it ends."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    competence = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()
    by_on = models.DateField()
    about = models.CharField(max_length=10, choices=[(one.value, one.value) for one in For])
    what = models.CharField(max_length=300)
    unit = models.UUIDField(null=True, blank=True)
    initiative = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1) & Q(level__gte=1), name="a_need_of_somebody"),
        ]
        indexes = [
            models.Index(fields=["organisation", "by_on"], condition=Q(ended_at=None), name="needs_by_day"),
            models.Index(fields=["organisation", "initiative"], name="needs_of_an_initiative"),
        ]

    def __str__(self) -> str:
        return self.what


class GapPlan(OwnedRow):
    """How a gap is to be closed, by whom and when: owed until it is done or dropped.

    To borrow, ``lender`` is the member that is asked, and ``findable`` whom it is asked for.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    need = models.ForeignKey(CompetenceNeed, on_delete=models.PROTECT, related_name="plans", db_index=False)
    way = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Way])
    people = models.PositiveSmallIntegerField()
    owner = models.UUIDField()
    due_on = models.DateField()
    note = models.CharField(max_length=LONGEST_TEXT, blank=True)
    lender = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    findable = models.UUIDField(null=True, blank=True)
    function = models.CharField(max_length=200, blank=True)
    last_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(way=Way.BORROW.value)
                | Q(lender__isnull=False, findable__isnull=False, last_on__isnull=False),
                name="borrowed_from_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "need"], name="plans_of_a_need"),
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(done_at=None, dropped_at=None),
                name="plans_not_done",
            ),
        ]


class LoanAnswer(OwnedRow):
    """What a member says that was asked for somebody; its own row, which who asked may read."""

    organisation = owner_without_index()
    plan = models.UUIDField()
    borrower = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    is_yes = models.BooleanField()
    words = models.CharField(max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "plan"], name="a_loan_answered_once")]
