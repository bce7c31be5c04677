"""The times of a log while they come from a file, in UTC once all are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from samspil.core.errors import Place, ProblemsError
from samspil.core.mining.log import HOUR, Integers
from samspil.core.mining.reading.files import How
from samspil.core.mining.reading.moments import NO_ZONE, in_utc, read_moments

_AT_ONCE: Final = 20_000  # moments that are read together


class Clocked:
    """Times as they come; all with a zone or all without, and no two zones in one log."""

    def __init__(self, file: str, how: How) -> None:
        self._file, self._how = file, how
        self._texts: list[bytes] = []
        self._lines: list[int] = []
        self._found: list[Integers] = []
        self._offsets: set[int] = set()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def writes_zones(self) -> bool:
        """Whether times are written with their zone."""
        return NO_ZONE not in self._offsets

    def add(self, texts: Sequence[bytes], lines: Sequence[int]) -> None:
        """Times with their lines."""
        self._texts.extend(texts)
        self._lines.extend(lines)
        self._count += len(texts)
        if len(self._texts) >= _AT_ONCE:
            self._read()

    def finish(self) -> Integers:
        """All of them in UTC: int64."""
        self._read()
        return np.concatenate(self._found) if self._found else np.zeros(0, dtype=np.int64)

    def _read(self) -> None:
        if not self._texts:
            return
        found = read_moments(self._texts)
        if found.unreadable is not None:
            text = self._texts[found.unreadable].decode("utf-8", "replace")
            raise ProblemsError.of("log_not_a_moment", self._place(found.unreadable), value=text[:80])
        self._refuse_other_zones(found.minutes)
        if self.writes_zones:
            self._found.append(found.local - found.minutes.astype(np.int64) * 60_000)
        else:
            self._found.append(in_utc(found.local, self._how.zone))
        self._texts, self._lines = [], []

    def _place(self, at: int) -> Place:
        return Place(self._file, self._lines[at])

    def _refuse_other_zones(self, minutes: Integers) -> None:
        """An hour's difference is summer time."""
        _, places = np.unique(minutes, return_index=True)
        for at in np.sort(places).tolist():
            one, line = int(minutes[at]), self._place(at)
            others = self._offsets - {one}
            if others and (NO_ZONE in others) != (one == NO_ZONE):
                raise ProblemsError.of("log_time_mixed", line)
            if one != NO_ZONE and others and not self._how.says_zone and _spread(others | {one}) > HOUR:
                first, second = _named(min(others | {one})), _named(max(others | {one}))
                raise ProblemsError.of("log_two_zones", line, first=first, second=second)
            self._offsets.add(one)


def _spread(minutes: set[int]) -> int:
    return (max(minutes) - min(minutes)) * 60_000


def _named(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
