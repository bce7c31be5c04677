"""What one registers and another approves: each sort with all that is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from samspil.core.units import Money

if TYPE_CHECKING:
    from datetime import datetime

    from samspil.apps.organisations.types import Acting


class Sort(StrEnum):
    """What it is."""

    LEVY = "levy"
    ANNUAL = "annual"
    APPROPRIATED = "appropriated"
    EXTERNAL = "external"
    YEAR_END = "year_end"
    INSTALMENT = "instalment"
    GIVEN_BACK = "given_back"
    SHARE_PAID = "share_paid"
    BY_HAND = "by_hand"
    REVERSAL = "reversal"
    SHARED = "shared"
    SETTLED = "settled"
    JOINED = "joined"
    CLOSING = "closing"


class Answer(StrEnum):
    """What another says of what somebody registered."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Posted:
    """What was done: the voucher, where one had to be posted, and the amount that it is about.

    ``parts`` is what each member's part came to, in øre, where it is shared between them.
    """

    voucher: UUID | None
    amount: Money
    parts: Mapping[str, int] = field(default_factory=dict)


class Act(Protocol):
    """Something that is posted when it is done. It is kept as plain data while it waits."""

    @property
    def sort(self) -> Sort:
        """Which of the sorts it is."""

    @property
    def about(self) -> UUID | None:
        """The pool, the initiative or the voucher that it is of."""

    def takes_two(self, acting: Acting, on: date) -> bool:
        """Whether one registers it and another approves it."""

    def do(self, acting: Acting, at: datetime, key: str) -> Posted:
        """Do it. ``key`` is its own: what is done once under it is not done again."""


@dataclass(frozen=True, slots=True)
class HandLine:
    """So much into an account, or, below nought, out of it."""

    account: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """A voucher that somebody writes. ``enclosure`` is where what it rests on is kept."""

    day: date
    text: str
    enclosure: str
    lines: tuple[HandLine, ...]
