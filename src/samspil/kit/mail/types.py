"""What crosses the border of this part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class How(StrEnum):
    """How somebody wants to hear of something."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class LetterState(StrEnum):
    """Where a letter stands. ``HANDED`` is while the mail server has it and has not answered."""

    WAITING = "waiting"
    HELD = "held"
    HANDED = "handed"
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class NewLetter:
    """Something to tell an account: ``path`` is the page about it, ``title`` names no person."""

    account_id: int
    kind: str
    key: str
    title: str
    text: str
    path: str
    is_example: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LetterTo:
    """Something to tell whoever has an address and no account: ``path`` is the page that is theirs."""

    address: str
    language: str
    kind: str
    key: str
    title: str
    text: str
    path: str
    is_example: bool
    created_at: datetime
