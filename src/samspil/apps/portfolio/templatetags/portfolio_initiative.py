"""The milestones of an initiative, written here: the page of a long plan is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.kit.web.filling import filled, written

register = template.Library()
Line = Mapping[str, Any]
_NOTHING = SafeString("")
_LATE = SafeString(" data-late")


@register.simple_tag
def milestone_rows(lines: Iterable[Line], changes: bool) -> SafeString:
    """Milestones as lines of a table; with what can be done about each for whoever may.

    Written without a call for each piece, which would cost a long plan a tenth of its page: what somebody
    wrote is escaped where it is put in.
    """
    ways = _ways() if changes else None
    return written(_milestone(one, ways) for one in lines)


def _milestone(one: Line, ways: str | None) -> str:
    """``ways`` is how what can be done about a milestone is written; it is the same for all but the names.

    What is folded stands beside the planned day: it may not stand in a heading.
    """
    late = " data-late" if one["is_late"] else ""
    quiet = "" if one["has_moved"] else ' class="s-quiet"'
    moves = _moves(one["moves"]) if one["moves"] else ""
    return (
        f'<tr{late}><th scope="row" id="m-{one["id"]}">{escape(one["name"])}{_notes(one)}</th>'
        f"<td data-nowrap{quiet}>{escape(one['first'])}</td>"
        f'<td><span class="s-number">{escape(one["planned"])}</span>{moves}</td>'
        f"<td>{_expected(one)}</td>{_done_about(one, ways) if ways is not None else ''}</tr>"
    )


def _ways() -> str:
    """Three ways on, each with the milestone's name for those who hear it read aloud."""
    said = [escape(one) for one in (_("Move"), _("Reached"), _("Waits for"))]
    links = (
        f'<a href="{{{place}}}">{told}<span class="s-unseen">: {{3}}</span></a>'
        for place, told in enumerate(said)
    )
    return f'<td class="s-no-print" data-nowrap>{" · ".join(links)}</td>'


def _done_about(one: Line, ways: str) -> str:
    if not one["is_open"]:
        return '<td class="s-no-print"></td>'
    urls = one["urls"]
    return ways.format(urls["move"], urls["reach"], urls["wait"], escape(one["name"]))


def _notes(one: Line) -> str:
    """What there is to say of it below its name."""
    found: list[str] = []
    if one["is_gate"]:
        found.append(f' <span class="ds-tag" data-color="accent">{escape(_("Gate"))}</span>')
    if one["deviation"]:
        told = f"{_('Differs from the common plan')}: {one['deviation']}"
        found.append(f'<br><span class="s-small">{escape(told)}</span>')
    elif one["follows"]:
        found.append(_quiet(_("Follows the common plan")))
    if one["latest"]:
        found.append(_latest(one))
    return "".join(found)


def _quiet(told: str) -> str:
    return f'<br><span class="s-small s-quiet">{escape(told)}</span>'


def _latest(one: Line) -> str:
    day = {"day": one["latest"]}
    if not one["past_the_law"]:
        return _quiet(_("at the latest %(day)s") % day)
    told = _("Too late: must be reached by %(day)s") % day
    return f'<br><span class="s-small"><strong>{escape(told)}</strong></span>'


def _moves(moves: list[Line]) -> str:
    told = ngettext("Moved %(n)s time", "Moved %(n)s times", len(moves)) % {"n": len(moves)}
    between = _("from %(was)s to %(now)s")
    lines = (
        escape(f"{move['at']}: {between % move}{'. ' if move['reason'] else ''}{move['reason']}")
        for move in moves
    )
    listed = "".join(f"<li>{line}</li>" for line in lines)
    return f'<details class="s-small"><summary>{escape(told)}</summary><ul>{listed}</ul></details>'


def _expected(one: Line) -> str:
    if one["done"]:
        told = _("Reached %(day)s") % {"day": one["done"]}
        return f'<span class="ds-tag" data-color="success">{escape(told)}</span>'
    expected = f'<span class="s-number">{escape(one["expected"])}</span>'
    if not one["is_pushed"]:
        return expected
    by = one["pushed_by"]
    pushed = _("pushed by %(name)s") % {"name": by} if by else _("pushed by what it waits for")
    return f'{expected}<br><span class="s-small">{escape(pushed)}</span>'


@register.simple_tag
def member_rows(lines: Iterable[Line]) -> SafeString:
    """Members as lines of a table: each at its own pace, with what it comes to next."""
    return written(_member(one) for one in lines)


def _member(one: Line) -> SafeString:
    name = filled('<a href="{}">{}</a>', one["url"], one["name"]) if one["url"] else one["name"]
    ours = filled(' <span class="s-quiet">({})</span>', _("us")) if one["is_ours"] else _NOTHING
    function = (
        filled('<br><span class="s-quiet s-small">{}</span>', one["function"])
        if one["function"]
        else _NOTHING
    )
    return filled(
        '<tr{}><th scope="row">{}{}{}</th><td data-nowrap>{}<br><span class="s-quiet s-small">{}</span></td>'
        '<td><span class="ds-tag" data-color="{}">{}</span>{}</td><td>{}</td><td data-nowrap>{}</td></tr>',
        _LATE if one["is_late"] else _NOTHING,
        name,
        ours,
        function,
        one["pace"],
        _("since %(day)s") % {"day": one["since"]},
        one["colour"],
        one["light"],
        written(filled('<br><span class="s-small">{}</span>', note) for note in one["notes"]),
        _next(one),
        one["end"],
    )


def _next(one: Line) -> SafeString:
    if not one["next_name"]:
        return filled('<span class="s-quiet">{}</span>', _("No plan yet"))
    return filled('{} <span class="s-number">{}</span>', one["next_name"], one["next_on"])
