"""What was looked into further, in words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspil.apps.simulations.types import RunSort
from samspil.apps.simulations.views.drawn import CAUSES
from samspil.apps.simulations.views.figures import (
    DAYS,
    LEAST_PLAYS,
    NUMBER,
    SHARE,
    amount,
    difference,
    is_sure,
    span,
)
from samspil.apps.simulations.views.named import in_language, name_of
from samspil.apps.simulations.views.varied import chosen_in_parts, chosen_told
from samspil.core.errors import Problem
from samspil.core.simulation.frontier_picture import Axes, Dot, frontier_picture
from samspil.core.simulation.pictures import Said
from samspil.kit.web.language import language, words

Data = Mapping[str, Any]
TRIED: Final[Mapping[str, tuple[str | Promise, str]]] = {
    "lead_days": (gettext_lazy("Days to a decision"), DAYS),
    "passes": (gettext_lazy("A joint proposal is carried"), SHARE),
    "hours": (gettext_lazy("Hours a year"), NUMBER),
}
VARIED: Final[Mapping[str, tuple[str | Promise, str]]] = {
    "median_days": (gettext_lazy("Half within"), DAYS),
    "approved": (gettext_lazy("End with a yes"), SHARE),
    "passes": (gettext_lazy("A joint proposal is carried"), SHARE),
    "locally": (gettext_lazy("Decided locally"), SHARE),
    "held": (gettext_lazy("Meetings a year with something to decide"), NUMBER),
    "hours": (gettext_lazy("Hours a year"), NUMBER),
}
# What days are drawn against, and whether more of it is better.
UP: Final[Mapping[str, tuple[str | Promise, bool]]] = {
    "approved": (gettext_lazy("Days against what ends with a yes"), True),
    "passes": (gettext_lazy("Days against joint proposals carried"), True),
    "locally": (gettext_lazy("Days against what is decided locally"), True),
    "held": (gettext_lazy("Days against meetings a year"), False),
}


def looked_shown(run: Any) -> dict[str, Any]:
    """Everything that the page tells, of what is known by now."""
    of = run.inputs["models"][run.inputs["of"]]
    if not run.result:
        return {"is_empty": True}
    told = _varied(run, of) if run.sort == RunSort.VARY.value else _helped(run, of)
    return {"is_empty": False, "is_too_few": run.runs < LEAST_PLAYS, **told}


def _bare(run: Any, figure: Data) -> Data:
    """After so few plays intervals say next to nothing."""
    return figure if run.runs >= LEAST_PLAYS else {**figure, "low": None, "high": None}


# --- what would help --------------------------------------------------------------------------------------
def _helped(run: Any, of: Data) -> dict[str, Any]:
    files, result = run.files["models"][run.inputs["of"]]["files"], run.result
    columns = [key for key in TRIED if result["total"][key]["mean"] is not None]
    return {
        "sentences": list(_helped_in_words(run, of)),
        "overloads": [_overloaded(key, of) for key in result["overloaded"]],
        "waiting": [
            {
                "forum": _forum(of, one["forum"]),
                "days": amount(one["days"]["mean"], NUMBER),
                "share": amount(one["share"], SHARE),
                "why": _why(one["causes"]),
                "line": line_told(one["line"], files),
            }
            for one in result["waiting"]
        ],
        "tried_columns": [TRIED[key][0] for key in columns],
        "tried": [
            {
                "what": remedy_told(one, of),
                "cells": [difference(_bare(run, one["differences"][key]), TRIED[key][1]) for key in columns],
                "line": line_told(one["line"], files),
            }
            for one in result["tried"]
        ],
    }


def _helped_in_words(run: Any, of: Data) -> Iterator[str]:
    waits, tried = run.result["waiting"], run.result["tried"]
    if waits:
        yield _("Of the days that matters wait for forums, %(share)s are spent waiting for %(forum)s.") % {
            "share": amount(waits[0]["share"], SHARE),
            "forum": _forum(of, waits[0]["forum"]),
        }
    sure = [
        one
        for one in tried
        if is_sure(_bare(run, one["differences"]["lead_days"]))
        and one["differences"]["lead_days"]["mean"] < 0
    ]
    for one in sure[:2]:
        days = one["differences"]["lead_days"]
        yield _("%(what)s would take %(days)s off the days to a decision (%(span)s).") % {
            "what": remedy_told(one, of),
            "days": amount(days["mean"], DAYS),
            "span": span(days, DAYS),
        }
    if tried and not sure:
        yield _("None of what was tried surely shortens the days to a decision.")


def remedy_told(one: Data, of: Data) -> str:
    """What was tried, in words."""
    numbers = {"before": one["before"], "after": one["after"]}
    if one["what"] == "consent":
        return _("One member fewer who must be with (%(after)s for %(before)s)") % numbers
    forums = ", ".join(_forum(of, key) for key in one["subjects"])
    if one["what"] == "item":
        return _("One more matter on the agenda of %(forums)s (%(after)s for %(before)s)") % {
            "forums": forums,
            **numbers,
        }
    return _("One more meeting a year of %(forums)s (%(after)s for %(before)s)") % {
        "forums": forums,
        **numbers,
    }


def _why(causes: Data) -> str:
    known = [(key, one["mean"]) for key, one in causes.items() if key in CAUSES and one["mean"]]
    total = sum(days for _key, days in known) or 1.0
    each = sorted(known, key=lambda one: -one[1])
    return ", ".join(f"{CAUSES[key]} ({amount(days / total, SHARE)})" for key, days in each)


def line_told(line: Data, files: Data) -> dict[str, str]:
    """Where it stands in the model, and what is written there, as far as it was kept."""
    key, _slash, name = line["file"].partition("/")
    lines = files.get(key, {}).get(name, "").splitlines()
    text = lines[line["line"] - 1].strip() if 0 < line["line"] <= len(lines) else ""
    where = _("%(file)s, line %(line)s") % {"file": name or key, "line": line["line"]}
    return {"text": text, "where": where}


# --- many variants ----------------------------------------------------------------------------------------
def _varied(run: Any, of: Data) -> dict[str, Any]:
    rows = list(enumerate(run.result["rows"]))
    played = [(number, one) for number, one in rows if one["total"]]
    columns = [key for key in VARIED if any(one["total"][key]["mean"] is not None for _n, one in played)]
    return {
        "sentences": list(_varied_in_words(played, of)),
        "variant_columns": [VARIED[key][0] for key in columns],
        "variants": [_variant(run, number, one, of, columns) for number, one in rows],
        "pictures": [_picture(key, played, of) for key in UP if _can_be_drawn(key, played)],
    }


def _varied_in_words(played: Sequence[tuple[int, Data]], of: Data) -> Iterator[str]:
    best = [(number, one) for number, one in played if one["on_frontier"]]
    yield ngettext(
        "Of %(all)s variants %(count)s is worth choosing: no other beats it.",
        "Of %(all)s variants %(count)s are worth choosing between: no other beats them.",
        len(best),
    ) % {"all": len(played), "count": len(best)}
    days = [(one["total"]["median_days"]["mean"], number, one) for number, one in played]
    known = [each for each in days if each[0] is not None]
    if known:
        least, number, one = min(known, key=lambda each: each[:2])
        yield _("The shortest is number %(number)s (%(variant)s): half are decided within %(days)s.") % {
            "number": number,
            "variant": chosen_told(one["chosen"], of),
            "days": amount(least, DAYS),
        }


def _variant(run: Any, number: int, one: Data, of: Data, columns: Sequence[str]) -> dict[str, Any]:
    cells = []
    for key in columns if one["total"] else ():
        apart = one["differences"].get(key)
        cells.append(
            {
                "value": amount(one["total"][key]["mean"], VARIED[key][1]),
                "differs": difference(_bare(run, apart), VARIED[key][1]) if apart else "",
            }
        )
    return {
        "number": number,
        "parts": chosen_in_parts(one["chosen"], of),
        "cells": cells,
        "is_best": one["on_frontier"],
        "is_full": bool(one["overloaded"]),
        "problems": [words().problem(Problem(each["code"], each["args"])) for each in one["problems"]],
    }


def _can_be_drawn(key: str, played: Sequence[tuple[int, Data]]) -> bool:
    """Whether there is something to see: two that differ in it."""
    return len({value for _number, one in played if (value := one["total"][key]["mean"]) is not None}) > 1


def _picture(key: str, played: Sequence[tuple[int, Data]], of: Data) -> dict[str, Any]:
    name, more_is_better = UP[key]
    label, sort = VARIED[key]
    dots = []
    for number, one in played:
        days, value = (one["total"][each]["mean"] for each in ("median_days", key))
        if days is None or value is None:
            continue
        said = _("%(number)s. %(variant)s: half within %(days)s, %(what)s %(value)s") % {
            "number": number,
            "variant": chosen_told(one["chosen"], of),
            "days": amount(days, DAYS),
            "what": str(label).lower(),
            "value": amount(value, sort),
        }
        dots.append(Dot(number, said, days, value, is_first=number == 0))
    point = "." if language() == "en" else ","
    axes = Axes(_("days within which half are decided"), str(label), more_is_better, sort == SHARE, point)
    beside = Said(
        str(name),
        _("Each mark is a variant, with its number in the table below."),
        (
            ("first", _("the model as it is")),
            ("best", _("none is better in both")),
            ("beaten", _("another is")),
        ),
    )
    drawn = frontier_picture(f"frontier-{key}-drawn", dots, axes, beside)
    return {"key": key, "name": name, "picture": mark_safe(drawn)}  # nosec B308 B703 – it escapes every text


def _forum(of: Data, key: str) -> str:
    return in_language(of["forums"].get(key, {"da": key}))


def _overloaded(key: str, of: Data) -> str:
    body = of["forums"].get(key) or of["roles"].get(key) or {"da": key}
    return _(
        "With “%(model)s” more comes to %(body)s than there is room for. The queue grows year by"
        " year, so the days would be more if more years were played."
    ) % {"model": name_of(of), "body": in_language(body)}
