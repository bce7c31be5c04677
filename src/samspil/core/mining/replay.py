"""A recorded log under other calendars: only what meetings made matters wait for is reckoned anew.

Each case is taken apart into what belongs to it and what the forum did. To the case belong when it came, the
way it took, every time between two steps that no forum governs, how many meetings later (or, with papers let
in late, earlier) than the first possible one it was taken, and how long after the beginning of that day. The
forum's is the first possible meeting: the first by whose deadline for papers the case was ready and whose
agenda had room. Put together again under the calendar of the log itself it is the log, to the millisecond;
under another calendar only the forum's part differs.

Cases are taken in the order in which they were ready, so that a full agenda falls on those who came last.
Source: science.md §1.5 (residual-preserving simulation).
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samspil.core.errors import ProblemsError
from samspil.core.mining.forums import Forum
from samspil.core.mining.log import EventLog


@dataclass(frozen=True, slots=True)
class Residual:
    """What is a case's own at a meeting: how many meetings from the first possible, and how long into it.

    Attributes:
        meetings: after the first possible one; below nought where it was let in late.
        after: milliseconds from the beginning of the day of meeting.
    """

    meetings: int
    after: int


@dataclass(frozen=True, slots=True, eq=False)
class Primitives:
    """A log taken apart: the log, and the residual of each event that a forum governs."""

    log: EventLog
    residuals: dict[int, Residual]


def take_apart(log: EventLog, forums: Sequence[Forum]) -> Primitives:
    """The primitives of a log under the calendars that made it.

    An event before a forum's first meeting, and the first of a case, are governed by nobody.

    Raises:
        ProblemsError: ``log_unknown_activity``, ``log_forum_twice``.

    O(events log events).
    """
    residuals: dict[int, Residual] = {}
    walk = _Walk(log, forums)
    for event, desk, ready in walk.ready():
        at = int(log.at[event])
        meeting = int(np.searchsorted(desk.forum.meetings, at, side="right")) - 1
        if meeting < 0:
            walk.done(event, at)
            continue
        residuals[event] = Residual(meeting - desk.first(ready), at - int(desk.forum.meetings[meeting]))
        desk.take(meeting)
        walk.done(event, at)
    return Primitives(log, residuals)


def put_together(primitives: Primitives, forums: Sequence[Forum]) -> EventLog:
    """The log that the same cases make under these calendars.

    Raises:
        ProblemsError: ``log_no_meeting_left`` where a calendar ends before the cases do.

    >>> from samspil.core.mining.log import log_of
    >>> log = log_of({"a": [("In", 0), ("Decide", 30), ("Out", 31)]})
    >>> seldom, often = Forum("Decide", np.array([30, 60])), Forum("Decide", np.array([10, 20, 30, 40]))
    >>> put_together(take_apart(log, [seldom]), [often]).at.tolist()
    [0, 10, 11]
    """
    log = primitives.log
    walk = _Walk(log, forums)
    for event, desk, ready in walk.ready():
        own = primitives.residuals.get(event)
        if own is None:
            walk.done(event, int(log.at[event]) + walk.shift_of(event))
            continue
        meeting = max(desk.first(ready) + own.meetings, 0)
        while meeting < len(desk.forum.meetings) and desk.forum.meetings[meeting] + own.after < ready:
            meeting += 1
        if meeting >= len(desk.forum.meetings):
            case = log.cases[int(np.searchsorted(log.starts, event, side="right")) - 1]
            raise ProblemsError.of("log_no_meeting_left", value=desk.forum.step, case=case)
        desk.take(meeting)
        walk.done(event, int(desk.forum.meetings[meeting]) + own.after)
    return walk.log()


class _Desk:
    """A forum and what stands on its agendas."""

    def __init__(self, forum: Forum) -> None:
        self.forum = forum
        self._taken: Counter[int] = Counter()

    def first(self, ready: int) -> int:
        """The first meeting that is possible for a case that is ready then; may be beyond the last."""
        meeting = int(np.searchsorted(self.forum.meetings, ready + self.forum.papers, side="left"))
        while self.forum.agenda is not None and self._taken[meeting] >= self.forum.agenda:
            meeting += 1
        return meeting

    def take(self, meeting: int) -> None:
        self._taken[meeting] += 1


class _Walk:
    """Events that a forum governs, in the order in which their cases are ready; all others move along."""

    def __init__(self, log: EventLog, forums: Sequence[Forum]) -> None:
        self._log = log
        self._desks = _desks(log, forums)
        self._shifts = np.zeros(log.events, dtype=np.int64)
        governed = np.isin(log.activity, list(self._desks))
        governed[log.starts[:-1]] = False
        self._heap: list[tuple[int, int]] = []
        events = np.flatnonzero(governed)
        cases = np.searchsorted(log.starts, events, side="right") - 1
        ends = log.starts[cases + 1]
        is_last = np.append(np.diff(cases) != 0, True)[: len(events)]
        until = np.where(is_last, ends, np.append(events[1:], 0)[: len(events)])
        self._next = dict(zip(events.tolist(), until.tolist(), strict=True))
        is_first = np.append(True, np.diff(cases) != 0)[: len(events)]
        for event in events[is_first].tolist():
            self._push(event)

    def _push(self, event: int) -> None:
        heapq.heappush(self._heap, (int(self._log.at[event - 1] + self._shifts[event - 1]), event))

    def ready(self) -> Iterator[tuple[int, _Desk, int]]:
        """Each event with its forum, and when its case was ready."""
        while self._heap:
            ready, event = heapq.heappop(self._heap)
            yield event, self._desks[int(self._log.activity[event])], ready

    def shift_of(self, event: int) -> int:
        """How much later than recorded the case was ready."""
        return int(self._shifts[event - 1])

    def done(self, event: int, at: int) -> None:
        """The event was then; what follows in its case comes as much later, until the next governed one."""
        until = self._next[event]
        self._shifts[event:until] = at - int(self._log.at[event])
        if until < self._log.events and self._log.starts[np.searchsorted(self._log.starts, until)] != until:
            self._push(until)

    def log(self) -> EventLog:
        """With all that moved."""
        return replace(self._log, at=self._log.at + self._shifts, begun=self._log.begun + self._shifts)


def _desks(log: EventLog, forums: Sequence[Forum]) -> dict[int, _Desk]:
    found: dict[int, _Desk] = {}
    for forum in forums:
        if forum.step not in log.activities:
            known = ", ".join(log.activities[:20])
            raise ProblemsError.of("log_unknown_activity", value=forum.step, known=known)
        number = log.activities.index(forum.step)
        if number in found:
            raise ProblemsError.of("log_forum_twice", value=forum.step)
        found[number] = _Desk(forum)
    return found
