"""What is said of a system or a contract when it is entered or changed: the columns, by their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from samspil.core.systems.vocabulary import (
    AgreementSort,
    Answer,
    Audit,
    Direction,
    Hosting,
    LifeCycle,
    NoticeBy,
    Renewal,
    Visibility,
)

USE: Final = "system"
CONTRACT: Final = "contract"
AGREEMENT: Final = "agreement"
ENTRY: Final = "catalogue_entry"

# What an organisation shows of its register goes by one grant to each reader: whose register it is. Which
# records may be read by it stands in each record.
SHARED_REGISTER: Final = "register"
PUBLIC_REGISTER: Final = "public_register"


@dataclass(frozen=True, slots=True)
class NewUse:
    """A system in use here, as `LocalUse` says. ``kle`` is the catalogue's; deviations stand beside it."""

    name: str
    catalogue: UUID | None = None
    source_key: str = ""
    local_name: str = ""
    former_name: str = ""
    local_id: str = ""
    system_version: str = ""
    parent_name: str = ""
    vendor: str = ""
    vendor_cvr: str = ""
    business_type: str = ""
    kle: tuple[str, ...] = ()
    kle_added: tuple[str, ...] = ()
    kle_removed: tuple[str, ...] = ()
    purpose: str = ""
    life_cycle: LifeCycle = LifeCycle.UNDECIDED
    criticality: str = ""
    is_business_critical: Answer = Answer.UNDECIDED
    is_socially_critical: Answer = Answer.UNDECIDED
    data_classification: str = ""
    sensitivity: tuple[str, ...] = ()
    has_ai: Answer = Answer.UNDECIDED
    hosting: Hosting = Hosting.UNDECIDED
    unit: str = ""
    owner: str = ""
    owner_person: UUID | None = None
    contact: str = ""
    users_from: int | None = None
    users_to: int | None = None
    budget_minor: int | None = None
    currency: str = "DKK"
    starts_on: date | None = None
    ends_on: date | None = None
    links: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    visibility: Visibility = Visibility.OWN


@dataclass(frozen=True, slots=True)
class NewRelation:
    """What crosses between a system and another, here or by name; ``way`` as the first sees it."""

    other_name: str
    other: UUID | None = None
    way: Direction = Direction.OUT
    interface: str = ""
    frequency: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class NewOption:
    """A right to go on for some months; the supplier must know so many days before."""

    months: int
    notice_days: int | None = None
    value_minor: int | None = None


@dataclass(frozen=True, slots=True)
class NewContract:
    """A contract, as `Contract` says; ``systems`` are the uses that it is about, by id."""

    name: str
    source_key: str = ""
    contract_id: str = ""
    contract_type: str = ""
    template: str = ""
    criticality: str = ""
    purchase_form: str = ""
    strategy: str = ""
    plan_year: int | None = None
    plan_quarter: int | None = None
    is_initiated: Answer = Answer.UNDECIDED
    parent: UUID | None = None
    needs_parent: bool = False
    unit: str = ""
    owner: str = ""
    owner_person: UUID | None = None
    contact: str = ""
    signed_on: date | None = None
    supplier: str = ""
    supplier_cvr: str = ""
    supplier_is_foreign: bool = False
    supplier_signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_enforced: bool = False
    duration_months: int | None = None
    renewal: Renewal = Renewal.ENDS
    renews_months: int | None = None
    irrevocable_until: date | None = None
    terminated_on: date | None = None
    notice_months: int | None = None
    notice_extends: NoticeBy = NoticeBy.ANY_DAY
    notice_by: NoticeBy = NoticeBy.ANY_DAY
    extension: str = ""
    options_used: int = 0
    payment_begins_on: date | None = None
    payment_frequency: str = ""
    payment_model: str = ""
    price_regulation: str = ""
    acquisition_minor: int | None = None
    operation_minor: int | None = None
    other_minor: int | None = None
    value_minor: int | None = None
    currency: str = "DKK"
    audit: Audit = Audit.NOT_DONE
    audited_on: date | None = None
    cpv: tuple[str, ...] = ()
    agreement: UUID | None = None
    exit_plan: str = ""
    elements: tuple[str, ...] = ()
    data_processing: str = ""
    links: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    visibility: Visibility = Visibility.OWN
    hides_prices: bool = False
    options: tuple[NewOption, ...] = field(default=())
    systems: tuple[UUID, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """A framework agreement, as `Agreement` says."""

    number: str
    name: str
    sort: AgreementSort = AgreementSort.SKI
    is_committed: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    join_from: date | None = None
    join_until: date | None = None
    ceiling_minor: int | None = None
    currency: str = "DKK"
    may_use: str = ""
    source_link: str = ""
    is_initiated: Answer = Answer.UNDECIDED
    longer_because: str = ""
    visibility: Visibility = Visibility.OWN


@dataclass(frozen=True, slots=True)
class NewDraw:
    """What was drawn of a contract's value on a day."""

    drawn_on: date
    amount_minor: int
    what: str
