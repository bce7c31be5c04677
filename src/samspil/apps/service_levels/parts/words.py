"""Service levels in words: a promise, a period, whether it was kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.service_levels.selectors.held import LevelNow, kept_share
from samspil.apps.service_levels.types import PERCENT
from samspil.core.service_levels.keeping import EVERYWHERE, Direction, Held
from samspil.core.service_levels.periods import Every, Period
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.service_levels.models import Level

Shown = dict[str, Any]
DIRECTIONS: Final = {
    Direction.AT_LEAST: gettext_lazy("at least"),
    Direction.AT_MOST: gettext_lazy("at most"),
}


def amount(value: Decimal, unit: str) -> str:
    """A value with its unit."""
    told = words().measured(value)
    return f"{told} %" if unit == PERCENT else f"{told} {unit}"


def promised_words(level: Level, value: Decimal | None) -> str:
    """What is promised, such as: at least 90 %."""
    if value is None:
        return _("Nothing is promised")
    return f"{DIRECTIONS[Direction(level.direction)]} {amount(value, level.unit)}"


def period_words(period: Period, every: Every) -> str:
    """A month, quarter or year, as it is said."""
    if every is Every.YEAR:
        return str(period.first.year)
    if every is Every.QUARTER:
        told = {"quarter": (period.first.month + 2) // 3, "year": period.first.year}
        return _("Quarter %(quarter)s of %(year)s") % told
    return date_format(period.first, "F Y")


def period_short(period: Period, every: Every) -> str:
    """The same in few letters."""
    if every is Every.YEAR:
        return str(period.first.year)
    if every is Every.QUARTER:
        told = {"quarter": (period.first.month + 2) // 3, "year": period.first.year}
        return _("Q%(quarter)s %(year)s") % told
    return date_format(period.first, "M Y")


def area_words(area: str) -> str:
    """What an area is called."""
    return area or _("Everybody")


def kept_words(one: Held) -> tuple[str, str]:
    """Whether a period was kept, with the colour of its tag."""
    if one.delivered is None:
        return _("Not measured"), "neutral"
    if one.is_kept is None:
        return _("Nothing was promised"), "neutral"
    return (_("Promise kept"), "success") if one.is_kept else (_("Not kept"), "danger")


def level_now(one: LevelNow, on: date) -> Shown:
    """A level with a line for each area: what is promised, the last period, how often it was kept."""
    level = one.level
    return {
        "name": level.name,
        "url": address("service_levels:level", level.public_id),
        "lines": [_line(one, area, on) for area in one.areas],
    }


def _line(one: LevelNow, area: str, on: date) -> Shown:
    held = one.over_time(area, on)
    last = held[-1] if held else None
    kept, known = kept_share(held)
    tag, colour = kept_words(last) if last else (_("Not measured"), "neutral")
    came = last.delivered if last else None
    return {
        "area": area_words(area),
        "promised": promised_words(one.level, one.promised(area, on)),
        "period": period_words(last.period, one.every) if last else "",
        "delivered": "" if came is None else amount(came, one.level.unit),
        "tag": tag,
        "colour": colour,
        "kept": _("%(kept)s of %(known)s") % {"kept": kept, "known": known} if known else "",
    }


def promise_words(one: LevelNow, on: date) -> str:
    """What everybody is promised on a day."""
    return promised_words(one.level, one.promised(EVERYWHERE, on))


def latest_words(one: LevelNow, on: date) -> str:
    """What everybody got in the last period, and whether it was as promised."""
    held = one.over_time(EVERYWHERE, on)
    if not held:
        return _("Not measured")
    last = held[-1]
    period, (said, _colour) = period_words(last.period, one.every), kept_words(last)
    if last.delivered is None:
        return f"{period}: {said}"
    return f"{period}: {amount(last.delivered, one.level.unit)}. {said}"


def crumbs_to(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the catalogue."""
    return [(_("Service levels"), address("service_levels:catalogue")), *more]
