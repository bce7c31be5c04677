"""What each tells of its needs, and, with the association, what was found of them.

A thing that is gone keeps its row and says nothing any more, so that what was answered stays true of it.
Pairs, common needs and their parts are the association's; its members read them by the journaled door.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samspil.apps.needs.types import Said, Sort, Wants
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Told(OwnedRow):
    """One thing of an organisation that tells of a need, as it was gathered.

    ``key`` is the thing's id, ``text`` what is compared; ``system`` and ``vendor`` are alike where it is the
    same one. ``act_by`` is the first day by which somebody must do something about it, ``act`` what.
    Where ``is_shown`` the association and its members may see all of this; it is compared only then.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    sort = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Sort])
    key = models.UUIDField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    kle = models.JSONField(default=list)
    cpv = models.JSONField(default=list)
    area = models.CharField(max_length=2, blank=True)
    system = models.CharField(max_length=36, blank=True)
    vendor = models.CharField(max_length=200, blank=True)
    vendor_name = models.CharField(max_length=200, blank=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    act = models.CharField(max_length=30, blank=True)
    act_by = models.DateField(null=True, blank=True)
    is_shown = models.BooleanField(default=False)
    shown_by = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField()
    gone_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sort", "key"], name="a_thing_tells_once"),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(gone_on=None), name="what_is_gone_is_not_shown"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "is_shown", "sort", "id"], name="told_and_shown")]

    def __str__(self) -> str:
        return self.title


class Gathering(OwnedRow):
    """How far an organisation's journal had come, and which day it was, when its needs were gathered last."""

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    sequence = models.BigIntegerField()
    gathered_on = models.DateField()


class Finding(OwnedRow):
    """When an association's needs were compared last, and what was learned.

    ``digest`` is of all that was compared and answered: the same again finds the same. From the probability
    ``certain_from`` on a pair is said to be the same. ``slope`` and ``shift`` are what was learned of
    ``answers`` answers.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64)
    compared = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    certain_from = models.FloatField()
    slope = models.FloatField()
    shift = models.FloatField()
    found_at = models.DateTimeField()
    seconds = models.FloatField()


class CommonNeed(OwnedRow):
    """A need that several members have, of an association. Its parts say who; what it is called, they say.

    ``size`` is of how many members, ``confirmed`` how many of its parts somebody has said to be the same,
    ``chance`` how likely its pairs are on the mean, ``act_by`` the first day by which anybody must act.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    size = models.PositiveSmallIntegerField()
    confirmed = models.PositiveSmallIntegerField(default=0)
    chance = models.FloatField()
    act_by = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        indexes = [
            models.Index(fields=["organisation", "act_by", "id"], name="common_needs_by_act"),
            models.Index(fields=["organisation", "confirmed", "id"], name="common_needs_confirmed"),
        ]


class Part(OwnedRow):
    """What one member tells, in a common need; ``area`` is of which main group of KLE it is."""

    organisation = owner_without_index()
    common = models.ForeignKey(CommonNeed, on_delete=models.CASCADE, related_name="parts", db_index=False)
    told = models.ForeignKey(Told, on_delete=models.PROTECT, related_name="parts", db_index=False)
    member = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    area = models.CharField(max_length=2, blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["told", "organisation"], name="in_one_common_need"),
            models.UniqueConstraint(fields=["common", "member"], name="a_member_once_in_a_common_need"),
        ]
        indexes = [
            models.Index(fields=["organisation", "member", "common"], name="parts_of_a_member"),
            models.Index(fields=["organisation", "area", "common"], name="parts_of_an_area"),
        ]


class Pair(OwnedRow):
    """Two things of different members that may be the same need, and what people have said to it.

    ``one`` is the smaller key. ``first_chance`` is the probability before anybody had answered, by which is
    learned; ``chance`` what it is with what was learned. ``reasons`` are data, told in the reader's language.
    ``answered_for`` is the organisation that somebody spoke for.
    """

    organisation = owner_without_index()
    one = models.ForeignKey(Told, on_delete=models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Told, on_delete=models.PROTECT, related_name="+", db_index=False)
    score = models.FloatField()
    first_chance = models.FloatField()
    chance = models.FloatField()
    reasons = models.JSONField(default=list)
    said = models.CharField(
        max_length=5, blank=True, default="", choices=[(one.value, one.value) for one in Said]
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["one", "other", "organisation"], name="a_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_pair_in_order"),
            models.CheckConstraint(
                condition=Q(said="", answered_at=None) | Q(said__gt="", answered_at__isnull=False),
                name="an_answer_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["other", "organisation"], name="pairs_of_the_other"),
            models.Index(fields=["organisation", "said", "id"], name="pairs_answered"),
        ]


class TermIndex(OwnedRow):
    """What an association's members show, laid out term by term: pages find in it what is like a text.

    ``number`` is which of the layings out is asked, ``texts`` of how many things it is.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    texts = models.PositiveIntegerField()
    made_at = models.DateTimeField()


class IndexedTerm(OwnedRow):
    """A term, with the rows of ``Told`` that it stands under: their numbers and weights, packed.

    ``is_stem`` says that compounds are made of it; of some that is all that is known.
    """

    organisation = owner_without_index()
    number = models.PositiveIntegerField()
    term = models.CharField(max_length=61)
    held = models.PositiveIntegerField()
    is_stem = models.BooleanField()
    keys = models.BinaryField()
    weights = models.BinaryField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number", "term"], name="a_term_once"),
        ]


class Wish(OwnedRow):
    """What a member has said to a common need: whether it wants to be with. It binds nobody.

    ``way`` is which way the member's own decision would take, in its own names for it, where it shows that.
    """

    organisation = owner_without_index()
    common = models.ForeignKey(CommonNeed, on_delete=models.CASCADE, related_name="wishes", db_index=False)
    member = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    wants = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Wants])
    way = models.JSONField(default=dict)
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["common", "member"], name="a_member_wishes_once"),
        ]
        indexes = [models.Index(fields=["organisation", "common"], name="wishes_of_a_common_need")]
