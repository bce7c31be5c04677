"""What a process holds, as the kernel counts it."""

from __future__ import annotations

from pathlib import Path


def pss_mb(pid: int | str = "self") -> float:
    """The memory that a process has to itself, its share of what it shares counted in (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0
