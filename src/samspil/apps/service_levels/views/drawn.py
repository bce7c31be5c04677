"""An area of a level over time: the picture, and the same in a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samspil.apps.service_levels.parts.words import (
    amount,
    area_words,
    kept_words,
    period_short,
    period_words,
    promised_words,
)
from samspil.apps.service_levels.selectors.held import LevelNow, kept_share
from samspil.core.service_levels.keeping import Held
from samspil.core.service_levels.picture import Point, Said, bounds_of, level_picture

Shown = dict[str, Any]


def area_shown(now: LevelNow, area: str, place: int, on: date) -> Shown:
    """What was promised to an area and what it got, period by period."""
    held = now.over_time(area, on)
    kept, known = kept_share(held)
    unmeasured = sum(one.delivered is None for one in held)
    return {
        "key": f"area-{place}",
        "name": area_words(area),
        "promised": promised_words(now.level, now.promised(area, on)),
        "kept": _("Kept in %(kept)s of %(known)s periods that were measured.")
        % {"kept": kept, "known": known},
        "unmeasured": unmeasured,
        "periods": len(held),
        "picture": _drawn(now, area, place, held) if held else "",
        "rows": [_row(now, one) for one in reversed(held)],
    }


def _row(now: LevelNow, one: Held) -> Shown:
    tag, colour = kept_words(one)
    return {
        "period": period_words(one.period, now.every),
        "promised": promised_words(now.level, one.promised),
        "delivered": "" if one.delivered is None else amount(one.delivered, now.level.unit),
        "tag": tag,
        "colour": colour,
    }


def _drawn(now: LevelNow, area: str, place: int, held: list[Held]) -> str:
    points = [
        Point(period_short(one.period, now.every), one.promised, one.delivered, one.is_kept, _said(now, one))
        for one in held
    ]
    least, most = bounds_of(points)
    name = _("%(level)s, %(area)s") % {"level": now.level.name, "area": area_words(area)}
    described = _("The table below says the same in words.")
    said = Said(name, described, amount(least, now.level.unit), amount(most, now.level.unit))
    # Every text in it is escaped where it is written.
    return mark_safe(level_picture(f"level-{place}", points, said))  # nosec B308 B703


def _said(now: LevelNow, one: Held) -> str:
    tag, _colour = kept_words(one)
    told = "" if one.delivered is None else amount(one.delivered, now.level.unit)
    return f"{period_words(one.period, now.every)}: {told}. {tag}"
