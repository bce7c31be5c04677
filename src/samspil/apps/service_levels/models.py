"""Services, what is promised of them from which day on, and what was delivered."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from samspil.apps.service_levels.types import LONGEST_AREA, LONGEST_NAME, LONGEST_TEXT
from samspil.core.service_levels.figure_list import LONGEST_COMMENT
from samspil.core.service_levels.keeping import Direction
from samspil.core.service_levels.periods import Every
from samspil.core.tables.numbers import PLACES
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index

DIGITS: Final = 20


class Service(OwnedRow):
    """What somebody can count on getting: its name, in plain words, and which function answers for it."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    words = models.TextField(max_length=LONGEST_TEXT, blank=True)
    owner = models.CharField(max_length=LONGEST_NAME, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(ended_at=None), name="a_service_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "name"], name="services_by_name")]

    def __str__(self) -> str:
        return self.name


class Level(OwnedRow):
    """What is measured of a service. Unit, side and period never change: another is another level."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="levels", db_index=False)
    name = models.CharField(max_length=LONGEST_NAME)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Direction])
    every = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Every])
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["service", "name"], condition=Q(ended_at=None), name="a_service_level_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "service"], name="levels_of_a_service")]

    def __str__(self) -> str:
        return self.name


class Promise(OwnedRow):
    """What is promised from a day on, everywhere (``""``) or to an area. Added only.

    No ``value`` where an area is promised nothing of its own any longer.
    """

    organisation = owner_without_index()
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="promises", db_index=False)
    area = models.CharField(max_length=LONGEST_AREA, blank=True)
    valid_from = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    words = models.TextField(max_length=LONGEST_TEXT, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["level", "area", "valid_from"], name="one_promise_from_a_day"),
        ]
        indexes = [models.Index(fields=["organisation", "level"], name="promises_of_a_level")]


class Figure(OwnedRow):
    """What was delivered in a period. A correction is a new row, and what it takes the place of ``is_old``.

    ``source`` is what the list was called that it came by, empty where somebody typed it.
    """

    organisation = owner_without_index()
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="figures", db_index=False)
    area = models.CharField(max_length=LONGEST_AREA, blank=True)
    first = models.DateField()
    last = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    n = models.PositiveIntegerField(null=True, blank=True)
    comment = models.CharField(max_length=LONGEST_COMMENT, blank=True)
    source = models.CharField(max_length=LONGEST_NAME, blank=True)
    is_old = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["level", "area", "first"], condition=Q(is_old=False), name="one_figure_of_a_period"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_figure_of_some_days"),
        ]
        indexes = [models.Index(fields=["organisation", "level", "first"], name="figures_of_a_level")]


class ListSource(OwnedRow):
    """How the lists of a source are read: kept when a list of it was kept, found again by its name."""

    organisation = owner_without_index()
    name = models.CharField(max_length=LONGEST_NAME)
    mapping = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="a_source_of_figures_once")
        ]

    def __str__(self) -> str:
        return self.name


class FigureList(OwnedRow):
    """A list of figures as it came, until it is kept or a day has gone. What is kept is this."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    source = models.CharField(max_length=LONGEST_NAME)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    mapping = models.JSONField()
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "expires_at"], name="figure_lists_by_end")]
