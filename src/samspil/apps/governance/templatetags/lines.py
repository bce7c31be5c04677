"""The lines of long tables, written here and not in a template: a page of a hundred is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from samspil.kit.web.filling import filled, written
from samspil.kit.web.templatetags.web import clock

register = template.Library()
Line = Mapping[str, Any]


@register.simple_tag
def matter_lines(rows: Iterable[Line], narrow: bool | str = False) -> SafeString:
    """Matters as lines of a table; narrow where it stands in a column of a page."""
    line = _narrow_matter if narrow else _matter
    return written(line(row) for row in rows)


def _matter(row: Line) -> SafeString:
    return filled(
        '<tr{}><td data-nowrap>{}</td><th scope="row"><a href="{}">{}</a><br>'
        '<span class="s-small s-quiet">{}</span></th>'
        '<td><span class="ds-tag" data-color="{}">{}</span></td><td>{}</td><td data-nowrap>{}</td></tr>',
        _late(row),
        row["number"],
        row["url"],
        row["title"],
        row["kind"],
        row["colour"],
        row["standing"],
        row["who"],
        _when(row),
    )


def _narrow_matter(row: Line) -> SafeString:
    who = filled('<br><span class="s-small s-quiet">{}</span>', row["who"]) if row["who"] else ""
    return filled(
        '<tr{}><th scope="row"><a href="{}">{}</a><br><span class="s-small s-quiet">{} · {}</span></th>'
        '<td><span class="ds-tag" data-color="{}">{}</span>{}</td><td data-nowrap>{}</td></tr>',
        _late(row),
        row["url"],
        row["title"],
        row["number"],
        row["kind"],
        row["colour"],
        row["standing"],
        who,
        _when(row),
    )


def _late(row: Line) -> str:
    return " data-late" if row["clock"] and row["clock"]["state"] == "late" else ""


def _when(row: Line) -> SafeString | str:
    return clock(**row["clock"]) if row["clock"] else row["ended_on"]


@register.simple_tag
def decision_lines(rows: Iterable[Line]) -> SafeString:
    """Decisions as lines of the register."""
    return written(_decision(row) for row in rows)


def _decision(row: Line) -> SafeString:
    return filled(
        '<tr><td data-nowrap><time datetime="{}">{}</time></td><th scope="row"><a href="{}">{}</a> '
        '<span class="s-quiet s-small s-number">{}</span></th>'
        '<td><span class="ds-tag" data-color="{}">{}</span>{}</td><td>{}</td><td>{}</td></tr>',
        row["at"].isoformat(),
        row["day"],
        row["url"],
        row["title"],
        row["case"],
        row["colour"],
        row["outcome"],
        _conditions(row["conditions"]),
        row["body"],
        row["kind"],
    )


def _conditions(count: int) -> SafeString | str:
    if not count:
        return ""
    text = ngettext("%(count)s condition", "%(count)s conditions", count) % {"count": count}
    return filled(' <span class="s-small">{}</span>', text)
