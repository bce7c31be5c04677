"""The portfolio as a list, and the same as a file."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import example_note, page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.listing import (
    MOST_EXPORTED,
    Order,
    all_initiatives,
    has_any,
    list_initiatives,
)
from samspil.apps.portfolio.selectors.milestones import milestones_from
from samspil.apps.portfolio.views import exporting, seeing
from samspil.apps.portfolio.views.initiative_rows import rows
from samspil.kit.excel import writing
from samspil.kit.paging import write_key
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.kit.web.paging_links import ways_on

_SORTED: Final = {Order.NEXT: "next", Order.LIGHT: "light"}


@require_safe
@page
def initiatives(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The list, in the order asked for."""
    on = timezone.localdate()
    seen = seeing.see(request, acting, "initiatives", on)
    found = list_initiatives(acting, seen.by, on)
    lines = rows(found.rows, seen.models, on, words())
    shown = {
        **seen.shown,
        **ways_on(request, write_key(found.next_after), seen.by.size, without=["view"]),
        "rows": lines,
        "sorted": _SORTED.get(seen.by.order, ""),
        "nothing_yet": not lines and not has_any(acting),
        "exports": exports(seen.shown["query"]),
    }
    return render(request, "portfolio/initiatives.html", shown)


def exports(query: str) -> list[tuple[str, str]]:
    """The files that a filter can be fetched as."""
    named = [
        (_("Download as Excel"), "xlsx"),
        (_("Download as CSV"), "csv"),
        (_("For OpenProject"), "openproject"),
    ]
    return [(label, f"{address('portfolio:export', form)}?{query}") for label, form in named]


@require_safe
@page
def export(request: HttpRequest, acting: Acting, form: str) -> HttpResponseBase:
    """The list as a file, narrowed as on the page."""
    if form not in exporting.FORMS:
        raise NotFoundError(form)
    on = timezone.localdate()
    seen = seeing.see(request, acting, "initiatives", on)
    found = all_initiatives(acting, seen.by, on)
    if form == "openproject":
        milestones = milestones_from(acting.organisation_id, seen.by, most=MOST_EXPORTED)
        content = writing.as_csv(
            exporting.for_openproject(found, milestones, example_note(acting)), delimiter=","
        )
        sort = writing.CSV
    else:
        table = exporting.table(found, seen.models, example_note(acting))
        is_excel = form == "xlsx"
        content = writing.as_xlsx(table) if is_excel else writing.as_csv(table)
        sort = writing.EXCEL if is_excel else writing.CSV
    answer = HttpResponse(content, content_type=sort)
    name = f"{_('portfolio')}-{on:%Y-%m-%d}{exporting.FORMS[form]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
