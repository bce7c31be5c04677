"""The lines of the portfolio's tables and cards, written here: a page of a hundred is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspil.apps.portfolio.views import naming
from samspil.kit.web.templatetags.web import clock

register = template.Library()
Line = Mapping[str, Any]


@register.simple_tag
def light(value: str) -> SafeString:
    """A status as a sign and a word; the colour only repeats it."""
    return format_html('<span class="s-light" data-light="{}">{}</span>', value, naming.LIGHTS[value])


@register.simple_tag
def day(at: date | None, text: str, late: bool = False) -> SafeString:
    """A day of a plan; one that has passed says so."""
    if at is None:
        return format_html('<span class="s-quiet">{}</span>', text or "–")
    if late:
        return clock("late", text, at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), text)


@register.simple_tag
def initiative_lines(rows: Iterable[Line]) -> SafeString:
    """Initiatives as lines of the list."""
    return format_html_join("", "{}", ((_initiative(row),) for row in rows))


def _initiative(row: Line) -> SafeString:
    return format_html(
        '<tr{}><th scope="row">{}<br><span class="s-small s-quiet">'
        '<span class="s-number">{}</span> · {}</span></th>'
        "<td data-nowrap>{}</td><td>{}</td><td>{}</td><td data-nowrap>{}</td><td>{}</td></tr>",
        " data-late" if row["late"] else "",
        _linked(row),
        row["number"],
        row["what"],
        _standing(row),
        row["phase"],
        _next(row),
        day(row["end_on"], row["end_said"]),
        row["answers"] or format_html('<span class="s-quiet">{}</span>', _("Nobody yet")),
    )


def _standing(row: Line) -> SafeString:
    if row["ended"]:
        return format_html('<span class="ds-tag" data-color="neutral">{}</span>', row["ended"])
    paused = format_html('<br><span class="s-small">{}</span>', _("Paused")) if row["paused"] else ""
    return format_html("{}{}", light(row["light"]), paused)


def _next(row: Line) -> SafeString | str:
    if row["next_on"] is None:
        return format_html('<span class="s-quiet">{}</span>', _("None planned"))
    return format_html("{}<br>{}", row["next_name"], day(row["next_on"], row["next_said"], row["late"]))


def _linked(row: Line) -> SafeString | str:
    if not row["url"]:
        return str(row["title"])
    return format_html('<a href="{}">{}</a>', row["url"], row["title"])


@register.simple_tag
def initiative_cards(rows: Iterable[Line]) -> SafeString:
    """Initiatives as cards of a board's column."""
    return format_html_join("", "{}", ((_card(row),) for row in rows))


def _card(row: Line) -> SafeString:
    return format_html(
        '<li class="s-card"{}><p class="s-card__title">{}</p><p class="s-small s-quiet">{} · {}</p>'
        '<p class="s-row">{}</p><p class="s-small">{}</p></li>',
        " data-late" if row["late"] else "",
        _linked(row),
        row["number"],
        row["what"],
        _standing(row),
        _next(row),
    )


@register.simple_tag
def milestone_lines(rows: Iterable[Line]) -> SafeString:
    """Milestones as lines of the calendar."""
    return format_html_join("", "{}", ((_milestone(row),) for row in rows))


def _milestone(row: Line) -> SafeString:
    notes = format_html_join("", '<br><span class="s-small">{}</span>', ((note,) for note in row["notes"]))
    return format_html(
        '<tr{}><td data-nowrap>{}</td><th scope="row">{}{}</th>'
        '<td>{} <span class="s-quiet s-small s-number">{}</span></td><td data-nowrap>{}</td></tr>',
        " data-late" if row["late"] else "",
        day(row["on"], row["said"], row["late"]),
        row["name"],
        notes,
        _linked(row),
        row["number"],
        light(row["light"]),
    )


@register.simple_tag
def common_lines(rows: Iterable[Line]) -> SafeString:
    """Common initiatives as a member sees them."""
    return format_html_join("", "{}", ((_common(row),) for row in rows))


def _common(row: Line) -> SafeString:
    return format_html(
        '<tr><th scope="row">{}<br><span class="s-small s-quiet">{}</span></th><td>{}</td>'
        "<td data-nowrap>{}</td><td>{}</td><td data-nowrap>{}</td></tr>",
        _linked(row),
        row["what"],
        row["pace"],
        _own(row),
        _next(row),
        day(row["end_on"], row["end_said"]),
    )


def _own(row: Line) -> SafeString:
    told = light(row["light"])
    return (
        format_html('{}<br><a href="{}">{}</a>', told, row["own_url"], _("Our plan"))
        if row["own_url"]
        else told
    )
