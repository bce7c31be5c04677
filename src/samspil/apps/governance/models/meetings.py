"""Meetings of forums: agenda, papers, who was there, minutes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samspil.apps.governance.models.matters import Matter
from samspil.apps.governance.types import ItemState, MeetingState, Part
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Meeting(OwnedRow):
    """A forum together, in a room or in writing.

    ``planned_for`` is the day of the forum's calendar, which stays where the meeting is moved; a meeting that
    was called outside the calendar has none, and says why it was.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    forum = models.CharField(max_length=60)
    begins_at = models.DateTimeField()
    papers_by = models.DateField()
    papers_shortened = models.BooleanField(default=False)
    planned_for = models.DateField(null=True, blank=True)
    is_extraordinary = models.BooleanField(default=False)
    called_because = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    in_writing = models.BooleanField(default=False)
    answers_by = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in MeetingState])
    chaired_by = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(blank=True)
    minutes = models.FileField(upload_to="minutes/", blank=True)
    minutes_hash = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "forum", "begins_at", "in_writing"],
                condition=~Q(state="cancelled"),
                name="a_forum_meets_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "forum", "begins_at"], name="meetings_of_a_forum")]


class AgendaItem(OwnedRow):
    """A matter on an agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items", db_index=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default=ItemState.WAITING.value)
    note = models.TextField(blank=True)
    chaired_by = models.CharField(max_length=80, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "matter"], name="a_matter_once_a_meeting")]
        indexes = [models.Index(fields=["meeting", "position"], name="the_agenda_in_order")]


class Attendance(OwnedRow):
    """A seat in a meeting: who was to come, whether they did."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances", db_index=False)
    seat = models.CharField(max_length=80)
    person = models.UUIDField(null=True, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    is_present = models.BooleanField(default=False)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="a_seat_once_a_meeting")]


class SeatAtItem(OwnedRow):
    """A seat when an item was dealt with: written once, so that who comes or goes later changes nothing."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="seats", db_index=False)
    seat = models.CharField(max_length=80)
    person_name = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Part])

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="a_seat_once_an_item")]


class Proposal(OwnedRow):
    """What a forum is asked to answer in writing between meetings.

    Its meeting is in writing: it was sent out when that opened, and can be answered until ``answers_by``.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="proposal")
    step = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    conditions = models.JSONField(default=list)


class WrittenAnswer(OwnedRow):
    """What a seat says to a proposal, by whoever held it that day. Until the time is up it can be changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers", db_index=False)
    seat = models.CharField(max_length=80)
    person = models.UUIDField()
    person_name = models.CharField(max_length=200)
    vote = models.CharField(max_length=10)
    remark = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="a_seat_answers_once")]


class CalendarKey(OwnedRow):
    """What lets somebody's calendar fetch meetings without logging in; only a hash of it is kept."""

    organisation = owner_without_index()
    person = models.UUIDField()
    key_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_calendar_key_each"),
            models.UniqueConstraint(fields=["key_hash"], name="a_calendar_key_once"),
        ]


class Paper(OwnedRow):
    """A file to a matter. Its content decides its type, never its name."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to="papers/")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    added_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "matter"], name="papers_of_a_matter")]
