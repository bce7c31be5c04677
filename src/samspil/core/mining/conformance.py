"""Did cases go as they should: which steps were skipped, came in another order, or do not belong?

The order says which steps every case should pass. A case follows it when its steps, in order of time, are
exactly those. What differs is told by the fewest steps that must be taken out or put in: a step that must be
put in was *skipped*, one that must be taken out is *extra*, one that is both came *out of its turn*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from samspil.core.errors import ProblemsError
from samspil.core.mining.log import EventLog
from samspil.core.mining.metrics import variants


@dataclass(frozen=True, slots=True)
class Conformance:
    """How many cases followed an order, and in how many each step departs from it.

    Attributes:
        cases: all.
        follow: those whose steps are exactly the order.
        skip: those with a skipped step; ``change``: with an extra one or one out of its turn.
        skipped: for each step of the order, in how many cases it was skipped.
        out_of_turn: for each step, in how many cases it came elsewhere.
        extra: for each other step, in how many cases it came.
    """

    cases: int
    follow: int
    skip: int
    change: int
    skipped: dict[str, int]
    out_of_turn: dict[str, int]
    extra: dict[str, int]


def conformance(log: EventLog, order: Sequence[str]) -> Conformance:
    """Hold a log against an order of steps.

    Raises:
        ProblemsError: ``log_unknown_activity`` for a step that no case has.

    O(variants x longest way x steps of the order).

    >>> from samspil.core.mining.log import log_of
    >>> found = conformance(log_of({"a": [("In", 0), ("Out", 5)], "b": [("Out", 1)]}), ["In", "Out"])
    >>> found.cases, found.follow, found.skip, found.skipped
    (2, 1, 1, {'In': 1})
    """
    for step in order:
        if step not in log.activities:
            known = ", ".join(log.activities[:20])
            raise ProblemsError.of("log_unknown_activity", value=step, known=known)
    counted: dict[str, Counter[str]] = {"skipped": Counter(), "out_of_turn": Counter(), "extra": Counter()}
    follow = skip = change = 0
    for variant in variants(log):
        missing, added = departures(variant.steps, order)
        elsewhere = missing & added
        follow += variant.cases * (not missing and not added)
        skip += variant.cases * bool(missing - added)
        change += variant.cases * bool(added)
        told = {"skipped": missing - elsewhere, "out_of_turn": elsewhere, "extra": added - elsewhere}
        for sort, steps in told.items():
            for step in steps:
                counted[sort][step] += variant.cases
    ordered = {
        sort: dict(sorted(one.items(), key=lambda item: (-item[1], item[0]))) for sort, one in counted.items()
    }
    return Conformance(len(log.cases), follow, skip, change, **ordered)


def departures(steps: Sequence[str], order: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """The fewest steps to put in and to take out so that a way becomes the order.

    >>> departures(("Out", "In"), ("In", "Out"))
    (Counter({'Out': 1}), Counter({'Out': 1}))
    """
    common = _longest_common(steps, order)
    return Counter(order) - Counter(common), Counter(steps) - Counter(common)


def _longest_common(steps: Sequence[str], order: Sequence[str]) -> list[str]:
    rows = [[0] * (len(order) + 1)]
    for step in steps:
        above, row = rows[-1], [0]
        for at, wanted in enumerate(order, start=1):
            row.append(above[at - 1] + 1 if step == wanted else max(above[at], row[-1]))
        rows.append(row)
    found: list[str] = []
    at = len(order)
    for here, before in zip(reversed(rows[1:]), reversed(rows[:-1]), strict=True):
        while at and here[at] == here[at - 1]:
            at -= 1
        if at and here[at] != before[at]:
            found.append(order[at - 1])
            at -= 1
    return found[::-1]
