"""What the processors did meanwhile: seconds of some processes, as the kernel counts them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def of_process(pid: int) -> float:
    """Seconds that a process has spent, by itself and in the kernel."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICK if fields else 0.0


def children(pid: int) -> list[int]:
    """The processes that another started and that are still there."""
    found = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return [one for one in found if (fields := _stat(one)) and int(fields[1]) == pid]


def parent(pid: int) -> int:
    """Who started a process."""
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def of_children(pid: int) -> float:
    """Seconds that all processes have spent which another started."""
    return sum(of_process(one) for one in children(pid)) if pid else 0.0


class Spending:
    """What the server, its database and whoever asks (this process) spend while something goes on."""

    def __init__(self, server: int, database: int) -> None:
        self._server, self._database = server, database
        self._before = self._now()

    def begin(self) -> None:
        """From here."""
        self._before = self._now()

    def end(self) -> dict[str, float]:
        """Seconds since the beginning."""
        return {who: spent - self._before[who] for who, spent in self._now().items()}

    def _now(self) -> dict[str, float]:
        return {
            "server": of_children(self._server),
            "database": of_children(self._database),
            "people": of_process(os.getpid()),
        }


def each(spent: Mapping[str, float], count: int) -> dict[str, float]:
    """Milliseconds for each of so many."""
    return {who: round(seconds / max(count, 1) * 1000, 2) for who, seconds in spent.items()}


def _stat(pid: int) -> list[str]:
    """From the state of the process on; its name may hold anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
