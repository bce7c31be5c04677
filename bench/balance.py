"""Balance checks: an association of 98 members, each with a check of its own; on SQLite and PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from bench.each_database import measured, table
from bench.report import Section

COUNT: Final = int(os.environ.get("BENCH_MATTERS", "20000"))
LIMIT: Final = 60  # milliseconds


def sections() -> Iterator[Section]:
    """The section of the page."""
    found = measured("bench.balance_rows", COUNT, "bench.balance_pages")
    limits = {name: LIMIT for name in found["SQLite"]["found"] if name != "Balance checks"}
    yield Section("Balance checks: an association of 98", "balance", table=table(found, limits))
