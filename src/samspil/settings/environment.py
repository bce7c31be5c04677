"""What the surroundings say: read once, refused with what to do when it makes no sense."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Below this, two processes that write to one file in WAL mode can corrupt it (sqlite.org, "WAL-reset bug").
SAFE_SQLITE: Final = (3, 51, 3)
_TRUE: Final = frozenset({"1", "true", "yes", "on"})

# FULL: with NORMAL, acknowledged writes were lost at 27 of 30 power cuts (decision record 0009).
# Each thread that answers holds its own cache, and each process counts the map among its memory.
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA mmap_size=33554432;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-2000"
)

# What is asked again is planned once for each connection: a third of the server's work on a page.
_PREPARED: Final = {"server_side_binding": True, "prepare_threshold": 2}


def use_bundled_sqlite() -> None:
    """Let Django find the SQLite of our own lock, not that of the machine."""
    import pysqlite3  # noqa: PLC0415 – it must be in place before Django asks
    from pysqlite3 import dbapi2  # noqa: PLC0415

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2


def text(name: str, default: str = "") -> str:
    """A setting as it is written."""
    return os.environ.get(name, default)


def required(name: str, what_to_do: str) -> str:
    """A setting that has no default.

    Raises:
        ImproperlyConfigured: it is not set.
    """
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {what_to_do}")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in _TRUE


def names(name: str, default: str = "") -> list[str]:
    """Names with commas between."""
    return [one.strip() for one in text(name, default).split(",") if one.strip()]


def database(home: Path) -> dict[str, Any]:
    """The database that ``DATABASE_URL`` names, else a file in ``home``.

    Raises:
        ImproperlyConfigured: a kind of database that is not known.
    """
    url = text("DATABASE_URL")
    if not url:
        return sqlite(home / "samspil.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(url)
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}. Write postgresql://user:password@host/name, or unset it."
    )


def sqlite(file: Path) -> dict[str, Any]:
    """A file that survives a power cut. Only writes take the lock: pages that read wait for nobody."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "samspil.kit.tenancy.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**_PREPARED, **dict(parse_qsl(parts.query))},
    }
