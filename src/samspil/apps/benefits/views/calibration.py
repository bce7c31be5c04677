"""How forecasts have come out: each class against what came, and nothing said of too few."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.forms.forecasts import title_of
from samspil.apps.benefits.selectors.calibration import (
    MOST_SHOWN,
    Calibrated,
    Scored,
    calibrated,
    last_scored,
)
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.core.forecasting.calibration import ENOUGH
from samspil.core.forecasting.scoring import Coverage
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.library import reference_findings
from samspil.wording.words import Words

_OWN = "+own"


@require_safe
@page
def calibration(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Every class that something was scored by, and the forecasts that were scored last."""
    say = words()
    titles = {one.key: title_of(one) for one in reference_findings()}
    context = {
        "classes": [_class(one, titles, say) for one in calibrated(acting)],
        "scored": [_scored(one, titles, say) for one in last_scored(acting)],
        "most": MOST_SHOWN,
        "enough": ENOUGH,
        "crumbs": [
            (_("Benefits"), address("benefits:benefits")),
            (_("Forecast"), address("benefits:forecast")),
            (_("How forecasts came out"), ""),
        ],
    }
    return render(request, "benefits/calibration.html", context)


def _things() -> dict[str, str]:
    return {"cost": _("Total cost"), "duration": _("Duration"), "benefit": _("Benefits")}


def _named(key: str, titles: Mapping[str, str]) -> str:
    """A class's name, and whether one's own initiatives were blended in."""
    name = titles.get(key.removesuffix(_OWN), key)
    return _("%(name)s, with your own") % {"name": name} if key.endswith(_OWN) else name


def _class(one: Calibrated, titles: Mapping[str, str], say: Words) -> dict[str, Any]:
    found = one.found
    shown = {
        "measured": _things()[one.measured],
        "title": _named(one.reference_class, titles),
        "n": found.n,
        "is_enough": found.is_enough,
    }
    if not found.is_enough:
        return shown
    return shown | {
        "within": _coverage(found.within, say),
        "held": [
            (f"P{round(float(level) * 100)}", _coverage(each, say)) for level, each in found.held.items()
        ],
        "crps": _ratio(found.crps, say),
        "of_plan": _ratio(found.of_plan, say),
        "is_better": found.gains > 0,
        "gains": say.percent(Fraction(abs(found.gains))),
        "parts": [
            (_("Fifth %(number)s") % {"number": number}, count) for number, count in enumerate(found.parts, 1)
        ],
        "from_even": _ratio(found.from_even, say),
    }


def _coverage(found: Coverage, say: Words) -> dict[str, Any]:
    return {
        "hits": found.hits,
        "n": found.n,
        "share": say.percent(Fraction(found.share)),
        "nominal": say.percent(Fraction(found.nominal)),
        "least": say.percent(Fraction(found.least)),
        "most": say.percent(Fraction(found.most)),
        "is_chance": found.is_within_chance,
    }


def _scored(one: Scored, titles: Mapping[str, str], say: Words) -> dict[str, Any]:
    return {
        "title": one.title,
        "url": addresses("benefits:forecast_of")(one.initiative),
        "on": say.day(one.on),
        "measured": _things()[one.measured],
        "class": _named(one.reference_class, titles),
        "outcome": say.percent(Fraction(one.scores["outcome"])),
        "place": say.percent(Fraction(one.scores["pit"])),
        "is_within": one.scores["is_within"],
    }


def _level(level: str) -> str:
    return f"P{round(float(level) * 100)}"


def _ratio(value: float, say: Words) -> str:
    return say.percent(Fraction(value))
