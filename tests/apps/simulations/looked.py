"""What was looked into further as it is kept, made by hand: small, and shown by the pages about it."""

from __future__ import annotations

from typing import Any

from tests.apps.simulations.kept import figure, kept

MODEL = "rule: FREQ=MONTHLY\nagenda: room\n"


def looked(**said: Any) -> dict[str, Any]:
    """The fields of a run that looks into the first model of a comparison."""
    inputs = {**kept()["inputs"], "of": 0, "varied": []}
    files = {"models": [{"key": "x", "files": {"x": {"model.yaml": MODEL}}}] * 2, "workload": "{}"}
    return {"inputs": inputs, "files": files, "method": "simulation 1", "runs": 20, **said}


def helped() -> dict[str, Any]:
    """The board is waited for; a meeting more helps, an item more does not."""
    return {
        "version": "simulation 1",
        "runs": 20,
        "total": _total(40.0),
        "overloaded": [],
        "waiting": [
            {
                "forum": "board",
                "days": figure(120.0, 5.0),
                "share": 0.75,
                "causes": {"meeting": figure(90.0, 5.0), "papers": figure(30.0, 5.0)},
                "line": {"file": "x/model.yaml", "line": 1},
            }
        ],
        "tried": [_tried("meeting", 4, 5, -8.0), _tried("item", 10, 11, 0.0), _tried("consent", 5, 4, 0.0)],
        "digest": "0" * 64,
    }


def _tried(what: str, before: int, after: int, days: float) -> dict[str, Any]:
    apart = {"lead_days": figure(days, 1.0), "passes": figure(0.0, 0.01), "hours": figure(3.0, 1.0)}
    line = {"file": "x/parameters.yaml", "line": 2}
    told = {"what": what, "subjects": ["board"], "before": before, "after": after}
    return {**told, "changes": [], "differences": apart, "line": line}


def varied() -> dict[str, Any]:
    """The model as it is, twice as quick with a meeting a month, and one that cannot be."""
    monthly = {"sort": "rhythm", "subject": "board", "value": "month"}
    none = {"sort": "agenda", "subject": "board", "value": "0"}
    apart = {name: figure(-20.0 if name == "median_days" else 0.0, 1.0) for name in _total(0.0)}
    problem = {"code": "too_many_variants", "args": {"number": "2", "most": "1"}}
    return {
        "version": "simulation 1",
        "runs": 20,
        "rows": [
            _row([], _total(40.0), {}, best=True),
            _row([monthly], _total(20.0, held=12.0), apart, best=True),
            _row([none], {}, {}, best=False, problems=[problem]),
        ],
        "digest": "0" * 64,
    }


def _row(chosen: list[Any], total: Any, apart: Any, *, best: bool, problems: Any = ()) -> dict[str, Any]:
    told = {"chosen": chosen, "total": total, "differences": apart, "overloaded": []}
    return {**told, "on_frontier": best, "problems": list(problems)}


def _total(days: float, held: float = 4.0) -> dict[str, Any]:
    shares = {name: figure(0.9, 0.01) for name in ("approved", "passes", "locally")}
    long = {name: figure(days, 1.0) for name in ("median_days", "lead_days")}
    return {**long, **shares, "held": {"mean": held, "low": None, "high": None}, "hours": figure(12.0, 1.0)}
