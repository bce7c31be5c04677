"""The lines of the list of benefits, written here: a page of a hundred is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspil.apps.benefits.forms.choices import STATE_COLOURS, STATES
from samspil.kit.web.filling import written
from samspil.kit.web.templatetags.web import clock

register = template.Library()
Line = Mapping[str, Any]
# Few words stand in many lines. All that is told is escaped where it is put in, and nothing else is safe.
text = lru_cache(4096)(escape)


def _states() -> dict[str, str]:
    return {
        key: f'<span class="ds-tag" data-color="{STATE_COLOURS[key]}">{text(str(word))}</span>'
        for key, word in STATES.items()
    }


@register.simple_tag
def benefit_state(value: str) -> SafeString:
    """Where a benefit stands, as a tag."""
    return written([_states()[value]])


@register.simple_tag
def benefit_lines(rows: Iterable[Line], with_initiative: bool = True) -> SafeString:
    """Benefits as lines of the list."""
    states = _states()
    words = {
        "nobody": f'<span class="s-quiet">{text(_("Nobody yet"))}</span>',
        "none": f'<span class="s-quiet">{text(_("No indicator"))}</span>',
        "disbenefit": text(_("Disbenefit")),
    }
    return written(_line(row, states, words, with_initiative=with_initiative) for row in rows)


def _line(row: Line, states: Mapping[str, str], words: Mapping[str, str], *, with_initiative: bool) -> str:
    disbenefit = f" · <strong>{words['disbenefit']}</strong>" if row["is_disbenefit"] else ""
    initiative = (
        f'<td><a href="{escape(row["initiative_url"])}">{escape(row["initiative"])}</a></td>'
        if with_initiative
        else ""
    )
    return (
        f"<tr{' data-late' if row['late'] else ''}>"
        f'<th scope="row"><a href="{escape(row["url"])}">{escape(row["title"])}</a><br>'
        f'<span class="s-small s-quiet"><span class="s-number">{escape(row["number"])}</span>'
        f" · {text(str(row['line']))}{disbenefit}</span></th>"
        f"{initiative}<td data-nowrap>{states[row['state']]}</td>"
        f"<td>{escape(row['owner']) if row['owner'] else words['nobody']}</td>"
        f"<td data-number>{text(row['expected'])}</td><td data-number>{text(row['measured'])}</td>"
        f"<td data-nowrap>{_next(row, words)}</td></tr>"
    )


def _next(row: Line, words: Mapping[str, str]) -> str:
    if not row["has_indicator"]:
        return words["none"]
    if row["next_on"] is None:
        return '<span class="s-quiet">–</span>'
    if row["late"]:
        return clock("late", row["next_said"], row["next_on"])
    return f'<time datetime="{row["next_on"].isoformat()}">{text(row["next_said"])}</time>'
