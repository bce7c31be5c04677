"""How far a job has come, seen while it runs: outside its transaction, which shows nothing until it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache

KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many done, of so many; ``again_at`` where it went wrong and is tried again."""

    done: int
    total: int
    again_at: datetime | None = None


def show(name: str, done: int, total: int) -> None:
    """Say how far what is known by a name has come."""
    cache.set(_key(name), (done, total), KEPT.total_seconds())


def stumble(name: str, again_at: datetime) -> None:
    """Say that it went wrong, that nothing of it is there, and when it begins again."""
    cache.set(_key(name), (0, 0, again_at), KEPT.total_seconds())


def stop(name: str) -> None:
    """Ask whoever does it to stop: it looks when it tells how far it has come."""
    cache.set(_stop(name), True, KEPT.total_seconds())


def is_to_stop(name: str) -> bool:
    """Whether somebody has asked so."""
    return bool(cache.get(_stop(name)))


def forget(name: str) -> None:
    """Say nothing more of it, and ask nothing more."""
    cache.delete_many([_key(name), _stop(name)])


def seen(name: str) -> Progress | None:
    """How far it has come; nothing where nobody has said."""
    found = cache.get(_key(name))
    return Progress(*found) if found else None


def _key(name: str) -> str:
    return f"progress:{name}"


def _stop(name: str) -> str:
    return f"progress:stop:{name}"
