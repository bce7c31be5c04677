"""The pages of benefits under very many measurements: on SQLite and PostgreSQL, each by itself."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tools.postgres import APP, Cluster, find_binaries

from bench.portfolio import table
from bench.report import Section
from bench.web import run

COUNT: Final = int(os.environ.get("BENCH_BENEFITS", "10000"))
LIMITS: Final = {
    "Benefits, a page of 25 with all figures": 40,
    "Benefits, a page of 100 with all figures": 40,
    "Benefits, overdue and being realised": 40,
}


def sections() -> Iterator[Section]:
    """The section of the page."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": _measured(Path(folder) / "sqlite", "", "")}
        if find_binaries():
            with Cluster(lasting=True) as cluster:
                home = Path(folder) / "postgres"
                found["PostgreSQL"] = _measured(home, cluster.url(), cluster.url(APP))
    name = "Benefits: 10,000 with 1,000,000 measurements"
    yield Section(name, "benefits", table=table(found, LIMITS))


def _measured(home: Path, filled_at: str, asked_at: str) -> dict[str, Any]:
    """Filled by the owner of the tables, asked by a role that owns nothing."""
    home.mkdir()
    run("bench.benefit_rows", home, str(COUNT), database=filled_at)
    found: dict[str, Any] = json.loads(run("bench.benefit_pages", home, database=asked_at))
    return found
