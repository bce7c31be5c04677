"""A list of a hundred thousand initiatives with fifteen columns: read, checked, kept, and carried out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from tools.postgres import APP, Cluster, find_binaries

from bench.list_files import as_csv, as_xlsx
from bench.report import Row, Section
from bench.timing import Timing

LINES = 100_000
Measure = Callable[[str, Path], Iterator[dict[str, Any]]]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADINGS = (
    *("Sagsnr.", "Indsats", "Forvaltning", "Form", "Status", "Start", "Slutdato", "Samlet udgift"),
    *("Årets budget", "Årets prognose", "Projektleder", "Projektejer", "Formål", "Bemærkning", "Fase"),
)


def lines(count: int) -> Iterator[list[Any]]:
    """Lines with the faults that lists have: a word in a number, an exemption, an empty cell."""
    lights, units = ("Grøn", "Gul", "Rød"), ("Ældre", "Kultur", "Børn og Unge", "Teknik og Miljø")
    for at in range(count):
        begins = date(2024, 1, 1) + timedelta(days=at % 900)
        cost: Any = 50_000 + at * 7 % 3_000_000
        if at % 97 == 0:
            cost = "Fortroligt indtil udbud" if at % 2 else "cirka en million"
        yield [
            f"P-{at:06d}",
            f"Indsats nummer {at} om digital {units[at % 4].lower()}",
            units[at % 4],
            "Projekt" if at % 5 else "Program",
            lights[at % 3] if at % 11 else "",
            begins,
            begins + timedelta(days=200 + at % 500),
            cost,
            at * 3 % 400_000,
            at * 5 % 400_000,
            f"Konsulent {at % 211}",
            f"Chef {at % 37}",
            f"Borgerne skal kunne klare sag {at} selv, og det skal gå hurtigere end i dag.",
            "Går som planlagt" if at % 2 else "Venter på leverandøren",
            "Udvikling",
        ]


def measure(name: str, file: Path) -> Iterator[dict[str, Any]]:
    """One file through the door that people use: sent, shown, confirmed, and sent again."""
    from uuid import UUID  # noqa: PLC0415

    from samspil.apps.organisations.services import found_organisation  # noqa: PLC0415
    from samspil.apps.organisations.types import OrganisationKind  # noqa: PLC0415
    from samspil.apps.portfolio.services.importing import keeping  # noqa: PLC0415
    from samspil.apps.portfolio.services.importing.applying import apply_list  # noqa: PLC0415
    from samspil.apps.portfolio.services.importing.previewing import preview  # noqa: PLC0415
    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.kit.tenancy import scope  # noqa: PLC0415

    code = {"Excel": "0167", "CSV": "0175"}[name]  # each its own, where both are in one database
    owner = found_organisation(OrganisationKind.MUNICIPALITY, name, code)
    data, clock = file.read_bytes(), Clock()
    with scope.within([owner.pk]):
        sent = keeping.SentList(file.name, data, "Bench")
        upload = keeping.keep_list(owner.pk, sent, by=UUID(int=0), at=AT)
        yield clock.row(f"{name}: read, its shape found, and kept")
        seen = preview(upload, AT.date(), AT)
        digest, count = seen.digest, len(seen.consequences)
        yield clock.row(f"{name}: every line checked and weighed, every fault with its cell")
        # Whoever says yes sends the digest: nothing of what was seen is still held then.
        del seen
        counts = apply_list(upload, digest, AT.date(), By("bench", AT))
        assert counts["new"] == count > 0, counts
        yield clock.row(f"{name}: carried out: all weighed again, rows and journal written")
        again = keeping.keep_list(owner.pk, sent, by=UUID(int=0), at=AT)
        assert preview(again, AT.date(), AT).changes_nothing
        yield clock.row(f"{name}: the same list again, seen to change nothing")


class Clock:
    """Seconds since it was last asked, and the most memory held meanwhile, by us and by whom we started."""

    def __init__(self) -> None:
        self._begun, self._worked, self._most, self._over = perf_counter(), _worked(), 0, False
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over:
            self._most = max(self._most, _resident())
            sleep(0.02)

    def row(self, what: str) -> dict[str, Any]:
        """What was done since the last row."""
        spent, worked, most = perf_counter() - self._begun, _worked() - self._worked, self._most
        self._most, self._begun, self._worked = 0, perf_counter(), _worked()
        return {"what": what, "seconds": spent, "worked": worked, "megabytes": most / 1e6}


def _worked() -> float:
    """What the processor spent on us and on the process that opened a workbook; not on a database server."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def _resident() -> int:
    """Bytes held by us and by the process that opens a workbook."""
    ours = [*Path("/proc/self/task").glob("*/children")]
    children = [int(key) for file in ours for key in _text(file).split()]
    return sum(map(_held, (os.getpid(), *children)))


