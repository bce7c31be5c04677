"""How far a job has come, seen while it runs: outside its transaction, which shows nothing until it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.cache import cache

KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many done, of so many."""

    done: int
    total: int


def show(name: str, done: int, total: int) -> None:
    """Say how far what is known by a name has come."""
    cache.set(f"progress:{name}", (done, total), KEPT.total_seconds())


def seen(name: str) -> Progress | None:
    """How far it has come; nothing where nobody has said."""
    found = cache.get(f"progress:{name}")
    return Progress(*found) if found else None
