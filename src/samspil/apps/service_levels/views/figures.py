"""A list of figures comes in: sent, read as its source is, seen with what it comes to, kept."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page, shown
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.forms.lists import HowReadForm, SendFiguresForm
from samspil.apps.service_levels.parts.words import amount, area_words, crumbs_to, period_words
from samspil.apps.service_levels.rights import may_promise
from samspil.apps.service_levels.selectors.access import access_list
from samspil.apps.service_levels.selectors.held import open_levels
from samspil.apps.service_levels.selectors.versions import sources
from samspil.apps.service_levels.services.lists import (
    BOUNDS,
    FiguresRefusedError,
    Looked,
    heading,
    keep_figures,
    keep_list,
    look,
    read_otherwise,
)
from samspil.core.errors import ProblemsError
from samspil.core.service_levels.figure_list import Column, Refused
from samspil.core.service_levels.periods import Every
from samspil.kit.excel import writing
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
MOST_TOLD: Final = 100
_FORMS: Final = {"xlsx": (writing.as_xlsx, writing.EXCEL), "csv": (writing.as_csv, writing.CSV)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def send(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Where the figures come from, and a file; on to how it is read."""
    if not may_promise(acting):
        raise NotFoundError("figures")
    form = SendFiguresForm(request.POST or None, request.FILES or None)
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        sent: UploadedFile[Any] = form.cleaned_data["file"]
        # Nothing larger is taken into memory; the reader says so itself.
        file = (sent.name or "", sent.read(BOUNDS.packed_bytes + 1))
        try:
            row = keep_list(form.cleaned_data["source"], file, language(), acting=acting, at=timezone.now())
            return redirect("service_levels:figures_sent", row.public_id)
        except ProblemsError as error:
            told = _sentences(error)
    context = {
        "form": form,
        "told": told[:MOST_TOLD],
        "sources": sources(acting.organisation_id),
        "has_levels": bool(open_levels(acting.organisation_id)),
        "crumbs": crumbs_to((_("Figures from a file"), "")),
    }
    return shown(request, "service_levels/figures.html", context, refused=bool(told or form.errors))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def sent(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """How it is read and what it comes to; kept whole or not at all."""
    if not may_promise(acting):
        raise NotFoundError(str(public_id))
    row, at = access_list(acting, public_id), timezone.now()
    context: Shown = {"source": row.source, "file_name": row.file_name}
    context["crumbs"] = crumbs_to((_("Figures from a file"), ""))
    told: list[str] = []
    try:
        seen = look(row, at=at)
    except ProblemsError as error:
        context["told"] = _sentences(error)
        return shown(request, "service_levels/figures_sent.html", context, refused=True)
    form = HowReadForm(_said(request), seen=seen)
    try:
        if request.method == "POST" and "keep" in request.POST:
            came = keep_figures(row, acting=acting, at=at)
            messages.success(request, _came_to(came.new, came.as_before))
            return redirect("service_levels:catalogue")
        if request.method == "POST" and form.is_valid():
            read_otherwise(row, form.how(), at=at)
            return redirect("service_levels:figures_sent", public_id)
    except FiguresRefusedError:
        told = [_("Something has changed since you looked. Nothing has been kept; look again.")]
    context |= {"told": told, "form": form, **_looked(seen)}
    return shown(request, "service_levels/figures_sent.html", context, refused=bool(told or form.errors))


@require_safe
@page
def template(request: HttpRequest, acting: Acting, form: str) -> HttpResponseBase:
    """The columns as we call them, with a line for each level."""
    del request
    if form not in _FORMS or not may_promise(acting):
        raise Http404
    tongue = language()
    rows = [
        [f"{one.service.name}: {one.name}", "", "", "", "", ""] for one in open_levels(acting.organisation_id)
    ]
    table = writing.Table(_("Service levels"), [heading(one, tongue) for one in Column], rows)
    write, sort = _FORMS[form]
    answer = HttpResponse(write(table), content_type=sort)
    name = f"{_('service-levels')}-{timezone.localdate():%Y-%m-%d}.{form}"
    if acting.is_example:  # what is read again begins with its headings
        name = f"{_('EXAMPLE')}-{name}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _said(request: HttpRequest) -> Any:
    """What is said of how it is read; nothing where it is to be kept."""
    return request.POST if request.method == "POST" and "keep" not in request.POST else None


def _looked(seen: Looked) -> Shown:
    came, told = seen.came, words()
    lines = len({one.line for one in came.refused})
    tiles = [
        (_("New figures"), len(came.new)),
        (_("Stand already"), came.as_before),
        (_("Passed over"), came.passed_over),
        (_("Lines with errors"), lines),
    ]
    return {
        "seen": seen,
        "lacks": [heading(one, language()) for one in seen.lacks],
        "tiles": [{"label": label, "value": told.number(count)} for label, count in tiles],
        "refused": [_refused(one) for one in came.refused[:MOST_TOLD]],
        "refused_more": max(0, len(came.refused) - MOST_TOLD),
        "new": _new(seen),
        "new_more": max(0, len(came.new) - MOST_TOLD),
    }


def _new(seen: Looked) -> list[Shown]:
    levels = {one.public_id: one for one in seen.levels}
    return [
        {
            "row": one.line,
            "level": f"{levels[one.level].service.name}: {levels[one.level].name}",
            "area": area_words(one.area),
            "period": period_words(one.period, Every(levels[one.level].every)),
            "value": amount(one.value, levels[one.level].unit),
        }
        for one in seen.came.new[:MOST_TOLD]
    ]


def _refused(one: Refused) -> Shown:
    tongue = words()
    return {
        "row": one.line,
        "column": heading(one.column, tongue.language),
        "why": tongue.problem(one.problem),
    }


def _came_to(new: int, before: int) -> str:
    figures = {"new": words().number(new), "before": words().number(before)}
    return _("Kept: %(new)s new, %(before)s stood already.") % figures


def _sentences(error: ProblemsError) -> list[str]:
    return [words().problem(one) for one in error.problems]
