"""Results as a page: docs/benchmarks.md, written whole, or only the sections that were measured again."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.timing import Timing

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
TEXTS = Path(__file__).parent / "texts"
PACKAGES = ("django", "pysqlite3", "pydantic", "ruamel.yaml", "holidays", "python-dateutil", "numba", "numpy")
_BREAK = "\n## "
_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing; ``calls`` were made in each timing."""

    what: str
    timing: Timing
    calls: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A table with a text about what it says; ``table`` where it has columns of its own."""

    title: str
    key: str
    rows: list[Row] = field(default_factory=list)
    table: str = ""


def write(sections: Iterable[Section], *, whole: bool) -> None:
    """Write the page whole, or put sections that were measured again in the place of the old ones."""
    before = "" if whole else PAGE.read_text()
    PAGE.write_text(page(before, [told(one) for one in sections]))


def page(before: str, measured: Iterable[str]) -> str:
    """The page with sections as they are told now; those of before that were not measured again stay."""
    kept = {_title(one): one for one in before.split(_BREAK)[1:]} if before else {}
    kept |= {_title(one): one.strip() for one in measured}
    head = ["# Benchmarks", (TEXTS / "head.md").read_text().strip(), machine()]
    return "\n\n".join([*head, *(f"## {one.strip()}" for one in kept.values())]) + "\n"


def told(section: Section) -> str:
    """A section with what it says, and what exactly was measured when."""
    text = (TEXTS / f"{section.key}.md").read_text().strip()
    measured = f"Measured on {datetime.now(UTC).date()}, {commit()}."
    return "\n\n".join([section.title, text, _table(section), measured])


def commit() -> str:
    """What was measured, as the repository knows it."""
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=7"]
    found = subprocess.run(asked, cwd=PAGE.parent, capture_output=True, text=True, check=False)
    return f"commit {found.stdout.strip()}" if found.returncode == 0 else "outside a repository"


def _title(section: str) -> str:
    return section.strip().partition("\n")[0]


def machine() -> str:
    """What it was measured on."""
    cores = sum(line.startswith("processor") for line in Path("/proc/cpuinfo").read_text().splitlines())
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Measured on {cores} cores, {platform.system()}, CPython {platform.python_version()}, {packages}."


def _table(section: Section) -> str:
    if section.table:
        return section.table
    lines = ["| what | median | slowest of the repeats |", "| --- | ---: | ---: |"]
    for row in section.rows:
        median, slowest = _say(row.timing.median / row.calls), _say(row.timing.slowest / row.calls)
        lines.append(f"| {row.what} | {median} | {slowest} |")
    return "\n".join(lines)


def _say(seconds: float) -> str:
    scale, unit = next((one for one in _UNITS if seconds >= one[0]), _UNITS[-1])
    return f"{seconds / scale:.3g} {unit}"
