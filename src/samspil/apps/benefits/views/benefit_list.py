"""All benefits of the organisation: how well they are followed, the three bottom lines, and the list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.forms.choices import BOTTOM_LINES
from samspil.apps.benefits.forms.narrowing import BenefitsForm
from samspil.apps.benefits.selectors.listing import (
    BenefitFilter,
    BenefitRow,
    has_any,
    list_benefits,
    narrowed,
)
from samspil.apps.benefits.selectors.sums import Amounts, LineSums, sums_of
from samspil.apps.benefits.types import HOURS
from samspil.apps.benefits.views.amounts import NOTHING, about
from samspil.apps.benefits.views.figure_tiles import tiles
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.kit.paging import write_key
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.kit.web.paging_links import ways_on
from samspil.wording.words import Words

Shown = dict[str, Any]


@require_safe
@page
def benefits(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What is promised, expected, measured and taken home; overdue measurements first."""
    on, say = timezone.localdate(), words()
    form = BenefitsForm(request.GET)
    by = form.chosen()
    found = list_benefits(acting, by, on)
    lines = [row(one, on, say) for one in found.rows]
    is_narrowed = form.is_narrowed()
    nothing_yet = not lines and not (is_narrowed and has_any(acting))
    context = {
        "form": form,
        "narrowed": is_narrowed,
        "initiative": _initiative(by, found.rows),
        "rows": lines,
        "size": by.size,
        "here_url": address("benefits:benefits"),
        "nothing_yet": nothing_yet,
        "beside": beside(),
        **({} if nothing_yet else _sums(acting, by, on, say)),
        **ways_on(request, write_key(found.next_after), by.size),
    }
    return render(request, "benefits/benefits.html", context)


def beside() -> list[tuple[str, str]]:
    """Other pages about benefits, as far as they are built."""
    named = [
        (_("Who gains"), "benefits:members"),
        (_("What is to be measured when"), "benefits:follow_up"),
        (_("Read measurements in"), "benefits:measure_list"),
        (_("Forecast"), "benefits:forecast"),
        (_("How forecasts came out"), "benefits:calibration"),
        (_("Library of benefits"), "benefits:library"),
        (_("Weights of the bottom lines"), "benefits:weights"),
        (_("Report as PDF"), "benefits:report"),
    ]
    return [(label, url) for label, view in named if (url := address(view))]


def _sums(acting: Acting, by: BenefitFilter, on: date, say: Words) -> Shown:
    sums = sums_of(narrowed(acting, by, on))
    return {"tiles": tiles(sums, say), "lines": [line(one, say) for one in sums.lines]}


def line(one: LineSums, say: Words) -> Shown:
    """A bottom line with its benefits and their amounts."""
    return {
        "name": BOTTOM_LINES[one.bottom_line.value],
        "url": f"?line={one.bottom_line.value}",
        "count": one.benefits,
        "ideas": one.ideas,
        "amounts": [_amounts(sums, say) for sums in one.amounts],
    }


def _amounts(sums: Amounts, say: Words) -> Shown:
    kind = sums.counted_in
    return {
        "kind": _("Hours") if kind == HOURS else _("Money"),
        "first": about(sums.first, kind, say),
        "expected": about(sums.expected, kind, say),
        "measured": about(sums.measured, kind, say),
        "taken": about(sums.taken_home, kind, say),
    }


def _initiative(by: BenefitFilter, rows: list[BenefitRow]) -> Shown | None:
    """The initiative that the list is narrowed to, as far as a line of it says its name."""
    if by.initiative is None:
        return None
    title = rows[0].initiative__title if rows else ""
    url = addresses("portfolio:initiative")(by.initiative) if rows else ""
    return {"id": by.initiative, "title": title, "url": url}


def row(one: BenefitRow, on: date, say: Words) -> Shown:
    """A benefit as a line of a table."""
    is_late = one.next_due_on is not None and one.next_due_on < on
    return {
        "url": addresses("benefits:benefit")(one.public_id),
        "number": one.number,
        "title": one.title,
        "is_disbenefit": one.is_disbenefit,
        "line": BOTTOM_LINES[one.bottom_line],
        "initiative": one.initiative__title,
        "initiative_url": addresses("portfolio:initiative")(one.initiative__public_id),
        "state": one.state,
        "owner": one.owner,
        "has_indicator": one.leading is not None,
        "expected": about(one.expected_minor, one.counted_in, say) if one.go_live else NOTHING,
        "measured": about(one.measured_minor, one.counted_in, say),
        "next_on": one.next_due_on,
        "next_said": say.weekday(one.next_due_on) if one.next_due_on else "",
        "late": is_late,
    }
