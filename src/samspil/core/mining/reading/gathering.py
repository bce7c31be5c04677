"""Events while they come from a file, and the log that they become once all are there and fit together."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from samspil.core.errors import Place, ProblemsError
from samspil.core.mining.log import NOBODY, EventLog, Integers
from samspil.core.mining.reading.clocked import Clocked
from samspil.core.mining.reading.files import How

_COMPLETE, _START, _OTHER = 0, 1, 2
_TRANSITIONS: Final = {None: _COMPLETE, b"": _COMPLETE, b"complete": _COMPLETE, b"start": _START}


class _Numbers(dict[bytes | None, int]):
    """A number for each name, in the order in which they come; nobody has none."""

    def __init__(self) -> None:
        super().__init__({None: NOBODY, b"": NOBODY})

    def __missing__(self, name: bytes | None) -> int:
        self[name] = number = len(self) - 2
        return number

    def names(self) -> tuple[str, ...]:
        """All names that have a number."""
        return tuple(name.decode("utf-8", "replace") for name in list(self)[2:] if name is not None)


@dataclass(slots=True)
class Rows:
    """Some events of one case or of several, as they are written: each list has one of each."""

    activities: list[bytes | None] = field(default_factory=list)
    times: list[bytes | None] = field(default_factory=list)
    resources: list[bytes | None] = field(default_factory=list)
    transitions: list[bytes | None] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Events that are not in the log, and why."""

    other_transitions: int = 0
    unfinished: int = 0
    without_case: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """A log, and how it was read.

    Attributes:
        sort: ``xes``, ``ocel`` or ``csv``.
        columns: which heading was taken for what, of a CSV file.
        case_type: which type of object is a case, of an OCEL file.
        writes_zones: whether times are written with their zone.
    """

    log: EventLog
    sort: str
    left_out: LeftOut = LeftOut()
    columns: dict[str, str] = field(default_factory=dict)
    case_type: str | None = None
    writes_zones: bool = True


class Gathered:
    """Events as they come; `finish` makes a log of them.

    Raises:
        ProblemsError: from all that adds: ``log_event_without_name``, ``log_event_without_time``,
            ``log_not_a_moment``, ``log_time_mixed``, ``log_two_zones``; each with its line.
    """

    def __init__(self, file: str, how: How) -> None:
        self.file, self.how = file, how
        self.cases: dict[str, int] = {}
        self.unfinished = 0
        self._activities, self._resources = _Numbers(), _Numbers()
        self._case, self._activity, self._resource = array("i"), array("i"), array("i")
        self._transition, self._line = array("b"), array("i")
        self._times = Clocked(file, how)
        self._begun = Clocked(file, how)

    def place(self, line: int) -> Place:
        """A line of the file."""
        return Place(self.file, line)

    def add(self, cases: Sequence[int], rows: Rows, begun: Sequence[bytes] = ()) -> None:
        """Events with their case's number, and where they say it when they began (else empty)."""
        self._refuse_gaps(rows)
        self._case.extend(cases)
        self._activity.extend([self._activities[name] for name in rows.activities])
        self._resource.extend([self._resources[name] for name in rows.resources])
        self._transition.extend([_transition(said) for said in rows.transitions])
        self._line.extend(rows.lines)
        self._times.add([said or b"" for said in rows.times], rows.lines)
        if begun:
            self._begun.add(begun, rows.lines)

    def _refuse_gaps(self, rows: Rows) -> None:
        for named, code in ((rows.activities, "name"), (rows.times, "time")):
            if all(named):
                continue
            line = rows.lines[next(at for at, said in enumerate(named) if not said)]
            if code == "name":
                raise ProblemsError.of("log_event_without_name", self.place(line))
            raise ProblemsError.of("log_event_without_time", self.place(line))

    def finish(self, sort: str) -> Read:
        """The log, whole and in order.

        Raises:
            ProblemsError: ``log_empty``, ``log_out_of_order``, ``log_no_end``, ``log_ends_before_it_begins``.
        """
        if not self._case:
            raise ProblemsError.of("log_empty", self.place(1))
        at = self._times.finish()
        told = (self._case, self._activity, self._resource, self._transition, self._line)
        case, activity, resource, transition, line = (np.frombuffer(one, dtype=one.typecode) for one in told)
        begun = self._begun.finish() if len(self._begun) else at
        rows = _Arrays(case, activity, resource, transition, line, at, begun)
        in_order = rows.sorted_by_time() if self.how.by_time or sort != "xes" else rows.by_case()
        paired, unfinished = _paired(in_order, self)
        others = int((paired.transition == _OTHER).sum())
        kept = paired.chosen(paired.transition == _COMPLETE)
        self._refuse_disorder(kept)
        says_begun = bool(len(self._begun)) or bool((rows.transition == _START).any())
        log = self._log(kept, says_begun)
        return Read(
            log, sort, LeftOut(others, unfinished + self.unfinished), writes_zones=self._times.writes_zones
        )

    def _refuse_disorder(self, rows: _Arrays) -> None:
        if not len(rows.at):
            raise ProblemsError.of("log_empty", self.place(1))
        back = np.flatnonzero((np.diff(rows.at) < 0) & (np.diff(rows.case) == 0))
        if len(back):
            place, case, activity = self.told(rows, int(back[0]) + 1)
            raise ProblemsError.of("log_out_of_order", place, case=case, activity=activity)
        late = np.flatnonzero(rows.begun > rows.at)
        if len(late):
            place, case, activity = self.told(rows, int(late[0]))
            raise ProblemsError.of("log_ends_before_it_begins", place, case=case, activity=activity)

    def told(self, rows: _Arrays, at: int) -> tuple[Place, str, str]:
        """Where an event stands, and which case and activity it is of."""
        case = list(self.cases)[int(rows.case[at])]
        return self.place(int(rows.line[at])), case, self._activities.names()[int(rows.activity[at])]

    def _log(self, rows: _Arrays, says_begun: bool) -> EventLog:
        """Cases of which nothing is left are not in it."""
        sizes = np.bincount(rows.case, minlength=len(self.cases))
        names = [name for name, size in zip(self.cases, sizes.tolist(), strict=True) if size]
        return EventLog(
            starts=np.concatenate([[0], np.cumsum(sizes[sizes > 0])]).astype(np.int64),
            activity=rows.activity.astype(np.int32),
            at=rows.at,
            begun=rows.begun,
            resource=rows.resource.astype(np.int32),
            cases=tuple(names),
            activities=self._activities.names(),
            resources=self._resources.names(),
            zone=self.how.zone,
            says_begun=says_begun,
        )


