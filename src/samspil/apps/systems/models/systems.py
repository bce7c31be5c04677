"""Systems: the entry of the catalogue that all share, and each organisation's own use of one."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from samspil.core.systems.vocabulary import Answer, Direction, Hosting, LifeCycle, Visibility
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


def one_of(words: type[StrEnum], first: StrEnum) -> models.CharField[str, str]:
    """A word of a list; the first where nothing is said."""
    choices = [(one.value, one.value) for one in words]
    return models.CharField(max_length=20, default=first.value, choices=choices)


class SystemEntry(OwnedRow):
    """A system of the catalogue, kept by whoever entered it first and read by those it is shown to.

    ``catalogue`` is the id by which all know it: of KITOS where it comes from there. ``same_as`` is the entry
    that it turned out to be the same system as.
    """

    organisation = owner_without_index()
    catalogue = models.UUIDField(default=new_id)
    name = models.CharField(max_length=200)
    former_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    vendor = models.CharField(max_length=200, blank=True)
    vendor_cvr = models.CharField(max_length=20, blank=True)
    business_type = models.CharField(max_length=100, blank=True)
    kle = models.JSONField(default=list)
    is_deactivated = models.BooleanField(default=False)
    same_as = models.UUIDField(null=True, blank=True)
    visibility = one_of(Visibility, Visibility.OWN)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "catalogue"], name="an_entry_once"),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("catalogue")), name="same_as_another"
            ),
        ]
        indexes = [
            models.Index(fields=["catalogue"], name="entries_of_the_catalogue"),
            models.Index(fields=["organisation", "name", "id"], name="entries_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class LocalUse(OwnedRow):
    """An organisation's own use of a system: what it calls it, who answers for it, where it stands.

    ``catalogue`` is the entry of the catalogue; its name, vendor, business type and KLE are kept here as they
    were when they were read, with the deviation of one's own, so that a list is one question. ``kle`` is what
    holds here: the entry's without ``kle_removed`` and with ``kle_added``. ``listed_as`` is the entry that it
    came with, by which lists still know it, where ``catalogue`` turned out to be the same system. ``notes``
    never leave. One that is ``removed_on`` is gone from lists and kept for the contracts that name it.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    catalogue = models.UUIDField(default=new_id)
    listed_as = models.UUIDField(null=True, blank=True)
    source_key = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200)
    local_name = models.CharField(max_length=200, blank=True)
    former_name = models.CharField(max_length=200, blank=True)
    local_id = models.CharField(max_length=100, blank=True)
    system_version = models.CharField(max_length=100, blank=True)
    parent_name = models.CharField(max_length=200, blank=True)
    vendor = models.CharField(max_length=200, blank=True)
    vendor_cvr = models.CharField(max_length=20, blank=True)
    business_type = models.CharField(max_length=100, blank=True)
    kle = models.JSONField(default=list)
    kle_added = models.JSONField(default=list)
    kle_removed = models.JSONField(default=list)
    purpose = models.TextField(blank=True)
    life_cycle = one_of(LifeCycle, LifeCycle.UNDECIDED)
    criticality = models.CharField(max_length=100, blank=True)
    is_business_critical = one_of(Answer, Answer.UNDECIDED)
    is_socially_critical = one_of(Answer, Answer.UNDECIDED)
    data_classification = models.CharField(max_length=100, blank=True)
    sensitivity = models.JSONField(default=list)
    has_ai = one_of(Answer, Answer.UNDECIDED)
    hosting = one_of(Hosting, Hosting.UNDECIDED)
    unit = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    owner_person = models.UUIDField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    users_from = models.PositiveIntegerField(null=True, blank=True)
    users_to = models.PositiveIntegerField(null=True, blank=True)
    budget_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="DKK")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    links = models.JSONField(default=list)
    notes = models.TextField(blank=True)
    visibility = one_of(Visibility, Visibility.OWN)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_on = models.DateField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="use_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(users_from=None) | Q(users_to=None) | Q(users_to__gte=F("users_from")),
                name="most_users_not_below_fewest",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "name", "id"], name="uses_by_name"),
            models.Index(fields=["catalogue", "organisation"], name="uses_of_an_entry"),
        ]

    def __str__(self) -> str:
        return self.local_name or self.name


class SystemRelation(OwnedRow):
    """Data that goes between a system in use and another, by an interface; the other may be nobody's here."""

    organisation = owner_without_index()
    use = models.ForeignKey(LocalUse, on_delete=models.PROTECT, related_name="relations", db_index=False)
    other = models.ForeignKey(LocalUse, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    other_name = models.CharField(max_length=200)
    way = one_of(Direction, Direction.OUT)
    interface = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(max_length=100, blank=True)
    description = models.TextField(blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["use", "id"], name="relations_of_a_use")]
