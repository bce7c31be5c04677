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

from bench.report import Section

SIZES = tuple(int(one) for one in os.environ.get("BENCH_SIZES", "1000,100000").split(","))
LIMITS = {
    "My work": 15,
    "Matter": 15,
    "Forum": 20,
    "Decision register, a page of 25, filtered": 20,
    "Decision register, a page of 100": 30,
}


def sections() -> Iterator[Section]:
    """Pages at each size."""
    with tempfile.TemporaryDirectory() as folder:
        found: dict[int, dict[str, Any]] = {}
        for size in SIZES:
            home = Path(folder) / str(size)
            home.mkdir()
            run("bench.crowd", home, str(size))
            found[size] = json.loads(run("bench.pages", home))
        yield Section("Pages, signed in, one process", "pages", table=_pages(found))


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


def _pages(found: dict[int, dict[str, Any]]) -> str:
    heads = "".join(f" {size:,} matters, median (p95) | " for size in SIZES)
    lines = [f"| page | limit |{heads} questions |", "| --- | ---: |" + " ---: |" * (len(SIZES) + 1)]
    last = found[SIZES[-1]]["pages"]
    for name in last:
        told = [_told(found[size]["pages"].get(name, {})) for size in SIZES]
        limit = f"{LIMITS[name]} ms" if name in LIMITS else ""
        lines.append(f"| {name} | {limit} | {' | '.join(told)} | {last[name].get('queries', '')} |")
    memory = " | ".join(f"{found[size]['pss_mb']} MB" for size in SIZES)
    lines.append(f"| memory of the one process after them (PSS) | | {memory} | |")
    return "\n".join(lines)


def _told(page: dict[str, Any]) -> str:
    return f"{page['median_ms']} ms ({page['p95_ms']} ms)" if "median_ms" in page else "not there"