def _held(process: int) -> int:
    pages = _text(Path(f"/proc/{process}/statm")).split()
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if pages else 0


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""  # it has ended meanwhile


def sections() -> Iterator[Section]:
    """The section of the page."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(_files(Path(folder), LINES), Path(folder), "bench.lists")
    rows = [Row(one["what"], Timing(one["seconds"], one["seconds"])) for one in found["SQLite"]]
    yield Section("A list of 100,000 initiatives", "lists", rows, table(found))


def measured(files: dict[str, Path], home: Path, module: str) -> dict[str, list[dict[str, Any]]]:
    """What a module measures of some files, on each database that is here."""
    found = {"SQLite": run(files, home, module)}
    if find_binaries():
        with Cluster(lasting=True) as cluster:
            found["PostgreSQL"] = run(files, home, module, cluster)
    return found


def table(found: dict[str, list[dict[str, Any]]]) -> str:
    """A line for each step, two columns for each database."""
    heads = " | ".join(f"{name}, seconds (processor) | most memory" for name in found)
    lines = [f"| what | {heads} |", "| --- |" + " ---: |" * 2 * len(found)]
    for told in zip(*found.values(), strict=True):
        cells = (f"{one['seconds']:.1f} ({one['worked']:.1f}) | {one['megabytes']:.0f} MB" for one in told)
        lines.append(f"| {told[0]['what']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _files(folder: Path, count: int) -> dict[str, Path]:
    files = {kind: folder / f"liste.{kind}" for kind in ("xlsx", "csv")}
    files["xlsx"].write_bytes(as_xlsx("Portefølje", HEADINGS, lines(count)))
    files["csv"].write_bytes(as_csv(HEADINGS, lines(count)))
    return files


def run(
    files: dict[str, Path], home: Path, module: str, cluster: Cluster | None = None
) -> list[dict[str, Any]]:
    """Each kind of file in a process and a database of its own."""
    found = []
    for kind, file in files.items():
        around = {
            "DJANGO_SETTINGS_MODULE": "samspil.settings.dev",
            "SAMSPIL_HOME": str(home),
            "PYTHONPATH": "src:.",
        }
        filled = cluster.url() if cluster else f"sqlite://{home}/{kind}.sqlite3"
        asked = cluster.url(APP) if cluster else filled
        if cluster is None or kind == "xlsx":
            _run(module, "migrate", "", env={**around, "DATABASE_URL": filled})
        found += json.loads(_run(module, kind, str(file), env={**around, "DATABASE_URL": asked}))
    return found


def _run(module: str, *words: str, env: dict[str, str]) -> str:
    """In a process of its own; on a server the owner makes the tables, and a role that owns nothing asks."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def main(kind: str, file: str, measure: Measure) -> None:
    """The tables made, or one file measured and told."""
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    if kind == "migrate":
        call_command("migrate", verbosity=0)
    else:
        print(json.dumps(list(measure({"xlsx": "Excel", "csv": "CSV"}[kind], Path(file)))))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], measure)
