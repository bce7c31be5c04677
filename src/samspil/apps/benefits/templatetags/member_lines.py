"""The lines of who gains what, written here: a page of a hundred has a thousand amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspil.apps.benefits.templatetags.benefit_lines import Line, text
from samspil.apps.benefits.views.amounts import NOTHING
from samspil.kit.web.filling import written

register = template.Library()


@register.simple_tag
def member_lines(rows: Iterable[Line], is_association: bool, changes: bool) -> SafeString:
    """Benefits, each with the parts of members."""
    words = {
        "disbenefit": text(_("Disbenefit")),
        "not_counted": text(_("not counted: an idea, or lapsed")),
        "change": text(_("Change the parts")),
        "not_all": text(_("not all of it")),
        # Filled for each amount; the text is ours, and the amount is escaped beside it.
        "measured": text(_("measured %(amount)s")),
    }
    return written(_line(row, words, is_association=is_association, changes=changes) for row in rows)


def _line(row: Line, words: Mapping[str, str], *, is_association: bool, changes: bool) -> str:
    total = ""
    if is_association:
        lacks = "" if row["is_all"] else f'<br><strong class="s-small">{words["not_all"]}</strong>'
        total = f"<td data-number>{text(row['total'])}{lacks}</td>"
    measured = "" if row["measured"] == NOTHING else _measured(row["measured"], words)
    parts = "".join([_part(one, words) for one in row["parts"]])
    return (
        f'<tr><th scope="row">{_name(row, words)}{_change(row, words) if changes else ""}</th>'
        f"<td data-number>{text(row['expected'])}{measured}</td>{total}{parts}</tr>"
    )


def _name(row: Line, words: Mapping[str, str]) -> str:
    title = escape(row["title"])
    name = f'<a href="{escape(row["url"])}">{title}</a>' if row["url"] else title
    disbenefit = f' <span class="s-small">({words["disbenefit"]})</span>' if row["is_disbenefit"] else ""
    not_counted = "" if row["counts"] else f" · {words['not_counted']}"
    return (
        f'{name}{disbenefit}<br><span class="s-small s-quiet">'
        f'<a href="{escape(row["map_url"])}">{escape(row["initiative"])}</a>{not_counted}</span>'
    )


def _change(row: Line, words: Mapping[str, str]) -> str:
    return (
        f'<br><a class="s-small s-no-print" href="{escape(row["shares_url"])}">{words["change"]}'
        f'<span class="s-unseen"> {escape(row["title"])}</span></a>'
    )


def _part(told: tuple[str, str, str], words: Mapping[str, str]) -> str:
    share, expected, measured = told
    is_expected = f'<br><span class="s-small s-quiet">{text(expected)}</span>' if expected else ""
    return f"<td data-number>{text(share)}{is_expected}{_measured(measured, words) if measured else ''}</td>"


def _measured(amount: str, words: Mapping[str, Any]) -> str:
    return f'<br><span class="s-small">{words["measured"] % {"amount": text(amount)}}</span>'
