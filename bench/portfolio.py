"""The portfolio's pages, and a slip, under very many rows: on SQLite and PostgreSQL, each by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from bench.each_database import measured, table
from bench.report import Section

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
    found = measured("bench.portfolio_rows", COUNT, "bench.portfolio_pages")
    yield Section("The portfolio: 10,000 initiatives", "portfolio", table=table(found, LIMITS))
