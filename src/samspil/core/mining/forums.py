"""When a step of a log is taken by a forum: its meetings, when papers are due, how much goes on an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from samspil.core.errors import ProblemsError
from samspil.core.mining.log import DAY, EventLog, Integers
from samspil.core.mining.reading.moments import in_utc, in_zone

_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Forum:
    """A step that is taken at meetings only.

    Attributes:
        step: the name of the activity.
        meetings: when each day of meeting begins, in order: int64, milliseconds in UTC.
        papers: how long before that a matter must be ready, in milliseconds.
        agenda: how many matters a meeting takes; nothing where it takes all.
    """

    step: str
    meetings: Integers
    papers: int = 0
    agenda: int | None = None

    def __post_init__(self) -> None:
        if self.agenda is not None and self.agenda < 1:
            raise ProblemsError.of("log_no_agenda", value=str(self.agenda))


def meetings_on(days: Sequence[date], zone: str) -> Integers:
    """The beginning of each day by the clock of a zone, each once and in order.

    >>> meetings_on([date(1970, 1, 2)], "UTC").tolist()
    [86400000]
    """
    local = np.array(sorted({(day - _EPOCH).days for day in days}), dtype=np.int64) * DAY
    return in_utc(local, zone)


def days_seen(log: EventLog, step: str) -> tuple[date, ...]:
    """The days on which a step was taken: the meetings of a forum as the log shows them.

    Raises:
        ProblemsError: ``log_unknown_activity``.
    """
    if step not in log.activities:
        raise ProblemsError.of("log_unknown_activity", value=step, known=", ".join(log.activities[:20]))
    taken = log.at[log.activity == log.activities.index(step)]
    days = np.unique(in_zone(taken, log.zone) // DAY).tolist()
    return tuple(_EPOCH + timedelta(days=day) for day in days)
