"""Results as a page: docs/benchmarks.md, written whole each time."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from bench.timing import Timing

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
TEXTS = Path(__file__).parent / "texts"
PACKAGES = ("django", "pysqlite3", "pydantic", "ruamel.yaml", "holidays", "python-dateutil", "numba", "numpy")
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


def write(sections: Iterable[Section]) -> None:
    """Write the page."""
    PAGE.write_text(text(sections))


def text(sections: Iterable[Section]) -> str:
    """The page, or a part of it."""
    parts = ["# Benchmarks", (TEXTS / "head.md").read_text().strip(), machine()]
    for section in sections:
        parts += [f"## {section.title}", (TEXTS / f"{section.key}.md").read_text().strip(), _table(section)]
    return "\n\n".join(parts) + "\n"


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
