"""What crosses the border of the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.core.finance.ledger import Kind
from samspil.core.units import Money
from samspil.kit.journal.recording import By

SHARED_ACCOUNT: Final = "account"  # what a member reads of an association's ledger


@dataclass(frozen=True, slots=True)
class Bookkeeper:
    """Whose ledger is written, by whom (nobody: the clock), and when.

    ``acting`` is what they hold: what writes the ledger asks whether it lets them. ``is_let`` says that it
    has been asked already by another right: whoever runs a pool pays out of it.
    """

    organisation_id: int
    at: datetime
    person: UUID | None = None
    acting: Acting | None = None
    is_let: bool = False

    @classmethod
    def of(cls, acting: Acting, at: datetime, *, is_let: bool = False) -> Bookkeeper:
        """Somebody, in the ledger of the organisation they act for."""
        return cls(acting.organisation_id, at, acting.person, acting, is_let)

    @property
    def by(self) -> By:
        """As the journal knows them."""
        return By(str(self.person) if self.person else "clock", self.at)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be opened. ``key`` is the owner's own word for it, and never used for another.

    ``member`` is the code of the municipality whose money it shows; it reads the account.
    """

    kind: Kind
    key: str
    name: str
    currency: str = "DKK"
    may_be_negative: bool = False
    member: str = ""


@dataclass(frozen=True, slots=True)
class PostedVoucher:
    """A voucher that stands. ``before`` when the same had been posted under the key already."""

    id: UUID
    number: int
    day: date
    before: bool = False


class SharedSort(StrEnum):
    """What a cost that members share is: of a period, settled by actual use, or of one that joins late."""

    COST = "cost"
    SETTLED = "settled"
    ENTRY = "entry"


SHARE_PAID: Final = "share_paid"  # what a voucher says that is a member's payment
SHARE_PAID_BACK: Final = "share_paid_back"
STATEMENT: Final = "statement"  # what a payment is of, where it names a shared cost
CREDITS: Final = (f"shared_cost.{SharedSort.SETTLED}", f"shared_cost.{SharedSort.ENTRY}")


@dataclass(frozen=True, slots=True)
class ShareStanding:
    """What a member has been charged, credited and has paid of an initiative, in one currency, and owes."""

    member: str
    currency: str
    charged_minor: int = 0
    credited_minor: int = 0
    paid_minor: int = 0

    @property
    def owed_minor(self) -> int:
        """What it owes; below nought what it is to get back."""
        return self.charged_minor - self.credited_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class NewPayment:
    """What a member has paid of its shares, or, where it ``is_back``, what it has been paid back.

    ``of`` is the statement that it pays, where it names one.
    """

    member: str
    amount: Money
    day: date
    text: str
    is_back: bool = False
    of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sharer:
    """A member that shares costs: its inhabitants by the register, and from when until when it takes part.

    ``notice_on`` is when it said that it leaves.
    """

    code: str
    name: str
    inhabitants: int | None
    population_on: date | None
    from_on: date | None
    to_on: date | None
    notice_on: date | None = None
