"""Deadline day on both databases, in full size: `python -m bench deadline`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.postgres import APP, Cluster, find_binaries

from bench.report import Section
from bench.web import run

MATTERS = os.environ.get("BENCH_MATTERS", "100000")
PROPOSALS = os.environ.get("BENCH_PROPOSALS", "112")
BURST_SECONDS = {"SQLite": 20, "PostgreSQL": 6}


def sections() -> Iterator[Section]:
    """A thousand people, then a thousand decisions at once, on each database that is here."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        days = {"SQLite": _day(home / "sqlite")}
        consents = {"SQLite": _consents(home / "sqlite_consents")}
        if find_binaries():
            with Cluster(lasting=True) as cluster:
                days["PostgreSQL"] = _day(home / "postgres", cluster.url(), cluster.url(APP))
            with Cluster(lasting=True) as cluster:
                found = _consents(home / "postgres_consents", cluster.url(), cluster.url(APP))
                consents["PostgreSQL"] = found
    yield Section("Deadline day", "deadline", table=_table(days))
    yield Section("A thousand consents at once", "consents", table=_consents_table(consents))


def _day(home: Path, filled_at: str = "", served_at: str = "") -> dict[str, Any]:
    """Filled by the owner of the tables, served by a role that owns nothing."""
    home.mkdir()
    run("bench.crowd", home, MATTERS, database=filled_at)
    found: dict[str, Any] = json.loads(run("bench.deadline", home, database=served_at))
    return found


def _consents(home: Path, filled_at: str = "", served_at: str = "") -> dict[str, Any]:
    home.mkdir()
    run("bench.consents", home, PROPOSALS, database=filled_at)
    found: dict[str, Any] = json.loads(run("bench.deadline", home, "consents", database=served_at))
    return found


def _consents_table(found: dict[str, dict[str, Any]]) -> str:
    bursts = " / ".join(f"{BURST_SECONDS[name]} s" for name in found)
    rows = [
        ("members that decide", "", "members", ""),
        ("consents sent at once", "", "burst", ""),
        ("acknowledged", "all", "acknowledged", ""),
        ("stand with the association afterwards", "all", "consented", ""),
        ("of different members and proposals", "all", "different", ""),
        ("until the last was acknowledged", bursts, "burst_seconds", " s"),
        ("processor for each: server + database + the people", "", "deciding", " ms"),
        ("memory of the larger of the two processes (PSS)", "100 MB", "worker_pss_mb", " MB"),
    ]
    for one in found.values():
        one["deciding"] = " + ".join(str(one["deciding_ms"][who]) for who in ("server", "database", "people"))
    return _rows(rows, found)


def _table(days: dict[str, dict[str, Any]]) -> str:
    bursts = " / ".join(f"{BURST_SECONDS[name]} s" for name in days)
    rows = [
        ("requests of people that read and think", "", "requests", ""),
        ("of these failed", "0", "failed", ""),
        ("median", "", "p50_ms", " ms"),
        ("p95", "500 ms", "p95_ms", " ms"),
        ("processor for each: server + database + the people", "", "reading", " ms"),
        ("decisions sent at once", "", "burst", ""),
        ("acknowledged", "all", "acknowledged", ""),
        ("found in the register afterwards", "all, none twice", "decisions_added", ""),
        ("until the last was acknowledged", bursts, "burst_seconds", " s"),
        ("processor for each: server + database + the people", "", "deciding", " ms"),
        ("memory of the larger of the two processes (PSS)", "100 MB", "worker_pss_mb", " MB"),
    ]
    for day in days.values():
        for deed in ("reading", "deciding"):
            day[deed] = " + ".join(str(day[f"{deed}_ms"][who]) for who in ("server", "database", "people"))
    return _rows(rows, days)


def _rows(rows: list[tuple[str, str, str, str]], days: dict[str, dict[str, Any]]) -> str:
    lines = [f"| what | limit | {' | '.join(days)} |", "| --- | ---: |" + " ---: |" * len(days)]
    for what, limit, key, unit in rows:
        lines.append(f"| {what} | {limit} | {' | '.join(_told(day[key]) + unit for day in days.values())} |")
    return "\n".join(lines)


def _told(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:,}"
