"""Did cases go as they should: which steps were skipped, taken again, or taken out of their turn?

The order says which steps every case should pass. Steps that are not in it may come in between; they are
told, and no departure. A case follows the order when its other steps, in order of time, are exactly those.
What differs is told by the fewest steps that must be put in or taken out: a step that must be put in was
*skipped*, one that must be taken out was taken *again*, one that is both came *out of its turn*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.mining.log import EventLog
from samspil.core.mining.metrics import variants

_SORTS: Final = ("skipped", "out_of_turn", "again", "others")


@dataclass(frozen=True, slots=True)
class Conformance:
    """How many cases followed an order, and in how many each step departs from it.

    Attributes:
        cases: all.
        follow: those that follow the order.
        skip: those with a skipped step.
        change: those with a step taken again or out of its turn.
        skipped: for each step of the order, in how many cases it was skipped.
        out_of_turn: for each, in how many cases it came elsewhere.
        again: for each, in how many cases it came once more.
        others: for each step that is not in the order, in how many cases it came.
    """

    cases: int
    follow: int
    skip: int
    change: int
    skipped: dict[str, int]
    out_of_turn: dict[str, int]
    again: dict[str, int]
    others: dict[str, int]


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
    counted: dict[str, Counter[str]] = {sort: Counter() for sort in _SORTS}
    totals = Counter({"follow": 0, "skip": 0, "change": 0})
    for variant in variants(log):
        found = _departing(variant.steps, order)
        totals["follow"] += variant.cases * (not any(found[sort] for sort in _SORTS[:3]))
        totals["skip"] += variant.cases * bool(found["skipped"])
        totals["change"] += variant.cases * bool(found["out_of_turn"] or found["again"])
        for sort, steps in found.items():
            counted[sort].update(dict.fromkeys(steps, variant.cases))
    ordered = {
        sort: dict(sorted(one.items(), key=lambda item: (-item[1], item[0]))) for sort, one in counted.items()
    }
    kinds = totals["follow"], totals["skip"], totals["change"]
    return Conformance(len(log.cases), *kinds, *(ordered[sort] for sort in _SORTS))


def _departing(steps: Sequence[str], order: Sequence[str]) -> dict[str, Counter[str]]:
    """What departs in a way, by sort."""
    missing, added = departures([step for step in steps if step in order], order)
    elsewhere = missing & added
    others = Counter(step for step in steps if step not in order)
    told = (missing - elsewhere, elsewhere, added - elsewhere, others)
    return dict(zip(_SORTS, told, strict=True))


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
