"""The milestones of an initiative, written here: the page of a long plan is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()
Line = Mapping[str, Any]
_NOTHING = SafeString("")


@register.simple_tag
def milestone_rows(lines: Iterable[Line], changes: bool) -> SafeString:
    """Milestones as lines of a table; with what can be done about each for whoever may."""
    return format_html_join("", "{}", ((_milestone(one, changes=changes),) for one in lines))


def _milestone(one: Line, *, changes: bool) -> SafeString:
    return format_html(
        '<tr{}><th scope="row" id="m-{}">{}{}</th><td data-nowrap{}>{}</td><td data-nowrap>{}</td>'
        "<td>{}</td>{}</tr>",
        SafeString(" data-late") if one["is_late"] else "",
        one["id"],
        one["name"],
        _notes(one),
        _NOTHING if one["has_moved"] else SafeString(' class="s-quiet"'),
        one["first"],
        one["planned"],
        _expected(one),
        _ways(one) if changes else "",
    )


def _notes(one: Line) -> SafeString:
    """What there is to say of it below its name; mostly nothing."""
    found = []
    if one["is_gate"]:
        found.append(format_html(' <span class="ds-tag" data-color="accent">{}</span>', _("Gate")))
    if one["deviation"]:
        told = _("Differs from the common plan")
        found.append(format_html('<br><span class="s-small">{}: {}</span>', told, one["deviation"]))
    elif one["follows"]:
        found.append(_quiet(_("Follows the common plan")))
    if one["latest"]:
        found.append(_latest(one))
    if one["moves"]:
        found.append(_moves(one["moves"]))
    return SafeString("".join(found))


def _quiet(told: str) -> SafeString:
    return format_html('<br><span class="s-small s-quiet">{}</span>', told)


def _latest(one: Line) -> SafeString:
    day = {"day": one["latest"]}
    if not one["past_the_law"]:
        return _quiet(_("at the latest %(day)s") % day)
    told = _("Too late: must be reached by %(day)s") % day
    return format_html('<br><span class="s-small"><strong>{}</strong></span>', told)


def _moves(moves: list[Line]) -> SafeString:
    told = ngettext("Moved %(n)s time", "Moved %(n)s times", len(moves)) % {"n": len(moves)}
    lines = format_html_join(
        "",
        "<li>{}: {}{}</li>",
        (
            (
                move["at"],
                _("from %(was)s to %(now)s") % {"was": move["was"], "now": move["now"]},
                f". {move['reason']}" if move["reason"] else "",
            )
            for move in moves
        ),
    )
    return format_html('<details class="s-small"><summary>{}</summary><ul>{}</ul></details>', told, lines)


def _expected(one: Line) -> SafeString:
    if one["done"]:
        told = _("Reached %(day)s") % {"day": one["done"]}
        return format_html('<span class="ds-tag" data-color="success">{}</span>', told)
    expected = format_html('<span class="s-number">{}</span>', one["expected"])
    if not one["is_pushed"]:
        return expected
    pushed = (
        _("pushed by %(name)s") % {"name": one["pushed_by"]}
        if one["pushed_by"]
        else _("pushed by what it waits for")
    )
    return format_html('{}<br><span class="s-small">{}</span>', expected, pushed)


def _ways(one: Line) -> SafeString:
    if not one["is_open"]:
        return SafeString('<td class="s-no-print"></td>')
    ways = [(one["urls"]["move"], _("Move")), (one["urls"]["reach"], _("Reached"))]
    ways.append((one["urls"]["wait"], _("Waits for")))
    links = format_html_join(
        " · ",
        '<a href="{}">{}<span class="s-unseen">: {}</span></a>',
        ((url, told, one["name"]) for url, told in ways),
    )
    return format_html('<td class="s-no-print">{}</td>', links)
