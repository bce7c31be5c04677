"""What a trial came to as plain data: to be kept, to be read by machines, and to be put into words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, Final

import numpy as np

from samspil.core.governance.language.routes import Do
from samspil.core.simulation.loop import ground as g
from samspil.core.simulation.results import Figure, KindResult, Result, compared, figure, quantile
from samspil.core.simulation.runs import Run
from samspil.core.simulation.trial import Trial

VERSION: Final = "simulation 1"
LEVELS: Final = (0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95)
Data = dict[str, Any]


def as_data(trial: Trial) -> Data:
    """The whole of it: each model, and what differs from the first.

    The same trial gives the same, to the byte; ``digest`` is of all the rest.

    Complexity: linear in models, runs and kinds.
    """
    results = trial.results()
    medians = [[_median(one, run) for run in runs] for one, runs in zip(results, trial.runs, strict=True)]
    local = [[_decided_in(one, run) for run in runs] for one, runs in zip(results, trial.runs, strict=True)]
    found: Data = {
        "version": VERSION,
        "runs": trial.played,
        "models": [
            _model(trial, at, one, {"median_days": medians[at], "locally": local[at]})
            for at, one in enumerate(results)
        ],
        "differences": [
            {
                **{name: figure_as_data(value) for name, value in compared(results[0], one).items()},
                "median_days": _pairs(medians[0], medians[at]),
                "locally": _pairs(local[0], local[at]),
            }
            for at, one in enumerate(results)
            if at
        ],
    }
    return {**found, "digest": digest(found)}


def digest(data: Mapping[str, Any]) -> str:
    """What stands for plain data, whatever the order of its keys."""
    written = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _pairs(one: Sequence[float], other: Sequence[float]) -> Data:
    return figure_as_data(figure(b - a for a, b in zip(one, other, strict=True)))


def _model(trial: Trial, at: int, one: Result, by_run: Mapping[str, Iterable[float]]) -> Data:
    model, case = one.world.model, trial.cases[at]
    total = {**one.total, **{name: figure(values) for name, values in by_run.items()}}
    return {
        "key": model.key,
        "digest": model.digest,
        "total": {name: figure_as_data(value) for name, value in total.items()},
        "overloaded": list(one.overloaded),
        "unmeasured": case.unmeasured,
        "people_steps": case.people_steps,
        "kinds": [_kind(one, kind, case.kinds[kind.kind], trial.runs[at]) for kind in one.kinds],
        "forums": [
            {"key": body.key, **{name: figure_as_data(value) for name, value in body.figures.items()}}
            for body in one.forums
            if body.figures["items"].mean
        ],
    }


def _kind(result: Result, kind: KindResult, stands_for: str, runs: Sequence[Run]) -> Data:
    rows = _rows(result, kind.kind)
    size = max(run.sums["lead"].shape[1] for run in runs)
    lead = sum(_padded(run.sums["lead"][rows].sum(axis=0), size) for run in runs)
    return {
        "key": kind.kind,
        "stands_for": stands_for,
        **{name: figure_as_data(value) for name, value in kind.figures.items()},
        "quantiles": {str(level): _number(quantile(lead, level)) for level in LEVELS},
        "waits_days": {name: figure_as_data(value) for name, value in kind.waits.items()},
        "ends": {name: _number(share) for name, share in kind.ends.items()},
        "decided": {decider.value: _number(share) for decider, share in kind.deciders.items()},
    }


def _padded(counted: Any, size: int) -> Any:
    return np.pad(counted, (0, size - len(counted)))


def _rows(result: Result, kind: str | None = None) -> list[int]:
    """The sources of a kind, or all; not those that were under way at the start."""
    fixed = result.world.fixed["source"]
    kinds = result.world.kinds
    return [at for at, one in enumerate(kinds) if kind in (None, one) and not fixed[at, g.UNDER_WAY]]


def _median(result: Result, run: Run) -> float:
    """Days within which half of all matters of a run were decided."""
    return quantile(run.sums["lead"][_rows(result)].sum(axis=0), 0.5)


def _decided_in(result: Result, run: Run) -> float:
    """The share of matters of a run that were decided by somebody, and locally: by one person or a member."""
    decided = run.sums["decided"][_rows(result)].sum(axis=0)
    whole = int(decided[:-1].sum())
    if not whole:
        return float("nan")
    steps = result.world.model.program.steps
    local = (one.index for one in steps if one.spec.do is Do.CONSENT or not one.body.is_forum)
    return sum(int(decided[index]) for index in local) / whole


def figure_as_data(value: Figure) -> Data:
    """A mean and its interval; nothing where there is none."""
    return {"mean": _number(value.mean), "low": _number(value.low), "high": _number(value.high)}


def _number(value: float) -> float | None:
    """Six decimals; nothing where there was nothing to count, or no interval."""
    return round(value, 6) if isfinite(value) else None
