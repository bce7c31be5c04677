"""An event log as whole numbers: what happened to which case, when it ended, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
NOBODY: Final = -1
SECOND: Final = 1000
HOUR: Final = 3600 * SECOND
DAY: Final = 24 * HOUR


@dataclass(frozen=True, slots=True, eq=False)
class EventLog:
    """Cases in the order in which they came in the file; the events of a case in order of time.

    The events of case i are ``starts[i]:starts[i + 1]``. Moments are milliseconds since 1970 in UTC.

    Attributes:
        starts: int64[cases + 1].
        activity: int32[events], a place in ``activities``.
        at: int64[events], when it was over.
        begun: int64[events], when it began; ``at`` where the log does not say.
        resource: int32[events], a place in ``resources``, or ``NOBODY``.
        cases: what each case is called.
        zone: by whose clock days, weekdays and hours are told.
        says_begun: whether the log says of any event when it began.
    """

    starts: Integers
    activity: Integers
    at: Integers
    begun: Integers
    resource: Integers
    cases: tuple[str, ...]
    activities: tuple[str, ...]
    resources: tuple[str, ...]
    zone: str = "Europe/Copenhagen"
    says_begun: bool = field(default=False)

    @property
    def events(self) -> int:
        """How many events."""
        return len(self.at)

    @property
    def case_of_each(self) -> Integers:
        """The case that each event belongs to: int64[events]."""
        return np.repeat(np.arange(len(self.cases)), np.diff(self.starts))

    def same_as(self, other: EventLog) -> bool:
        """Whether two logs say the same, to the millisecond.

        >>> log_of({"a": [("Come in", 0)]}).same_as(log_of({"a": [("Come in", 1)]}))
        False
        """
        return (
            (self.cases, self.activities, self.resources) == (other.cases, other.activities, other.resources)
            and (self.zone, self.says_begun) == (other.zone, other.says_begun)
            and all(
                np.array_equal(getattr(self, name), getattr(other, name))
                for name in ("starts", "activity", "at", "begun", "resource")
            )
        )

    def of_cases(self, chosen: Integers) -> EventLog:
        """Only these cases, in the order given, with all names of activities and resources.

        >>> log_of({"a": [("X", 0)], "b": [("Y", 1)]}).of_cases(np.array([1])).cases
        ('b',)
        """
        sizes = np.diff(self.starts)[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        rows = np.arange(starts[-1]) + np.repeat(self.starts[chosen] - starts[:-1], sizes)
        return EventLog(
            *(starts, self.activity[rows], self.at[rows], self.begun[rows], self.resource[rows]),
            cases=tuple(self.cases[one] for one in chosen.tolist()),
            activities=self.activities,
            resources=self.resources,
            zone=self.zone,
            says_begun=self.says_begun,
        )


def log_of(cases: dict[str, list[tuple[str, int]]], zone: str = "Europe/Copenhagen") -> EventLog:
    """A small log from what happened to each case and when, in milliseconds.

    >>> log_of({"a": [("Come in", 0), ("Decide", 5)], "b": [("Come in", 3)]}).activity.tolist()
    [0, 1, 0]
    """
    names: dict[str, int] = {}
    coded = [names.setdefault(name, len(names)) for events in cases.values() for name, _ in events]
    at = np.array([when for events in cases.values() for _, when in events], dtype=np.int64)
    sizes = [len(events) for events in cases.values()]
    return EventLog(
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        activity=np.array(coded, dtype=np.int32),
        at=at,
        begun=at.copy(),
        resource=np.full(len(at), NOBODY, dtype=np.int32),
        cases=tuple(cases),
        activities=tuple(names),
        resources=(),
        zone=zone,
    )
