"""Rounds of surveys: what is asked, of whom, how often each answer was given, and what may be shown of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.surveys.types import LONGEST_ABOUT, LONGEST_TEXT, Readers
from samspil.kit.ids import drawn_number, new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index
from samspil.kit.tenancy.versions import DocumentVersion


class SurveyVersion(DocumentVersion):
    """A survey as an organisation has it."""

    class Meta(DocumentVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "number"], name="a_survey_version_once"),
        ]


class Round(OwnedRow):
    """A survey that is asked once. ``version`` is what is asked now; what was answered keeps its own."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    version = models.ForeignKey(
        SurveyVersion, on_delete=models.PROTECT, related_name="rounds", db_index=False
    )
    unit = models.UUIDField(null=True, blank=True)
    readers = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Readers])
    answer_by = models.DateField()
    language = models.CharField(max_length=2, default="da")
    prepared_at = models.DateTimeField()
    prepared_by = models.UUIDField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="a_closed_survey_was_open"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="surveys_newest")]

    def __str__(self) -> str:
        return self.title


class Area(OwnedRow):
    """A part of the organisation that is asked. ``people`` is how many it has, asked or not.

    ``answered`` is how many have; who they are is not known here.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="areas", db_index=False)
    name = models.CharField(max_length=100)
    people = models.PositiveIntegerField()
    by_link = models.BooleanField(default=False)
    answered = models.PositiveIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="an_area_once_in_a_survey")]
        indexes = [models.Index(fields=["organisation", "round"], name="areas_of_a_survey")]

    def __str__(self) -> str:
        return self.name


class Invited(OwnedRow):
    """Somebody with a link of their own, and whether they have answered. The address goes at closing."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invited", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    address = models.EmailField(blank=True)
    has_answered = models.BooleanField(default=False)
    letters = models.PositiveSmallIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["round", "address"], condition=~Q(address=""), name="an_address_asked_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "round", "area"], name="asked_in_an_area")]


class Tally(OwnedRow):
    """How often a step was chosen in an area by those of a function.

    The question ``""`` counts everybody who answered at all.
    """

    organisation = owner_without_index()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    function = models.CharField(max_length=60, blank=True)
    question = models.CharField(max_length=60, blank=True)
    step = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["round", "area", "version", "function", "question", "step"],
                name="an_answer_counted_in_one_place",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "round", "area"], name="tallies_of_an_area")]


class Words(OwnedRow):
    """What somebody wrote to a question. Its key is drawn by chance, so that no order is kept."""

    organisation = owner_without_index()
    id = models.BigIntegerField(primary_key=True, default=drawn_number, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="words", db_index=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=60)
    text = models.TextField(max_length=LONGEST_TEXT)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "round"], name="words_of_a_survey")]


class Result(OwnedRow):
    """What may be shown of a question of a closed round; of ``""``, how many answered at all.

    ``digest`` is alike where the same was asked. ``cells`` are area, function, how many answered, how many of
    them well; a cell that is not there is hidden.
    """

    organisation = owner_without_index()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results", db_index=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)
    cells = models.JSONField(default=list)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["round", "digest"], name="a_question_has_one_result"),
        ]
        indexes = [
            models.Index(fields=["organisation", "round"], name="results_of_a_survey"),
            models.Index(fields=["organisation", "digest"], name="results_of_a_question"),
        ]
