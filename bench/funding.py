"""The ledger under very many postings, on SQLite and PostgreSQL.

`BENCH_POSTINGS=10000000 make bench PARTS=funding` measures it in full; left out, a million.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Final

from bench.each_database import Found, measured
from bench.report import Section

POSTINGS: Final = int(os.environ.get("BENCH_POSTINGS", "1000000"))
LIMITS: Final = {
    "posting": ("A posting of two lines", "at most 3 times the bare one"),
    "bare": ("The same rows, bare, in one transaction", ""),
    "dated back": ("A posting that is dated back a month or two", ""),
    "balance": ("What stood on an account on any day", "10 ms"),
    "statement": ("The statement of nine members over a year", "1 s"),
}


def sections() -> Iterator[Section]:
    """The section of the page."""
    found = measured("bench.ledger.rows", POSTINGS, "bench.ledger.asked")
    yield Section("The ledger under very many postings", "funding", table=_table(found))


def _table(found: Found) -> str:
    heads = " | ".join(f"{name}, {one['postings']:,} postings" for name, one in found.items())
    lines = [f"| what | limit | {heads} |", "| --- | ---: |" + " ---: |" * len(found)]
    for key, (name, limit) in LIMITS.items():
        told = " | ".join(_told(one, key) for one in found.values())
        lines.append(f"| {name} | {limit} | {told} |")
    ratios = " | ".join(f"{one['ratio']}" for one in found.values())
    counts = " | ".join(f"{one['lines']:,}" for one in found.values())
    return "\n".join(
        [*lines, f"| a posting, in bare ones | 3 | {ratios} |", f"| lines of the statement | | {counts} |"]
    )


def _told(one: dict[str, Any], key: str) -> str:
    return f"{one[key]['median_ms']} ms ({one[key]['p95_ms']})"
