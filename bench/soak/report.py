"""The numbers of a soak, and its row on docs/soak.md: one row for each database, the newest."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from bench.report import TEXTS, machine
from bench.soak.ledger import Ledger
from bench.soak.processes import Soak
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.journal.models import Entry
from samspil.kit.tenancy import scope

PAGE = Path(__file__).parents[2] / "docs" / "soak.md"
_MARK = "<!-- "


def numbers(soak: Soak, ledgers: list[Ledger]) -> dict[str, Any]:
    """How much was done, and how fast at the beginning and at the end."""
    done = Counter(deed.sort for one in ledgers for deed in one.meant if deed.key in one.done)
    slow = [[_p95(part) for part in _parts([spent for _, spent in one.seconds])] for one in ledgers]
    with scope.within([one.pk for one in list_organisations()]):
        entries = Entry.objects.count()
    walks = soak.folder / "walks"
    return {
        "vendor": connection.vendor,
        "done": dict(done),
        "refused": sum(len(one.refused) for one in ledgers),
        "busy": sum(one.busy for one in ledgers),
        "died_themselves": sum(one.deaths for one in ledgers),
        "entries": entries,
        "walks": int(walks.read_text()) if walks.exists() else 0,
        "p95": [max(one[place] for one in slow) for place in (0, -1)],
        "at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
    }


def _parts(samples: list[float]) -> list[list[float]]:
    """Four quarters, in order."""
    step = max(1, len(samples) // 4)
    return [samples[at : at + step] for at in range(0, len(samples), step)][:4] or [[0.0]]


def _p95(samples: list[float]) -> float:
    return sorted(samples)[int(len(samples) * 0.95)]


def write(told: dict[str, Any]) -> None:
    """Put a run on the page; that of the other database stays."""
    runs = {told["vendor"]: told}
    for line in PAGE.read_text().splitlines() if PAGE.exists() else []:
        if line.startswith(_MARK):
            before = json.loads(line.removeprefix(_MARK).removesuffix(" -->"))
            runs.setdefault(before["vendor"], before)
    parts = [f"# Soak\n\n{(TEXTS / 'soak.md').read_text().strip()}"]
    for vendor in sorted(runs):
        kept = json.dumps(runs[vendor], ensure_ascii=False, default=str)
        parts.append(f"## {_NAMES[vendor]}\n\n{_MARK}{kept} -->\n\n{_table(runs[vendor])}")
    PAGE.write_text("\n\n".join(parts) + "\n")


_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _table(told: dict[str, Any]) -> str:
    rows = {
        "when": told["at"],
        "machine": told["machine"],
        "minutes, seed": f"{told['minutes']:g}, {told['seed']}",
        "deeds acknowledged": ", ".join(f"{name} {count:,}" for name, count in sorted(told["done"].items())),
        "refused because time had passed": f"{told['refused']:,}",
        "told that the database is busy, and tried again": f"{told['busy']:,}",
        "writers killed": f"{told['killed']:,}",
        "of these after the commit, before they could acknowledge": f"{told['died_themselves']:,}",
        "journal entries at the end": f"{told['entries']:,}",
        "walks of every journal while it was written": f"{told['walks']:,}",
        "memory of the worker in each quarter": ", ".join(f"{one:.1f} MB" for one in told["memory"]),
        "slowest writer's p95, first and last quarter": " and ".join(
            f"{one * 1000:.0f} ms" for one in told["p95"]
        ),
        "what did not hold": "; ".join(told["faults"][:20]) or "nothing",
    }
    return "\n".join(
        ["| what | found |", "| --- | --- |", *(f"| {name} | {said} |" for name, said in rows.items())]
    )
