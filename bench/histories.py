"""The ledger against a model in plain Python, and keys that are sent again and again: in memory and stored.

`BENCH_HISTORY=10000000 make bench PARTS=histories` asks ten million; left out, two hundred thousand.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from tools.postgres import APP, Cluster, find_binaries

from bench.ledger.in_memory import Found, run
from bench.report import Section
from bench.web import run as ask

IN_MEMORY: Final = int(os.environ.get("BENCH_HISTORY", "200000"))
STORED: Final = int(os.environ.get("BENCH_STORED_HISTORY", "20000"))
KEYS: Final = int(os.environ.get("BENCH_KEYS", "10000"))
TIMES: Final = 20
WRITERS, ROUNDS = 8, 25
_STORED: Final = "bench.ledger.stored"
Told = dict[str, dict[str, Any]]


def sections() -> Iterator[Section]:
    """The sections of the page."""
    yield Section("The ledger against a model in plain Python", "ledger", table=_history(run(1, IN_MEMORY)))
    found = _stored()
    name = "The stored ledger: histories, keys sent again, and many who pay at once"
    yield Section(name, "ledger_stored", table=_table(found))


def _history(found: Found) -> str:
    rows = [
        ("postings", found.postings),
        ("vouchers", found.vouchers),
        ("reversals", found.reversals),
        ("refused, by both alike", found.refused),
        ("sent again under the same key", found.again),
        ("periods closed", found.closings),
        ("balances added up again", found.checked),
        ("differences", len(found.differences)),
    ]
    lines = [f"| {name} | {number:,} |" for name, number in rows]
    return "\n".join(["| what | how many |", "| --- | ---: |", *lines, f"| seconds | {found.seconds:,.0f} |"])


def _stored() -> dict[str, Told]:
    """By database; on a server a role asks that owns nothing."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": _asked(Path(folder) / "sqlite")}
        if find_binaries():
            with Cluster(lasting=True) as cluster:
                home = Path(folder) / "postgres"
                found["PostgreSQL"] = _asked(home, cluster.url(), cluster.url(APP))
    return found


def _asked(home: Path, owner: str = "", asks: str = "") -> Told:
    home.mkdir()
    ask(_STORED, home, "tables", database=owner)

    def said(what: str, *words: object) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(ask(_STORED, home, what, "--laid", *map(str, words), database=asks))
        return told

    race = ("--writers", WRITERS, "--rounds", ROUNDS)
    return {
        "history": said("history", "--postings", STORED),
        "keys": said("keys", "--keys", KEYS, "--times", TIMES),
        "race": said("race", *race),
        "control": said("race", *race, "--without-lock"),
    }


def _table(found: dict[str, Told]) -> str:
    rows: dict[str, Callable[[Told], object]] = {
        "a history: postings": lambda one: f"{one['history']['postings']:,}",
        "refused, by both alike": lambda one: f"{one['history']['refused']:,}",
        "differences from the plain model, and when added up again": lambda one: len(
            one["history"]["differences"]
        ),
        f"keys, each sent {TIMES} times by four at once": lambda _one: f"{KEYS:,}",
        "paid": lambda one: f"{one['keys']['said'].get('paid', 0):,}",
        "told that it was paid before": lambda one: f"{one['keys']['said'].get('before', 0):,}",
        "told anything else": lambda one: sum(
            count for said, count in one["keys"]["said"].items() if said not in {"paid", "before"}
        ),
        "vouchers there afterwards": lambda one: f"{one['keys']['vouchers']:,}",
        "left in the pool, in øre": lambda one: one["keys"]["left"],
        "differences when added up again": lambda one: len(one["keys"]["differences"]),
        "seconds": lambda one: f"{one['keys']['seconds']:,.0f}",
        f"pools that {WRITERS} ask at once for more than is there": lambda one: one["race"]["rounds"],
        "of these broken": lambda one: one["race"]["broken"],
        "the control, without the lock: broken": lambda one: one["control"]["broken"],
    }
    heads = " | ".join(found)
    lines = [f"| what | {heads} |", "| --- |" + " ---: |" * len(found)]
    for name, told in rows.items():
        lines.append(f"| {name} | {' | '.join(str(told(one)) for one in found.values())} |")
    return "\n".join(lines)
