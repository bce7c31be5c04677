"""The milestones of an initiative, written here: the page of a long plan is to be cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()
Line = Mapping[str, Any]
_NOTHING = SafeString("")
_LATE = SafeString(" data-late")
_AS_PLANNED = SafeString(' class="s-quiet"')
_NOTHING_TO_DO = SafeString('<td class="s-no-print"></td>')


@register.simple_tag
def milestone_rows(lines: Iterable[Line], changes: bool) -> SafeString:
    """Milestones as lines of a table; with what can be done about each for whoever may."""
    ways = _ways() if changes else None
    return SafeString("".join(_milestone(one, ways) for one in lines))


def _milestone(one: Line, ways: str | None) -> SafeString:
    """``ways`` is how what can be done about a milestone is written; it is the same for all but the names."""
    return format_html(
        '<tr{}><th scope="row" id="m-{}">{}{}</th><td data-nowrap{}>{}</td>'
        '<td><span class="s-number">{}</span>{}</td>'
        "<td>{}</td>{}</tr>",
        _LATE if one["is_late"] else _NOTHING,
        one["id"],
        one["name"],
        _notes(one),
        _NOTHING if one["has_moved"] else _AS_PLANNED,
        one["first"],
        one["planned"],
        _moves(one["moves"]) if one["moves"] else _NOTHING,  # what is folded may not stand in a heading
        _expected(one),
        _done_about(one, ways) if ways is not None else _NOTHING,
    )


def _ways() -> str:
    """Three ways on, each with the milestone's name for those who hear it read aloud."""
    said = [conditional_escape(one) for one in (_("Move"), _("Reached"), _("Waits for"))]
    links = (
        f'<a href="{{{place}}}">{told}<span class="s-unseen">: {{3}}</span></a>'
        for place, told in enumerate(said)
    )
    return f'<td class="s-no-print" data-nowrap>{" · ".join(links)}</td>'


def _done_about(one: Line, ways: str) -> SafeString:
    if not one["is_open"]:
        return _NOTHING_TO_DO
    urls = one["urls"]
    return format_html(ways, urls["move"], urls["reach"], urls["wait"], one["name"])


def _notes(one: Line) -> SafeString:
    """What there is to say of it below its name."""
    found: list[str] = []
    if one["is_gate"]:
        found.append(format_html(' <span class="ds-tag" data-color="accent">{}</span>', _("Gate")))
    if one["deviation"]:
        told = _("Differs from the common plan")
        found.append(format_html('<br><span class="s-small">{}: {}</span>', told, one["deviation"]))
    elif one["follows"]:
        found.append(_quiet(_("Follows the common plan")))
    if one["latest"]:
        found.append(_latest(one))
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
    if not one["is_pushed"]:
        return format_html('<span class="s-number">{}</span>', one["expected"])
    pushed = (
        _("pushed by %(name)s") % {"name": one["pushed_by"]}
        if one["pushed_by"]
        else _("pushed by what it waits for")
    )
    written = '<span class="s-number">{}</span><br><span class="s-small">{}</span>'
    return format_html(written, one["expected"], pushed)


@register.simple_tag
def member_rows(lines: Iterable[Line]) -> SafeString:
    """Members as lines of a table: each at its own pace, with what it comes to next."""
    return SafeString("".join(_member(one) for one in lines))


def _member(one: Line) -> SafeString:
    name = format_html('<a href="{}">{}</a>', one["url"], one["name"]) if one["url"] else one["name"]
    ours = format_html(' <span class="s-quiet">({})</span>', _("us")) if one["is_ours"] else _NOTHING
    function = (
        format_html('<br><span class="s-quiet s-small">{}</span>', one["function"])
        if one["function"]
        else _NOTHING
    )
    return format_html(
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
        format_html_join("", '<br><span class="s-small">{}</span>', ((note,) for note in one["notes"])),
        _next(one),
        one["end"],
    )


def _next(one: Line) -> SafeString:
    if not one["next_name"]:
        return format_html('<span class="s-quiet">{}</span>', _("No plan yet"))
    return format_html('{} <span class="s-number">{}</span>', one["next_name"], one["next_on"])
