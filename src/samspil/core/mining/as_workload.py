"""A workload file with what a log shows in the place of what it said; the rest of it stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samspil.core.errors import ProblemsError
from samspil.core.mining.fitting import Fitted

Written = dict[str, Any]


def with_fitted(
    written: Mapping[str, Any],
    fitted: Fitted,
    kind: str,
    steps: Mapping[tuple[str, str], str],
    source: str,
) -> Written:
    """The workload with a kind's arrivals, and how long some steps take, as a log shows them.

    All arrivals of the kind become one; what is known of its matters stays as the first of them said it.

    Args:
        written: a workload as its file says it.
        fitted: what the log shows.
        kind: what the log's matters are.
        steps: the log's name of each step that is taken from it, by route and key.
        source: where the parts that are taken from the log name it from.

    Raises:
        ProblemsError: ``fit_unknown_kind``, ``fit_unknown_step``, ``fit_unknown_activity``.
    """
    arrivals: Mapping[str, Any] = written["arrivals"]
    _refuse(written, fitted, kind, steps)
    said = next(one for one in arrivals.values() if one["kind"] == kind)
    known = {"facts": said["facts"]} if "facts" in said else {}
    others = {key: one for key, one in arrivals.items() if one["kind"] != kind}
    found: Written = {route: dict(each) for route, each in written.get("steps", {}).items()}
    for (route, step), activity in steps.items():
        takes = fitted.takes_as_written(activity)
        found[route][step] = {**found[route][step], "takes": takes, "source": source}
    return {
        **written,
        "arrivals": {**others, kind: {**fitted.arrivals_as_written(kind, source), **known}},
        "steps": found,
    }


def _refuse(
    written: Mapping[str, Any], fitted: Fitted, kind: str, steps: Mapping[tuple[str, str], str]
) -> None:
    kinds = sorted({one["kind"] for one in written["arrivals"].values()})
    if kind not in kinds:
        raise ProblemsError.of("fit_unknown_kind", kind=kind, known=", ".join(kinds))
    known = [f"{route}.{step}" for route, each in written.get("steps", {}).items() for step in each]
    timed = [one.step for one in fitted.taking]
    for (route, step), activity in steps.items():
        if f"{route}.{step}" not in known:
            raise ProblemsError.of("fit_unknown_step", step=f"{route}.{step}", known=", ".join(known))
        if activity not in timed:
            raise ProblemsError.of("fit_unknown_activity", activity=activity, known=", ".join(timed))
