"""Pages under very many rows: on SQLite and PostgreSQL, each by itself."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from tools.postgres import APP, Cluster, find_binaries

from bench.web import run

Found = dict[str, dict[str, Any]]


def measured(rows: str, count: int, pages: str) -> Found:
    """What a module that asks pages found, by database, once another has filled so many rows in."""

    def filled_and_asked(home: Path, filled_at: str = "", asked_at: str = "") -> dict[str, Any]:
        # Filled by the owner of the tables, asked by a role that owns nothing.
        home.mkdir()
        run(rows, home, str(count), database=filled_at)
        found: dict[str, Any] = json.loads(run(pages, home, database=asked_at))
        return found

    with tempfile.TemporaryDirectory() as folder:
        both = {"SQLite": filled_and_asked(Path(folder) / "sqlite")}
        if find_binaries():
            with Cluster(lasting=True) as cluster:
                home = Path(folder) / "postgres"
                both["PostgreSQL"] = filled_and_asked(home, cluster.url(), cluster.url(APP))
    return both


def table(found: Found, limits: dict[str, int]) -> str:
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
