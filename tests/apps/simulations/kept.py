"""A comparison as it is kept, made by hand: small, and shown by every page about comparisons."""

from __future__ import annotations

from typing import Any


def kept(word: str = "Model") -> dict[str, Any]:
    """The fields of a run that are shaped: a model that holds today and another, by a word."""
    return {"inputs": _inputs(word), "files": _files(), "result": _result(), "method": "simulation 1"}


def _files() -> dict[str, Any]:
    """Of no model that can be read: what is shown of it was kept beside it."""
    return {"models": [{"key": "x", "files": {"x": {"model.yaml": "key: x"}}}] * 2, "workload": "{}"}


def _inputs(word: str) -> dict[str, Any]:
    name = dict.fromkeys(("da", "en", "nb"), word)
    named = {"kinds": {"idea": name}, "forums": {"board": name}, "roles": {}}
    change = {"forum": "board", "rhythm": "month", "agenda": 5, "papers": None}
    model = {"ref": "x", "key": "x", "number": "1.0", "digest": "0" * 64, "name": name, **named}
    return {
        "models": [
            {**model, "sort": "today", "changes": []},
            {**model, "sort": "changed", "changes": [change]},
        ],
        "sources": {"assumed": 1, "all": 1},
        "workload_key": "association",
        "counted": {},
        "left_out": [],
        "assumed": [],
    }


def _result() -> dict[str, Any]:
    models = [_model(40.0), _model(28.0)]
    names = models[0]["total"]
    differs = {name: figure(-12.0 if name == "median_days" else 0.0, 2.0) for name in names}
    return {
        "version": "simulation 1",
        "runs": 20,
        "models": models,
        "differences": [differs],
        "digest": "0" * 64,
    }


def _model(days: float) -> dict[str, Any]:
    shares = {name: figure(0.9, 0.01) for name in ("in_time", "locally", "passes")}
    numbers = {name: figure(12.0, 1.0) for name in ("taking_part", "ended", "under_way", "hours")}
    long = {name: figure(days, 2.0) for name in ("median_days", "lead_days")}
    levels = ("0.05", "0.1", "0.25", "0.5", "0.75", "0.8", "0.9", "0.95")
    kind = {
        "key": "idea",
        "stands_for": "idea",
        **shares,
        **numbers,
        "quantiles": {level: days * (0.5 + at / 10) for at, level in enumerate(levels)},
        "waits_days": {"meeting": figure(days / 2, 1.0), "work": figure(days / 2, 1.0)},
        "ends": {},
        "decided": {"forum": 1.0},
    }
    room = {name: figure(4.0, 0.1) for name in ("held", "items", "load", "hours")}
    return {
        "key": "x",
        "digest": "0" * 64,
        "total": {**long, **shares, **numbers},
        "overloaded": [],
        "unmeasured": 1,
        "people_steps": 2,
        "kinds": [kind],
        "forums": [{"key": "board", **room}],
    }


def figure(mean: float, half: float) -> dict[str, float]:
    """A mean with its interval."""
    return {"mean": mean, "low": mean - half, "high": mean + half}
