"""Rounds of dialogues: what is asked, who is invited, what was answered, what was agreed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.balance.types import LONGEST_TEXT, Shows
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index
from samspil.kit.tenancy.versions import DocumentVersion


class DialogueVersion(DocumentVersion):
    """A dialogue as an organisation has it."""

    class Meta(DocumentVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "number"], name="a_dialogue_version_once"),
        ]


class Round(OwnedRow):
    """A dialogue that an organisation holds. ``version`` is what is asked now; answers keep theirs."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    title = models.CharField(max_length=200)
    version = models.ForeignKey(
        DialogueVersion, on_delete=models.PROTECT, related_name="rounds", db_index=False
    )
    shows = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Shows])
    answer_by = models.DateField()
    language = models.CharField(max_length=2, default="da")
    prepared_at = models.DateTimeField()
    prepared_by = models.UUIDField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="what_is_closed_was_open"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="rounds_newest")]

    def __str__(self) -> str:
        return self.title


class ComparedBalance(OwnedRow):
    """An organisation has agreed to be compared on a dialogue: there is a row as long as it wants that.

    ``cells`` say how the round that was closed last came out, of all groups together: by the digest of a
    question as it was put, how many chose each step.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    key = models.CharField(max_length=60)
    agreed_at = models.DateTimeField()
    agreed_by = models.UUIDField()
    closed_on = models.DateField(null=True, blank=True)
    cells = models.JSONField(default=dict)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="compared_once_on_a_dialogue"),
        ]


class Invited(OwnedRow):
    """Somebody asked to answer, for a group. The address goes when the round closes."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invited", db_index=False)
    group = models.CharField(max_length=60)
    address = models.EmailField(blank=True)
    has_answered = models.BooleanField(default=False)
    letters = models.PositiveSmallIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["round", "address"], condition=~Q(address=""), name="an_address_invited_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "round", "group"], name="invited_of_a_round")]


class Answer(OwnedRow):
    """What one person answered, question by question: a step and words.

    ``invited`` is whose link it came by until the round closes, and nobody's then; no time of it is kept.
    """

    organisation = owner_without_index()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers", db_index=False)
    invited = models.OneToOneField(
        Invited, on_delete=models.PROTECT, null=True, blank=True, related_name="answer"
    )
    version = models.ForeignKey(DialogueVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.CharField(max_length=60)
    said = models.JSONField(default=dict)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "round"], name="answers_of_a_round")]


class Agreed(OwnedRow):
    """What was agreed at the meeting about a question; written anew until it is right."""

    organisation = owner_without_index()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="agreed", db_index=False)
    question = models.CharField(max_length=60)
    text = models.TextField(max_length=LONGEST_TEXT)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["round", "question"], name="agreed_once_about_a_question"),
        ]
        indexes = [models.Index(fields=["organisation", "round"], name="agreed_in_a_round")]


class Action(OwnedRow):
    """Who does what by when, from a question of a round: owed until it is done."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="actions", db_index=False)
    question = models.CharField(max_length=60)
    what = models.CharField(max_length=300)
    owner = models.UUIDField()
    due_on = models.DateField()
    taken_on_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [
            models.Index(fields=["organisation", "round"], name="actions_of_a_round"),
            models.Index(
                fields=["organisation", "due_on"], condition=Q(done_at=None), name="actions_not_done"
            ),
        ]

    def __str__(self) -> str:
        return self.what
