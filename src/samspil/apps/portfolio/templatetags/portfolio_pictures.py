"""The tables that say the same as the pictures; written here, since a page of two hundred is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString

from samspil.apps.portfolio.templatetags.portfolio_lines import lights, linked, text
from samspil.kit.web.filling import written

register = template.Library()
Line = Mapping[str, Any]


@register.simple_tag
def timeline_lines(rows: Iterable[Line]) -> SafeString:
    """Each initiative of the timeline with its days and what it reaches when."""
    signs = lights()
    return written(
        f'<tr><th scope="row">{_named(row)}</th>'
        f"<td data-nowrap>{text(row['from'])}</td><td data-nowrap>{text(row['to'])}</td>"
        f"<td>{signs[row['light']]}</td><td>{escape(row['reaches'])}</td></tr>"
        for row in rows
    )


@register.simple_tag
def bubble_lines(rows: Iterable[Line]) -> SafeString:
    """Each initiative of the chart with its three numbers."""
    signs = lights()
    return written(
        f'<tr><th scope="row">{_named(row)}</th>'
        f"<td data-number>{text(row['value'])}</td><td data-number>{text(row['risk'])}</td>"
        f"<td data-number>{text(row['cost'])}</td><td>{signs[row['light']]}</td></tr>"
        for row in rows
    )


def _named(row: Line) -> str:
    note = f' <span class="s-quiet s-small">{text(row["what"])}</span>' if row["what"] else ""
    return f"{linked(row)}{note}"
