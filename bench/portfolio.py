"""The portfolio's pages, and a slip, under very many rows: on SQLite and PostgreSQL, each by itself."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tools.postgres import APP, Cluster, find_binaries

from bench.report import Section
from bench.web import run

COUNT: Final = int(os.environ.get("BENCH_INITIATIVES", "10000"))
LIMITS: Final = {
    "List, a page of 25": 15,
    "List, a page of 25, filtered": 15,
    "List, a page of 100": 25,
    "List, a page of 100, filtered": 25,
    "Initiative": 15,
    "Members and initiatives: 200 rows, nine members": 60,
    "The same, as one of the members": 60,
    "Timeline of 200": 60,
    "Board of 200": 60,
    "A milestone is moved: the rest of its initiative waits": 50,
    "A milestone is moved: 200 other initiatives wait": 50,
}


def sections() -> Iterator[Section]:
    """The section of the page."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": _measured(Path(folder) / "sqlite", "", "")}
        if find_binaries():
            with Cluster(lasting=True) as cluster:
                home = Path(folder) / "postgres"
                found["PostgreSQL"] = _measured(home, cluster.url(), cluster.url(APP))
    yield Section("The portfolio: 10,000 initiatives", "portfolio", table=table(found, LIMITS))


def _measured(home: Path, filled_at: str, asked_at: str) -> dict[str, Any]:
    """Filled by the owner of the tables, asked by a role that owns nothing."""
    home.mkdir()
    run("bench.portfolio_rows", home, str(COUNT), database=filled_at)
    found: dict[str, Any] = json.loads(run("bench.portfolio_pages", home, database=asked_at))
    return found


def table(found: dict[str, dict[str, Any]], limits: dict[str, int]) -> str:
    """A line for each thing that was asked, a column for each database."""
    heads = " | ".join(f"{name}, median (p95; processor)" for name in found)
    lines = [f"| what | limit | {heads} | questions |", "| --- | ---: |" + " ---: |" * (len(found) + 1)]
    last = list(found.values())[-1]["found"]
    for name, one in last.items():
        limit = f"{limits[name]} ms" if name in limits else ""
        told = " | ".join(_told(by_vendor["found"][name]) for by_vendor in found.values())
        lines.append(f"| {name} | {limit} | {told} | {one['queries']} |")
    memory = " | ".join(f"{one['pss_mb']} MB" for one in found.values())
    lines.append(f"| memory of the one process after them (PSS) | | {memory} | |")
    return "\n".join(lines)


def _told(one: dict[str, Any]) -> str:
    return f"{one['median_ms']} ms ({one['p95_ms']}; {one['cpu_ms']})"
