"""What an organisation has bound itself to: agreements, contracts with their options, and what was drawn."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from samspil.apps.systems.models.systems import LocalUse, one_of
from samspil.core.systems.vocabulary import (
    AgreementSort,
    Answer,
    Audit,
    NoticeBy,
    Renewal,
    Visibility,
)
from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index

_DAYS_IN_ORDER: Final = Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))


class Agreement(OwnedRow):
    """A framework agreement that contracts are made under, with its ceiling.

    A committed one can be joined only in its window, ``join_from`` to ``join_until``. ``may_use`` names those
    who may buy by it: nobody else may, however much is left below the ceiling. ``is_initiated`` says whether
    another way to buy has been begun; ``longer_because`` why it runs longer than the law's years.
    `services.ceilings` works out when its ceiling was reached (``spent_on``), or is likely to be.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sort = one_of(AgreementSort, AgreementSort.SKI)
    is_committed = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    join_from = models.DateField(null=True, blank=True)
    join_until = models.DateField(null=True, blank=True)
    ceiling_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="DKK")
    may_use = models.TextField(blank=True)
    source_link = models.TextField(blank=True)
    is_initiated = one_of(Answer, Answer.UNDECIDED)
    longer_because = models.TextField(blank=True)
    spent_on = models.DateField(null=True, blank=True, editable=False)
    runs_out_on = models.DateField(null=True, blank=True, editable=False)
    visibility = one_of(Visibility, Visibility.OWN)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="an_agreement_a_number"),
            models.CheckConstraint(condition=_DAYS_IN_ORDER, name="agreement_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ceiling_minor=None) | Q(ceiling_minor__gte=0), name="ceiling_above_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Contract(OwnedRow):
    """A contract. ``ends_on`` is its last day in force; money is hundredths of ``currency``.

    ``value_minor`` is all that it may come to without options, ``drawn_minor`` what was drawn of it so far,
    ``operation_minor`` a year's. ``unit`` answers for it, ``contact`` knows it. Notice begins to run at the
    end of ``notice_extends`` and ends the contract at the end of ``notice_by``. ``notes`` never leave the
    organisation, and prices do not where ``hides_prices``. One that is ``removed_on`` is gone from lists.
    ``lasts``, ``lasts_until`` and ``route`` are worked out of the rest by `services.standing`, for lists.
    """

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    source_key = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200)
    contract_id = models.CharField(max_length=100, blank=True)
    contract_type = models.CharField(max_length=100, blank=True)
    template = models.CharField(max_length=100, blank=True)
    criticality = models.CharField(max_length=100, blank=True)
    purchase_form = models.CharField(max_length=100, blank=True)
    strategy = models.CharField(max_length=100, blank=True)
    plan_year = models.PositiveSmallIntegerField(null=True, blank=True)
    plan_quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    is_initiated = one_of(Answer, Answer.UNDECIDED)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    needs_parent = models.BooleanField(default=False)
    unit = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    owner_person = models.UUIDField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    supplier = models.CharField(max_length=200, blank=True)
    supplier_cvr = models.CharField(max_length=20, blank=True)
    supplier_is_foreign = models.BooleanField(default=False)
    supplier_signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_enforced = models.BooleanField(default=False)
    duration_months = models.PositiveSmallIntegerField(null=True, blank=True)
    renewal = one_of(Renewal, Renewal.ENDS)
    renews_months = models.PositiveSmallIntegerField(null=True, blank=True)
    irrevocable_until = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_extends = one_of(NoticeBy, NoticeBy.ANY_DAY)
    notice_by = one_of(NoticeBy, NoticeBy.ANY_DAY)
    extension = models.CharField(max_length=100, blank=True)
    options_used = models.PositiveSmallIntegerField(default=0)
    payment_begins_on = models.DateField(null=True, blank=True)
    payment_frequency = models.CharField(max_length=100, blank=True)
    payment_model = models.CharField(max_length=100, blank=True)
    price_regulation = models.CharField(max_length=200, blank=True)
    acquisition_minor = models.BigIntegerField(null=True, blank=True)
    operation_minor = models.BigIntegerField(null=True, blank=True)
    other_minor = models.BigIntegerField(null=True, blank=True)
    value_minor = models.BigIntegerField(null=True, blank=True)
    drawn_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="DKK")
    audit = one_of(Audit, Audit.NOT_DONE)
    audited_on = models.DateField(null=True, blank=True)
    cpv = models.JSONField(default=list)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts"
    )
    exit_plan = models.TextField(blank=True)
    elements = models.JSONField(default=list)
    data_processing = models.CharField(max_length=200, blank=True)
    links = models.JSONField(default=list)
    notes = models.TextField(blank=True)
    visibility = one_of(Visibility, Visibility.OWN)
    hides_prices = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_on = models.DateField(null=True, blank=True)
    lasts = models.CharField(max_length=10, blank=True, default="")
    lasts_until = models.DateField(null=True, blank=True)
    route = models.CharField(max_length=20, blank=True, default="")

    class Meta(OwnedRow.Meta):
        constraints = [
            models.CheckConstraint(condition=_DAYS_IN_ORDER, name="contract_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(plan_quarter=None) | Q(plan_quarter__range=(1, 4)), name="four_quarters"
            ),
            models.CheckConstraint(
                condition=Q(value_minor=None) | Q(value_minor__gte=0), name="value_not_below_nothing"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "ends_on", "id"], name="contracts_by_end"),
            models.Index(fields=["organisation", "name", "id"], name="contracts_by_name"),
            # All that the counts of the calendar ask of a contract: its row is not read.
            models.Index(
                fields=[
                    "organisation",
                    "removed_on",
                    "lasts",
                    "lasts_until",
                    "route",
                    "visibility",
                    "name",
                    "id",
                ],
                name="contracts_by_standing",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContractOption(OwnedRow):
    """A right to go on for some months, which must be used so many days before it begins."""

    organisation = owner_without_index()
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="options", db_index=False)
    place = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    value_minor = models.BigIntegerField(null=True, blank=True)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["contract", "place"], name="an_option_a_place"),
            models.CheckConstraint(condition=Q(months__gte=1), name="option_has_a_length"),
        ]
        indexes = [models.Index(fields=["organisation", "contract"], name="options_of_an_organisation")]


class ContractSystem(OwnedRow):
    """A system that a contract is about; of several contracts one is the main contract of a system."""

    organisation = owner_without_index()
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="systems", db_index=False)
    use = models.ForeignKey(LocalUse, on_delete=models.CASCADE, related_name="contracts")
    is_main = models.BooleanField(default=False)

    class Meta(OwnedRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["contract", "use"], name="a_system_once_in_a_contract"),
            models.UniqueConstraint(
                fields=["use"], condition=Q(is_main=True), name="one_main_contract_a_system"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "contract"], name="systems_of_contracts")]


class Draw(OwnedRow):
    """What was drawn of a contract's value on a day. Added only: a mistake is drawn back below nothing."""

    organisation = owner_without_index()
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="draws", db_index=False)
    drawn_on = models.DateField()
    amount_minor = models.BigIntegerField()
    what = models.CharField(max_length=200)
    told_at = models.DateTimeField()
    told_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        indexes = [models.Index(fields=["contract", "drawn_on", "id"], name="draws_of_a_contract")]
