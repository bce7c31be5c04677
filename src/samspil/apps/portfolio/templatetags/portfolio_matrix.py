"""The cells of members and initiatives, written here: a page of two hundred rows is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspil.kit.web.filling import written

register = template.Library()
Told = Mapping[str, Any]
# The same few words stand in most cells; nothing here counts as safe before it has been escaped.
text = lru_cache(4096)(escape)


@register.simple_tag
def matrix_lines(rows: Iterable[Told]) -> SafeString:
    """Each initiative with its cells in the order of the columns. A sign never stands without its word."""
    nothing = f'<td data-none><span class="s-quiet">{text(_("Not invited"))}</span></td>'
    overdue, mandatory = text(_("overdue")), text(_("mandatory"))
    told = (
        f"<tr>{_head(row, mandatory)}"
        f"{''.join(_cell(one, overdue) if one['pace'] else nothing for one in row['cells'])}</tr>"
        for row in rows
    )
    return written(told)


def _head(row: Told, mandatory: str) -> str:
    about = [text(str(row["form"]))]
    if row["is_mandatory"]:
        by = f" {text(_('by %(day)s') % {'day': row['deadline']})}" if row["deadline"] else ""
        about.append(f"{mandatory}{by}")
    if row["owner"]:
        about.append(text(row["owner"]))
    return (
        f'<th scope="row" data-depth="{row["depth"]}"><a href="{text(row["url"])}">{escape(row["title"])}</a>'
        f'<span class="s-matrix__about">{", ".join(about)}</span></th>'
    )


def _cell(one: Told, overdue: str) -> str:
    light = ""
    if one["sign"]:
        light = f' <span class="s-clock" data-state="{one["sign"]}">{text(one["light"])}</span>'
    coming = ""
    if one["next"]:
        past, said = (" data-past", f" ({overdue})") if one["is_past"] else ("", "")
        coming = f' <span class="s-matrix__next"{past}>{text(one["next"])}{said}</span>'
    marks = "".join(
        f' <span class="ds-tag" data-color="{colour}">{text(mark)}</span>' for colour, mark in one["marks"]
    )
    return (
        f'<td data-who="{text(one["who"])}" data-pace="{one["pace"]}">'
        f'<span class="s-pace__marks" aria-hidden="true"></span>'
        f'<span class="s-matrix__pace">{text(one["word"])}</span>{light}{coming}{marks}</td>'
    )
