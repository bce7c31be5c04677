"""Surveys: a round with 5,000 invited, and the results of 100,000 answers; on SQLite and PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from bench.each_database import measured, table
from bench.report import Section

COUNT: Final = int(os.environ.get("BENCH_SURVEYS", "5000"))
LIMIT: Final = 100  # milliseconds, of the results


def sections() -> Iterator[Section]:
    """The section of the page."""
    found = measured("bench.survey_rows", COUNT, "bench.survey_pages")
    limits = {name: LIMIT for name in found["SQLite"]["found"] if name.startswith("Results")}
    told = [
        f"On {name} {one['round']['invited']:,} invited answered in {one['round']['seconds']} seconds"
        f" (600 allowed), and {one['round']['counted']:,} were counted."
        for name, one in found.items()
    ]
    yield Section(
        "Surveys: 5,000 invited, 100,000 answers", "surveys", table="\n\n".join([table(found, limits), *told])
    )
