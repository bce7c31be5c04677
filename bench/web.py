"""The web application under many rows, measured in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.postgres import APP, Cluster, find_binaries

from bench.report import Section

SIZES = tuple(int(one) for one in os.environ.get("BENCH_SIZES", "1000,100000").split(","))
LIMITS = {
    "My work": 15,
    "Matter": 15,
    "Forum": 20,
    "Decision register, a page of 25, filtered": 20,
    "Decision register, a page of 100": 30,
    "API, 100 matters": 15,
    "API, 100 decisions": 15,
}


def sections() -> Iterator[Section]:
    """Pages at each size on SQLite, and on PostgreSQL where it is here; then the example, from its start."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Path(folder) / str(size) for size in SIZES}
        found = {f"{size:,} matters": _measured(home, size, "", "") for size, home in homes.items()}
        for size, home in homes.items() if find_binaries() else ():
            with Cluster(lasting=True) as cluster:
                name = f"{size:,} matters, PostgreSQL"
                found[name] = _measured(home / "postgres", size, cluster.url(), cluster.url(APP))
    yield Section("Pages, signed in, one process", "pages", table=_pages(found))
    from bench import starting  # noqa: PLC0415 – it runs modules as this one does

    yield from starting.sections()


def _measured(home: Path, size: int, filled_at: str, asked_at: str) -> dict[str, Any]:
    """Filled by the owner of the tables, asked by a role that owns nothing."""
    home.mkdir()
    run("bench.crowd", home, str(size), database=filled_at)
    found: dict[str, Any] = json.loads(run("bench.pages", home, database=asked_at))
    return found


def run(module: str, home: Path, *words: str, database: str = "") -> str:
    """What a module prints that is run on the database of a home, or on one that is named."""
    surroundings = {**os.environ, "SAMSPIL_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    surroundings |= {"DATABASE_URL": database} if database else {}
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _pages(found: dict[str, dict[str, Any]]) -> str:
    heads = " | ".join(f"{name}, median (p95)" for name in found)
    lines = [f"| page | limit | {heads} | questions |", "| --- | ---: |" + " ---: |" * (len(found) + 1)]
    last = list(found.values())[-1]["pages"]
    for name in last:
        told = [_told(one["pages"].get(name, {})) for one in found.values()]
        limit = f"{LIMITS[name]} ms" if name in LIMITS else ""
        lines.append(f"| {name} | {limit} | {' | '.join(told)} | {last[name].get('queries', '')} |")
    memory = " | ".join(f"{one['pss_mb']} MB" for one in found.values())
    lines.append(f"| memory of the one process after them (PSS) | | {memory} | |")
    return "\n".join(lines)


def _told(page: dict[str, Any]) -> str:
    return f"{page['median_ms']} ms ({page['p95_ms']} ms)" if "median_ms" in page else "not there"
