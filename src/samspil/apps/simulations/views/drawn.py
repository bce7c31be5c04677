"""A comparison as pictures: how days spread for each kind of matter, and where they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.simulations.views.figures import DAYS, SHARE, amount
from samspil.apps.simulations.views.named import in_language, name_of
from samspil.core.simulation.pictures import Part, Said, Stack, Strip, stacks_picture, strips_picture

Data = Mapping[str, Any]
# In the order in which they are stacked: what rules and calendars do first, then what people do.
CAUSES: Final[Mapping[str, str | Promise]] = {
    "meeting": gettext_lazy("waits for a meeting"),
    "papers": gettext_lazy("too late for the papers"),
    "agenda": gettext_lazy("the agenda is full"),
    "quorum": gettext_lazy("too few came"),
    "agreement": gettext_lazy("not agreed"),
    "in_writing": gettext_lazy("decided in writing"),
    "people": gettext_lazy("waits for people"),
    "work": gettext_lazy("the work itself"),
    "members": gettext_lazy("the members' answers"),
    "requester": gettext_lazy("whoever brought the matter"),
}


def kinds_drawn(run: Any) -> list[dict[str, Any]]:
    """For each kind of the workload: its name, a picture of all models, and the same as a table."""
    models, results = run.inputs["models"], run.result["models"]
    found = []
    for kind in [one["stands_for"] for one in results[0]["kinds"]]:
        each = [_of_kind(result, kind) for result in results]
        lines = [_line(model, one) for model, one in zip(models, each, strict=True) if one is not None]
        found.append(
            {
                "key": kind,
                "name": in_language(models[0]["kinds"].get(kind, {"da": kind})),
                "picture": _strips(kind, models, each),
                "lines": lines,
            }
        )
    return found


def _of_kind(result: Data, kind: str) -> Data | None:
    return next((one for one in result["kinds"] if one["stands_for"] == kind), None)


def _line(model: Data, one: Data) -> dict[str, Any]:
    days = one["quantiles"]
    return {
        "model": name_of(model),
        "middle": amount(days["0.5"], DAYS),
        "most": amount(days["0.8"], DAYS),
        "nearly_all": amount(days["0.95"], DAYS),
        "in_time": amount(one["in_time"]["mean"], SHARE),
        "passes": amount(one["passes"]["mean"], SHARE),
    }


def _strips(kind: str, models: Sequence[Data], each: Sequence[Data | None]) -> SafeString:
    strips = []
    for model, one in zip(models, each, strict=True):
        if one is None or one["quantiles"]["0.5"] is None:
            continue
        days, name = one["quantiles"], name_of(model)
        said = _(
            "%(model)s: half within %(middle)s, four in five within %(most)s, nine in ten within %(end)s"
        )
        told = said % {
            "model": name,
            "middle": amount(days["0.5"], DAYS),
            "most": amount(days["0.8"], DAYS),
            "end": amount(days["0.9"], DAYS),
        }
        strips.append(Strip(name, told, (days["0.1"], days["0.9"]), days["0.5"], days["0.8"]))
    key = (("middle", _("half are decided by here")), ("most", _("four in five are decided by here")))
    beside = Said(
        _("Days to a decision, model by model"),
        _("Each band holds all but the quickest and the slowest tenth; the table below says the same."),
        key,
    )
    drawn = strips_picture(f"strips-{kind.replace('_', '-')}", strips, beside) if strips else ""
    return mark_safe(drawn)  # nosec B308 B703 – the picture escapes every text


def days_drawn(run: Any) -> dict[str, Any]:
    """Where the days of a matter go, all kinds together: the picture, and the same as a table."""
    models, results = run.inputs["models"], run.result["models"]
    every = [_days(result) for result in results]
    known = [cause for cause in CAUSES if any(one.get(cause) for one in every)]
    stacks = []
    for model, days in zip(models, every, strict=True):
        parts = tuple(
            Part(cause, days.get(cause, 0.0), f"{CAUSES[cause]}: {amount(days.get(cause, 0.0), DAYS)}")
            for cause in known
        )
        said = f"{name_of(model)}. {'; '.join(one.said for one in parts)}"
        stacks.append(Stack(name_of(model), said, parts))
    key = tuple((cause, str(CAUSES[cause])) for cause in known)
    beside = Said(
        _("Where the days go, model by model"),
        _("Each bar is a matter's days on average, from when it is brought; the table below says the same."),
        key,
    )
    rows = [
        {"cause": CAUSES[cause], "cells": [amount(one.get(cause, 0.0), DAYS) for one in every]}
        for cause in known
    ]
    drawn = stacks_picture("where-days-go", stacks, beside)
    return {"picture": mark_safe(drawn), "rows": rows}  # nosec B308 B703 – the picture escapes every text


def _days(result: Data) -> dict[str, float]:
    """Days of a matter by cause, each kind weighing as many as finish of it; follow-up is not waited for."""
    sums: dict[str, float] = {}
    ended = sum(one["ended"]["mean"] or 0.0 for one in result["kinds"]) or 1.0
    for one in result["kinds"]:
        for cause, figure in one["waits_days"].items():
            if cause in CAUSES and figure["mean"] is not None:
                sums[cause] = sums.get(cause, 0.0) + figure["mean"] * (one["ended"]["mean"] or 0.0) / ended
    return sums
