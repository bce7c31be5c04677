"""The time of a soak: over both changes of the clock, with a leap between, as after a long sleep."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

AUTUMN = datetime(2026, 10, 23, 10, tzinfo=UTC)  # Danish clocks go back on the 25th, a Sunday
SPRING = datetime(2027, 3, 26, 10, tzinfo=UTC)  # and forth on the 28th
LEAPS_FROM = 180  # seconds; in a shorter one a deed sent again would find its key forgotten by the leap
WALKED = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Clock:
    """Any process of a soak that began at ``begun`` and takes ``seconds`` tells the same time."""

    begun: float
    seconds: float

    def now(self) -> datetime:
        """The first half of the soak is four days in October, the second four days in March."""
        half, gone = self.seconds / 2, time.time() - self.begun
        # What is still to be finished when its time is over happens at the pace of the wall: days that went
        # on flying by would outlive the keys of what was done at the end.
        late, gone = timedelta(seconds=max(0.0, gone - self.seconds)), min(gone, self.seconds)
        if self.seconds < LEAPS_FROM:
            return AUTUMN + WALKED * (gone / self.seconds) + late
        start, gone = (AUTUMN, gone) if gone < half else (SPRING, gone - half)
        return start + WALKED * (gone / half) + late

    def is_over(self) -> bool:
        """Has it lasted long enough?"""
        return time.time() - self.begun >= self.seconds
