"""Rows about organisations and people. A membership, a seat, a role is true on a date."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.ids import new_id
from samspil.kit.periods import OwnedPeriod, PeriodManager, ends_after_it_begins
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class Organisation(models.Model):
    """A municipality or an association: whoever owns rows.

    ``shows_the_way``: "Where do I go with this?" is answered for anybody, with functions and no persons.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in OrganisationKind])
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=4, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Copenhagen")
    is_example = models.BooleanField(default=False)
    shows_the_way = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_of_each_municipality"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Account:
        """An account that logs in by e-mail."""
        account = self.model(email=self.normalize_email(email).lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """However the address is written."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who can log in. What they may do comes from what they hold, never from here.

    ``way_was_shown``: the link stood on a screen, so that nobody knows whether the address is theirs.
    """

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="da")
    way_was_shown = models.BooleanField(default=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email


class Access(models.Model):
    """An account may act as a person for an organisation in a period. Only ids: the names are scoped."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="accesses")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.UUIDField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[PeriodManager[Access]] = PeriodManager()

    class Meta:
        constraints = [ends_after_it_begins("access_has_a_day")]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.organisation_id}"


class Unit(OwnedPeriod):
    """A part of an organisation."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=200, blank=True)
    ean = models.CharField(max_length=13, blank=True)
    external_id = models.CharField(max_length=420, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta(OwnedPeriod.Meta):
        constraints = [
            ends_after_it_begins("unit_has_a_day"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                condition=~Q(external_id="") & Q(valid_to__isnull=True),
                name="one_unit_for_each_external_id",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(OwnedPeriod):
    """Somebody who works for an organisation; known to others by function."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=401)
    function = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    external_id = models.CharField(max_length=100, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="people")

    class Meta(OwnedPeriod.Meta):
        constraints = [ends_after_it_begins("person_has_a_day")]
        indexes = [
            models.Index(fields=["organisation", "name"], name="people_by_name"),
            models.Index(fields=["organisation", "email"], name="people_by_address"),
        ]

    def __str__(self) -> str:
        return self.name


class Post(OwnedPeriod):
    """What somebody is in a unit, in the organisation's own words. Unlike a role it grants nothing."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200, blank=True)

    class Meta(OwnedPeriod.Meta):
        constraints = [ends_after_it_begins("post_has_a_day")]


class Holding(OwnedPeriod):
    """Somebody holds a role, or a seat in a forum, in a period. The holder may be of a member's."""

    organisation = owner_without_index()
    holder = models.UUIDField()
    holder_name = models.CharField(max_length=401)
    role = models.CharField(max_length=60)
    forum = models.CharField(max_length=60, blank=True)
    seat = models.CharField(max_length=80, blank=True)

    class Meta(OwnedPeriod.Meta):
        constraints = [
            ends_after_it_begins("holding_has_a_day"),
            models.CheckConstraint(
                condition=Q(forum="", seat="") | (~Q(forum="") & ~Q(seat="")), name="a_seat_is_in_a_forum"
            ),
            models.UniqueConstraint(
                fields=["organisation", "forum", "seat"],
                condition=Q(valid_to__isnull=True) & ~Q(forum=""),
                name="one_holder_of_a_seat",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "holder"], name="what_somebody_holds"),
            models.Index(fields=["organisation", "forum", "seat"], name="who_holds_a_seat"),
        ]


class Membership(OwnedPeriod):
    """A member of the association that owns the row."""

    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta(OwnedPeriod.Meta):
        constraints = [
            ends_after_it_begins("membership_has_a_day"),
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=Q(valid_to__isnull=True),
                name="a_member_once_at_a_time",
            ),
        ]


class SecretariatHost(OwnedPeriod):
    """Where the association's secretariat is housed, in turn."""

    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta(OwnedPeriod.Meta):
        constraints = [ends_after_it_begins("hosting_has_a_day")]


class Upload(OwnedRow):
    """Lists of units and people that somebody has sent, until they are approved or a day has gone.

    What is approved is what was kept here, not what a browser sends again. The words are personal: they are
    emptied when the lists are carried out, and the row goes when its time is up.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    tables = models.TextField()
    tables_digest = models.CharField(max_length=64)
    is_complete = models.BooleanField(default=False)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["organisation", "expires_at"], name="uploads_by_age")]


class CaseNumber(OwnedRow):
    """The last case number given in a year; locked by whoever takes the next."""

    organisation = owner_without_index()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(OwnedRow.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_count_a_year")]