def _transition(said: bytes | None) -> int:
    return _TRANSITIONS.get(said.lower() if said else None, _OTHER)


@dataclass(frozen=True, slots=True, eq=False)
class _Arrays:
    """Events as arrays of the same length."""

    case: Integers
    activity: Integers
    resource: Integers
    transition: Integers
    line: Integers
    at: Integers
    begun: Integers

    def chosen(self, rows: Integers) -> _Arrays:
        return _Arrays(
            *(self.case[rows], self.activity[rows], self.resource[rows], self.transition[rows]),
            *(self.line[rows], self.at[rows], self.begun[rows]),
        )

    def by_case(self) -> _Arrays:
        is_grouped = bool((np.diff(self.case) >= 0).all())
        return self if is_grouped else self.chosen(np.argsort(self.case, kind="stable"))

    def sorted_by_time(self) -> _Arrays:
        return self.chosen(np.lexsort((self.at, self.case)))


def _paired(rows: _Arrays, gathered: Gathered) -> tuple[_Arrays, int]:
    """Each end with the beginning that belongs to it: of its activity, the earliest that has no end yet."""
    if not (rows.transition == _START).any():
        return rows, 0
    begun, is_open = rows.begun.copy(), np.zeros(len(rows.at), dtype=bool)
    waiting: dict[tuple[int, int], list[int]] = defaultdict(list)
    listed = zip(rows.case.tolist(), rows.activity.tolist(), rows.transition.tolist(), strict=True)
    for at, (case, activity, transition) in enumerate(listed):
        if transition == _START:
            waiting[case, activity].append(at)
            is_open[at] = True
        elif transition == _COMPLETE and (begins := waiting[case, activity]):
            first = begins.pop(0)
            begun[at], is_open[first] = rows.at[first], False
    left = np.flatnonzero(is_open)
    if len(left) and not gathered.how.leaves_out_unfinished:
        place, of_case, step = gathered.told(rows, int(left[np.argmin(rows.line[left])]))
        raise ProblemsError.of("log_no_end", place, case=of_case, activity=step)
    return replace(rows, begun=begun).chosen(rows.transition != _START), len(left)
