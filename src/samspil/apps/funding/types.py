"""What crosses the border of the app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from samspil.apps.organisations.types import Acting
from samspil.core.finance.ledger import Kind
from samspil.kit.journal.recording import By

SHARED_ACCOUNT: Final = "account"  # what a member reads of an association's ledger


@dataclass(frozen=True, slots=True)
class Bookkeeper:
    """Whose ledger is written, by whom (nobody: the clock), and when."""

    organisation_id: int
    at: datetime
    person: UUID | None = None

    @classmethod
    def of(cls, acting: Acting, at: datetime) -> Bookkeeper:
        """Somebody, in the ledger of the organisation they act for."""
        return cls(acting.organisation_id, at, acting.person)

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


@dataclass(frozen=True, slots=True)
class Sharer:
    """A member that shares costs: its inhabitants by the register, and from when until when it takes part."""

    code: str
    name: str
    inhabitants: int | None
    population_on: date | None
    from_on: date | None
    to_on: date | None
