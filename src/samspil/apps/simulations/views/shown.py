"""A stored comparison in words, tables and pictures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samspil.apps.simulations.views.assumed import stands_on
from samspil.apps.simulations.views.drawn import days_drawn, kinds_drawn
from samspil.apps.simulations.views.figures import (
    LEAST_PLAYS,
    MEASURES,
    NUMBER,
    SHARE,
    amount,
    difference,
    result_of,
    told,
)
from samspil.apps.simulations.views.named import changes_told, in_language, name_of, workload_told
from samspil.apps.simulations.views.sentences import in_words, overloads
from samspil.kit.web.language import words

Data = dict[str, Any]


def run_shown(run: Any) -> Data:
    """Everything that the page tells of the answer."""
    models = run.inputs["models"]
    return {
        "sentences": in_words(run),
        "overloads": overloads(run),
        "models": [
            {"name": name_of(one), "changes": changes_told(one), "digest": one["digest"][:12]}
            for one in models
        ],
        "measures": list(_measures(run)),
        "kinds": kinds_drawn(run),
        "days": days_drawn(run),
        "forums": list(_forums(run)),
        "stands_on": stands_on(run),
        "workload": workload_told(run.inputs),
        "method": method_told(run),
        "is_too_few": run.runs < LEAST_PLAYS,
    }


def method_told(run: Any) -> str:
    """How it was played, so that it can be played again."""
    return _("Played %(runs)s times over %(years)s years from seed %(seed)s, by %(method)s (%(digest)s).") % {
        "runs": words().number(run.runs),
        "years": run.years,
        "seed": run.seed,
        "method": run.method,
        "digest": run.result["digest"][:12],
    }


def _measures(run: Any) -> Any:
    """What is told of every model, with what differs from the first; not what no model has."""
    result = result_of(run)
    totals = [one["total"] for one in result["models"]]
    for measure in MEASURES:
        if all(total[measure.key]["mean"] is None for total in totals):
            continue
        cells = [{"value": told(totals[0][measure.key], measure.sort), "differs": ""}]
        for total, apart in zip(totals[1:], result["differences"], strict=True):
            cells.append(
                {
                    "value": amount(total[measure.key]["mean"], measure.sort),
                    "differs": difference(apart[measure.key], measure.sort),
                }
            )
        yield {"label": measure.label, "cells": cells}


def _forums(run: Any) -> Any:
    """What each forum has to do, model by model."""
    for model, result in zip(run.inputs["models"], run.result["models"], strict=True):
        for one in result["forums"]:
            yield {
                "model": name_of(model),
                "forum": in_language(model["forums"].get(one["key"], {"da": one["key"]})),
                "held": amount(one["held"]["mean"], NUMBER),
                "items": amount(one["items"]["mean"], NUMBER),
                "load": amount(one["load"]["mean"], SHARE),
                "hours": amount(one["hours"]["mean"], NUMBER),
            }
