"""The lines of the portfolio's tables and cards, written here: a page of a hundred is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspil.apps.portfolio.views import naming
from samspil.kit.web.filling import written
from samspil.kit.web.templatetags.web import clock

register = template.Library()
Line = Mapping[str, Any]
# Few words stand in many lines. All that is told is escaped where it is put in, and nothing else is safe.
text = lru_cache(4096)(escape)


def lights() -> dict[str, str]:
    """Each status as a sign and a word; the colour only repeats it."""
    return {
        key: f'<span class="s-light" data-light="{key}">{text(str(word))}</span>'
        for key, word in naming.LIGHTS.items()
    }


def linked(row: Line) -> str:
    """A title that leads to its page, where that is built."""
    title = escape(row["title"])
    return f'<a href="{text(row["url"])}">{title}</a>' if row["url"] else title


@register.simple_tag
def light(value: str) -> SafeString:
    """One status as a sign and a word."""
    return written([lights()[value]])


@register.simple_tag
def day(at: date | None, said: str, late: bool = False) -> SafeString:
    """A day of a plan; one that has passed says so."""
    return written([_day(at, said, late=late)])


def _day(at: date | None, said: str, *, late: bool = False) -> str:
    if at is None:
        return f'<span class="s-quiet">{text(said or "–")}</span>'
    if late:
        return clock("late", said, at)
    return f'<time datetime="{at.isoformat()}">{text(said)}</time>'


@register.simple_tag
def initiative_lines(rows: Iterable[Line]) -> SafeString:
    """Initiatives as lines of the list."""
    signs, nobody = lights(), f'<span class="s-quiet">{text(_("Nobody yet"))}</span>'
    return written(_initiative(row, signs, nobody) for row in rows)


def _initiative(row: Line, signs: Mapping[str, str], nobody: str) -> str:
    return (
        f"<tr{' data-late' if row['late'] else ''}>"
        f'<th scope="row">{linked(row)}<br><span class="s-small s-quiet">'
        f'<span class="s-number">{escape(row["number"])}</span> · {text(row["what"])}</span></th>'
        f"<td data-nowrap>{_standing(row, signs)}</td><td>{text(row['phase'])}</td><td>{_next(row)}</td>"
        f"<td data-nowrap>{_day(row['end_on'], row['end_said'])}</td>"
        f"<td>{text(row['answers']) if row['answers'] else nobody}</td></tr>"
    )


def _standing(row: Line, signs: Mapping[str, str]) -> str:
    if row["ended"]:
        return f'<span class="ds-tag" data-color="neutral">{text(str(row["ended"]))}</span>'
    paused = f'<br><span class="s-small">{text(_("Paused"))}</span>' if row["paused"] else ""
    return f"{signs[row['light']]}{paused}"


def _next(row: Line) -> str:
    if row["next_on"] is None:
        return f'<span class="s-quiet">{text(_("None planned"))}</span>'
    return f"{text(row['next_name'])}<br>{_day(row['next_on'], row['next_said'], late=row['late'])}"


@register.simple_tag
def initiative_cards(rows: Iterable[Line]) -> SafeString:
    """Initiatives as cards of a board's column."""
    signs = lights()
    return written(_card(row, signs) for row in rows)


def _card(row: Line, signs: Mapping[str, str]) -> str:
    return (
        f'<li class="s-card"{" data-late" if row["late"] else ""}><p class="s-card__title">{linked(row)}</p>'
        f'<p class="s-small s-quiet">{escape(row["number"])} · {text(row["what"])}</p>'
        f'<p class="s-row">{_standing(row, signs)}</p><p class="s-small">{_next(row)}</p></li>'
    )


@register.simple_tag
def milestone_lines(rows: Iterable[Line]) -> SafeString:
    """Milestones as lines of the calendar."""
    signs = lights()
    return written(_milestone(row, signs) for row in rows)


def _milestone(row: Line, signs: Mapping[str, str]) -> str:
    notes = "".join(f'<br><span class="s-small">{text(str(note))}</span>' for note in row["notes"])
    return (
        f"<tr{' data-late' if row['late'] else ''}>"
        f"<td data-nowrap>{_day(row['on'], row['said'], late=row['late'])}</td>"
        f'<th scope="row">{text(row["name"])}{notes}</th>'
        f'<td>{linked(row)} <span class="s-quiet s-small s-number">{escape(row["number"])}</span></td>'
        f"<td data-nowrap>{signs[row['light']]}</td></tr>"
    )


@register.simple_tag
def common_lines(rows: Iterable[Line]) -> SafeString:
    """Common initiatives as a member sees them."""
    signs = lights()
    return written(_common(row, signs) for row in rows)


def _common(row: Line, signs: Mapping[str, str]) -> str:
    own = f'<br><a href="{text(row["own_url"])}">{text(_("Our plan"))}</a>' if row["own_url"] else ""
    return (
        f'<tr><th scope="row">{linked(row)}<br><span class="s-small s-quiet">{text(row["what"])}</span></th>'
        f"<td>{text(str(row['pace']))}</td><td data-nowrap>{signs[row['light']]}{own}</td>"
        f"<td>{_next(row)}</td><td data-nowrap>{_day(row['end_on'], row['end_said'])}</td></tr>"
    )
