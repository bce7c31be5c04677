"""Where meetings should lie so that papers flow: each forum's days now and then, and what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samspil.apps.simulations.types import IN_STEP
from samspil.apps.simulations.views.figures import DAYS, amount
from samspil.apps.simulations.views.looked import line_told
from samspil.apps.simulations.views.named import in_language, name_of
from samspil.kit.web.language import words

Data = Mapping[str, Any]


def step_shown(run: Any) -> dict[str, Any] | None:
    """What was found; nothing for a comparison that never asked."""
    asked = run.inputs.get(IN_STEP)
    if asked is None:
        return None
    of, found = run.inputs["models"][asked["of"]], asked["found"]
    if found is None:
        soon = _("Where the meetings of “%(model)s” should lie is being worked out.")
        never = _("It was stopped before it was found where the meetings of “%(model)s” should lie.")
        return {"sentences": [(soon if run.is_under_way else never) % {"model": name_of(of)}]}
    files = run.files["models"][asked["of"]]["files"]
    moved = next((one for one in run.inputs["models"] if one["sort"] == IN_STEP), None)
    return {
        "sentences": list(_in_words(found, of)),
        "rows": [_row(one, of, files) for one in found["forums"] if one["a_year"]],
        "changes": [": ".join(one) for one in moved["set"]] if moved else [],
    }


def _in_words(found: Data, of: Data) -> Iterator[str]:
    said = {
        "model": name_of(of),
        "now": amount(found["days_now"], DAYS),
        "then": amount(found["days_then"], DAYS),
        "bound": amount(found["bound"], DAYS),
    }
    if not any(one["moves"] for one in found["forums"]):
        yield (
            _("The meetings of “%(model)s” already lie as well as they can, as often as they are held.")
            % said
        )
        return
    yield (
        _(
            "All matters together wait %(now)s a year for meetings with “%(model)s”, and %(then)s where the"
            " meetings are moved. No meeting is added."
        )
        % said
    )
    if found["is_exact"]:
        yield _("No other choice of weeks and months gives fewer, as it is reckoned before it is played.")
    else:
        yield _("No choice of weeks and months gives fewer than %(bound)s.") % said


def _row(one: Data, of: Data, files: Data) -> dict[str, Any]:
    return {
        "forum": in_language(of["forums"].get(one["key"], {"da": one["key"]})),
        "now": _days(one["meets_now"]),
        "then": _days(one["meets_then"]) if one["moves"] else "",
        "days_now": amount(one["days_now"], DAYS),
        "days_then": amount(one["days_then"], DAYS),
        "line": line_told(one["line"], files),
    }


def _days(written: Sequence[str]) -> str:
    return "; ".join(words().day(date.fromisoformat(one)) for one in written)
