"""The pages of benefits under very many measurements: on SQLite and PostgreSQL, each by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from bench.each_database import measured, table
from bench.report import Section

COUNT: Final = int(os.environ.get("BENCH_BENEFITS", "10000"))
LIMIT: Final = 40  # milliseconds, of every page of benefits


def sections() -> Iterator[Section]:
    """The section of the page."""
    found = measured("bench.benefit_rows", COUNT, "bench.benefit_pages")
    name = "Benefits: 10,000 with 1,000,000 measurements"
    yield Section(name, "benefits", table=table(found, dict.fromkeys(found["SQLite"]["found"], LIMIT)))
