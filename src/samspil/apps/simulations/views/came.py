"""What was foretold beside what came, in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.selectors.came import Came, what_came
from samspil.apps.simulations.views.named import in_language, name_of
from samspil.kit.web.language import words
from samspil.wording.words import Words


def came_told(row: Any, acting: Acting) -> list[dict[str, Any]]:
    """A line for each kind that goes by a model of the comparison; none while none has been adopted."""
    say, models = words(), row.inputs["models"]
    return [_line(one, models[one.model], say) for one in what_came(row, acting, timezone.now())]


def _line(one: Came, model: Any, say: Words) -> dict[str, Any]:
    none = "–"
    return {
        "kind": in_language(model["kinds"][one.kind]),
        "model": name_of({**model, "sort": ""}),
        "since": say.day(one.since),
        "foretold": _days(one.foretold[0], say),
        "foretold_most": _days(one.foretold[1], say),
        "middle": none if one.middle is None else _days(one.middle, say),
        "kept": none if one.kept is None else say.percent(Fraction(one.kept)),
        "ended": len(one.days),
        "under_way": one.under_way,
    }


def _days(days: float, say: Words) -> str:
    return _("%(days)s days") % {"days": say.number(round(days))}
