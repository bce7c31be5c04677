"""The web application under many rows and many people, each measured in processes of their own."""

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
    """Pages at each size, then deadline day at the largest."""
    with tempfile.TemporaryDirectory() as folder:
        found: dict[int, dict[str, Any]] = {}
        for size in SIZES:
            home = Path(folder) / str(size)
            home.mkdir()
            _run("bench.crowd", home, str(size))
            found[size] = json.loads(_run("bench.pages", home))
        yield Section("Pages, signed in, one process", "pages", table=_pages(found))
        day = json.loads(_run("bench.deadline", Path(folder) / str(SIZES[-1])))
        yield Section("Deadline day", "deadline", table=_deadline(day))


def _run(module: str, home: Path, *words: str) -> str:
    surroundings = {**os.environ, "SAMSPIL_HOME": str(home), "PYTHONWARNINGS": "ignore"}
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


def _deadline(day: dict[str, Any]) -> str:
    rows = [
        ("requests of people that read and think", "", f"{day['requests']:,}"),
        ("of these failed", "0", day["failed"]),
        ("median", "", f"{day['p50_ms']} ms"),
        ("p95", "500 ms", f"{day['p95_ms']} ms"),
        ("decisions sent at once", "", f"{day['burst']:,}"),
        ("acknowledged", "all", f"{day['acknowledged']:,}"),
        ("found in the register afterwards", "all, none twice", f"{day['decisions_added']:,}"),
        ("until the last was acknowledged", "20 s", f"{day['burst_seconds']} s"),
        ("memory of the larger of the two processes (PSS)", "100 MB", f"{day['worker_pss_mb']} MB"),
    ]
    lines = ["| what | limit | measured |", "| --- | ---: | ---: |"]
    return "\n".join(lines + [f"| {what} | {limit} | {value} |" for what, limit, value in rows])
