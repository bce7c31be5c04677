"""What was looked into further as plain data: what would help a model, and many variants of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from samspil.core.errors import Place, Problem
from samspil.core.simulation.explaining import Remedy, Tried, Waiting, helping_most_first, waiting
from samspil.core.simulation.results import Figure, Figures, Result, compared, figure
from samspil.core.simulation.sweeping import FRONTIER, frontier
from samspil.core.simulation.told import VERSION, digest
from samspil.core.simulation.told import figure_as_data as _figure
from samspil.core.simulation.trials import Trials
from samspil.core.simulation.varying import Chosen

HELD: Final = "held"  # meetings a year of all forums
Data = dict[str, Any]


def helped_as_data(trials: Trials, remedies: Sequence[Remedy]) -> Data:
    """Where the first waits, and what each remedy, tried after it, would change.

    The same trials give the same, to the byte; ``digest`` is of all the rest. Linear in models and runs.
    """
    first, *others = trials.results()
    assert first is not None
    tried = [
        Tried(remedy, compared(first, other))
        for remedy, other in zip(remedies, others, strict=True)
        if other is not None
    ]
    return _with_digest(
        {
            "version": VERSION,
            "runs": trials.played,
            "total": _figures(_total(first)),
            "overloaded": list(first.overloaded),
            "waiting": [_waiting(one) for one in waiting(first)],
            "tried": [_tried(one) for one in helping_most_first(tried)],
        }
    )


def varied_as_data(trials: Trials, chosen: Sequence[Sequence[Chosen]]) -> Data:
    """Each variant: what it gives, how that differs from the first, and whether no other beats it.

    The same trials give the same, to the byte; ``digest`` is of all the rest. Linear in models and runs,
    quadratic in variants.
    """
    results = trials.results()
    first = results[0]
    assert first is not None
    totals = [None if one is None else _total(one) for one in results]
    points = [{name: one[name].mean for name in FRONTIER} for one in totals if one is not None]
    beaten_by_none = iter(frontier(points))
    rows = [
        {
            "chosen": [{"sort": one.sort.value, "subject": one.subject, "value": one.value} for one in said],
            "total": {} if total is None else _figures(total),
            "differences": {} if result is None or at == 0 else _figures(compared(first, result)),
            "overloaded": [] if result is None else list(result.overloaded),
            "on_frontier": total is not None and next(beaten_by_none),
            "problems": [_problem(one) for one in trials.problems[at]],
        }
        for at, (said, result, total) in enumerate(zip(chosen, results, totals, strict=True))
    ]
    return _with_digest({"version": VERSION, "runs": trials.played, "rows": rows})


def _total(result: Result) -> Figures:
    """What is compared, and how many meetings are held a year."""
    return {**result.total, HELD: _held(result)}


def _held(result: Result) -> Figure:
    """The sum of means; nothing is said of how sure it is, since meetings go by the calendar."""
    return figure([sum(one.figures[HELD].mean for one in result.forums)])


def _figures(found: Figures) -> Data:
    return {name: _figure(value) for name, value in found.items()}


def _waiting(one: Waiting) -> Data:
    return {
        "forum": one.forum,
        "days": _figure(one.days),
        "share": round(one.share, 6),
        "causes": _figures(one.causes),
        "line": _line(one.place),
    }


def _tried(one: Tried) -> Data:
    remedy = one.remedy
    return {
        "what": remedy.what.value,
        "subjects": list(remedy.subjects),
        "before": remedy.before,
        "after": remedy.after,
        "changes": [[change.where, change.value] for change in remedy.changes],
        "differences": _figures(one.differences),
        "line": _line(remedy.place),
    }


def _line(place: Place) -> Data:
    return {"file": place.file, "line": place.line}


def _problem(one: Problem) -> Data:
    return {"code": one.code, "args": {name: str(said) for name, said in one.args.items()}}


def _with_digest(found: Data) -> Data:
    return {**found, "digest": digest(found)}
