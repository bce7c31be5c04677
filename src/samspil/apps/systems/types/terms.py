"""What a contract says of its own time, value and kin, as plain values for what reckons with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OptionTerms:
    """A right to prolong; ``notice_days`` none where nobody has said."""

    months: int
    notice_days: int | None
    value_minor: int | None


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """A contract as the re-tender calendar reads it. Days are the first or last on which it holds.

    ``extension`` is what KITOS calls the options ("2 x 1 år") where they are not written one by one.
    ``notice_extends`` and ``notice_by`` are ``any_day``, ``month``, ``quarter`` or ``year``; ``renewal`` is
    ``ends``, ``renews`` or ``continues``. Amounts are none where nobody has said, and where another
    organisation hides its prices. ``systems`` are the catalogue's ids of what it is about.
    """

    organisation_id: int
    organisation: str
    public_id: UUID
    name: str
    supplier: str
    supplier_cvr: str
    unit: str
    owner: str
    owner_person: UUID | None
    starts_on: date | None
    ends_on: date | None
    duration_months: int | None
    renewal: str
    renews_months: int | None
    irrevocable_until: date | None
    terminated_on: date | None
    notice_months: int | None
    notice_extends: str
    notice_by: str
    extension: str
    options: tuple[OptionTerms, ...]
    options_used: int
    is_enforced: bool
    parent: UUID | None
    needs_parent: bool
    strategy: str
    purchase_form: str
    is_initiated: str
    plan_year: int | None
    plan_quarter: int | None
    value_minor: int | None
    operation_minor: int | None
    acquisition_minor: int | None
    drawn_minor: int | None
    currency: str
    cpv: tuple[str, ...]
    systems: tuple[UUID, ...]
    agreement: AgreementTerms | None


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """The framework agreement that a contract is made under."""

    public_id: UUID
    number: str
    name: str
    sort: str
    is_committed: bool
    starts_on: date | None
    ends_on: date | None
    join_from: date | None
    join_until: date | None
    ceiling_minor: int | None
    currency: str
    longer_because: str
