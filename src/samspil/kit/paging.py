"""Pages of a list by key: where the page before ended, as an address has it, and what comes after it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from django.db.models import Q

_LONGEST: Final = 18  # digits; a row has no larger number


def read_number(said: str) -> int | None:
    """The number of a row; nothing where it is none. Not every digit of Unicode is one."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _LONGEST else None


def read_key(said: str) -> tuple[str, int] | None:
    """What the list is in the order of, and the number of the row; nothing where it is no key."""
    value, _sep, pk = said.rpartition("_")
    number = read_number(pk)
    return None if number is None else (value, number)


def read_moment(said: str) -> datetime | None:
    """A moment of a key; nothing where it is none, or says no zone."""
    try:
        moment = datetime.fromisoformat(said)
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def write_key(key: tuple[date | str | None, int] | None) -> str:
    """A key for an address; empty where there is no more."""
    if key is None:
        return ""
    value, pk = key
    return f"{value.isoformat() if isinstance(value, date) else value or ''}_{pk}"


def after_day(field: str, day: date | None, pk: int) -> Q:
    """What comes after a row where the first day or moment comes first, and what has none comes last."""
    without = Q(**{f"{field}__isnull": True})
    if day is None:
        return without & Q(pk__gt=pk)
    return Q(**{f"{field}__gt": day}) | Q(**{field: day, "pk__gt": pk}) | without
