"""The portfolio against time: a picture, and a table that says the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.pictures import (
    MOST_IN_A_PICTURE,
    MilestoneMark,
    TimelineRow,
    on_the_timeline,
)
from samspil.apps.portfolio.views import naming, seeing
from samspil.core.portfolio.status import Light
from samspil.core.portfolio.timeline_picture import Bar, Mark, Said, timeline_picture
from samspil.kit.web.addresses import addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

_YEAR = 12


@require_safe
@page
def timeline(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What is under way, from its first day to its last."""
    on = timezone.localdate()
    seen = seeing.see(request, acting, "timeline", on, without=("state", "order"))
    found, marks = on_the_timeline(acting, seen.by)
    shown = found[:MOST_IN_A_PICTURE]
    lines = _lines(shown, marks, words())
    context = {
        **seen.shown,
        "lines": lines,
        # Every text in it is escaped where it is written.
        "picture": mark_safe(  # nosec B308 B703
            timeline_picture([one["bar"] for one in lines], on, _said(len(lines)))
        ),
        "most": MOST_IN_A_PICTURE if len(found) > MOST_IN_A_PICTURE else 0,
    }
    return render(request, "portfolio/timeline.html", context)


def _said(count: int) -> Said:
    description = ngettext(
        "%(count)s initiative. The table below says the same in words.",
        "%(count)s initiatives. The table below says the same in words.",
        count,
    ) % {"count": count}
    return Said(_("Timeline of the portfolio"), description, _("Today"), _month)


def _month(first: date, step: int) -> str:
    return date_format(first, "Y" if step == _YEAR else "M Y")


def _lines(
    found: list[TimelineRow], marks: dict[int, list[MilestoneMark]], say: Words
) -> list[dict[str, Any]]:
    where = addresses("portfolio:initiative")
    lights = {key: str(word) for key, word in naming.LIGHTS.items()}
    return [_line(one, marks.get(one.id, []), where(one.public_id), lights, say) for one in found]


def _line(
    one: TimelineRow, marks: list[MilestoneMark], url: str, lights: dict[str, str], say: Words
) -> dict[str, Any]:
    first = one.starts_on or timezone.localdate(one.started_at)
    last = one.ended_on or one.expected_end
    to = say.day(last) if last else _("Not known")
    told = [(mark, f"{mark.name} {say.day(mark.on)}") for mark in marks]
    parts = [one.title, f"{say.day(first)} – {to}", lights[one.light]]
    what = _what(one)
    if what:
        parts.append(what)
    if one.next_on:
        parts.append(_("Next: %(milestone)s") % {"milestone": f"{one.next_name} {say.day(one.next_on)}"})
    is_noted = one.light in {Light.YELLOW.value, Light.RED.value}
    bar = Bar(
        title=f"§ {one.title}" if one.is_mandatory else one.title,
        said=". ".join(parts),
        url=url,
        starts_on=first,
        ends_on=max(last, first) if last else None,
        light=one.light,
        note=lights[one.light] if is_noted else "",
        is_mandatory=one.is_mandatory,
        marks=tuple(Mark(mark.on, text, mark.done_on is not None) for mark, text in told),
    )
    return {
        "bar": bar,
        "title": one.title,
        "url": url,
        "what": what,
        "from": say.day(first),
        "to": to,
        "light": one.light,
        "reaches": "; ".join(text for _mark, text in told) or "–",
    }


def _what(one: TimelineRow) -> str:
    found = []
    if one.is_mandatory:
        found.append(_("Mandatory task"))
    if one.is_paused:
        found.append(_("Paused"))
    return " · ".join(found)
