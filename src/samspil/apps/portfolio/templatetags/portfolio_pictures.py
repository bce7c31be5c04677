"""The tables that say the same as the pictures; written here, since a page of two hundred is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from samspil.apps.portfolio.templatetags.portfolio_lines import light

register = template.Library()
Line = Mapping[str, Any]


@register.simple_tag
def timeline_lines(rows: Iterable[Line]) -> SafeString:
    """Each initiative of the timeline with its days and what it reaches when."""
    return format_html_join(
        "",
        '<tr><th scope="row">{}{}</th><td data-nowrap>{}</td><td data-nowrap>{}</td>'
        "<td>{}</td><td>{}</td></tr>",
        (
            (_named(row), _note(row["what"]), row["from"], row["to"], light(row["light"]), row["reaches"])
            for row in rows
        ),
    )


@register.simple_tag
def bubble_lines(rows: Iterable[Line]) -> SafeString:
    """Each initiative of the chart with its three numbers."""
    return format_html_join(
        "",
        '<tr><th scope="row">{}{}</th><td data-number>{}</td><td data-number>{}</td><td data-number>{}</td>'
        "<td>{}</td></tr>",
        (
            (
                _named(row),
                _note(row["what"]),
                row["value"],
                row["risk"],
                row["cost"],
                light(row["light"]),
            )
            for row in rows
        ),
    )


def _named(row: Line) -> SafeString | str:
    if not row["url"]:
        return str(row["title"])
    return format_html('<a href="{}">{}</a>', row["url"], row["title"])


def _note(text: str) -> SafeString | str:
    return format_html(' <span class="s-quiet s-small">{}</span>', text) if text else ""
