"""The register's pages under ninety-eight registers, and a list of contracts: on SQLite and PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from bench import register_lists
from bench.each_database import measured, table
from bench.report import Section

COUNT: Final = int(os.environ.get("BENCH_ORGANISATIONS", "98"))
LIMIT: Final = 40  # milliseconds, of every page of the register


def sections() -> Iterator[Section]:
    """Both sections of the page."""
    found = measured("bench.register_rows", COUNT, "bench.register_pages")
    limits = dict.fromkeys(next(iter(found.values()))["found"], LIMIT)
    yield Section("The register: 98 organisations", "register", table=table(found, limits))
    yield from register_lists.sections()
