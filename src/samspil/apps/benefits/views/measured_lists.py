"""Many measurements in one file: the template, the file, what it comes to, and yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.benefits.forms.measured_lists import SendMeasurementsForm
from samspil.apps.benefits.selectors.measuring_in_lists import (
    Indicators,
    access_measured_list,
    can_measure_any,
    indicators_for,
)
from samspil.apps.benefits.services import measured_lists_later as later
from samspil.apps.benefits.services.measured_lists import (
    BOUNDS,
    ListRefusedError,
    Previewed,
    grade_word,
    heading,
    keep_list,
    keep_measured,
    preview,
)
from samspil.apps.governance.parts.following import Followed, follow
from samspil.apps.governance.parts.pages import REFUSED, page
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.measured_list import Column, Known, Refused
from samspil.core.benefits.measuring import Grade
from samspil.core.errors import ProblemsError
from samspil.kit.excel import writing
from samspil.kit.jobs.confirmed import ask_to_stop, is_under_way, where_is
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

MOST_TOLD: Final = 50
_FORMS: Final = {"xlsx": (writing.as_xlsx, writing.EXCEL), "csv": (writing.as_csv, writing.CSV)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def send(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A file with measurements; where it can be read, on to what it comes to."""
    form = SendMeasurementsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[Any] = form.cleaned_data["file"]
        # Nothing larger is taken into memory; the reader says so itself.
        data = file.read(BOUNDS.packed_bytes + 1)
        try:
            sent = keep_list(file.name or "", data, language(), acting=acting, at=timezone.now())
            return redirect("benefits:measure_list_sent", sent.public_id)
        except ProblemsError as error:
            told = _sentences(error)
    context = {
        "form": form,
        "told": told[:MOST_TOLD],
        "more": max(0, len(told) - MOST_TOLD),
        "can_measure": can_measure_any(acting),
        "columns": _columns(),
        "templates": [
            (_("Template as Excel"), address("benefits:measure_template", "xlsx")),
            (_("as CSV"), address("benefits:measure_template", "csv")),
        ],
        "crumbs": _crumbs(),
    }
    return render(
        request, "benefits/measure_list.html", context, status=REFUSED if told or form.errors else 200
    )


@require_safe
@page
def template(request: HttpRequest, acting: Acting, form: str) -> HttpResponseBase:
    """The columns, with a line for each indicator that one can measure."""
    if form not in _FORMS:
        raise Http404
    tongue = language()
    rows = (_template_row(one, name) for one, name in _named(list(_measured(indicators_for(acting)))))
    table = writing.Table(_("Measurements"), [heading(one, tongue) for one in Column], rows)
    write, sort = _FORMS[form]
    answer = HttpResponse(write(table), content_type=sort)
    name = f"{_('measurements')}-{timezone.localdate():%Y-%m-%d}.{form}"
    if acting.is_example:  # what is read again begins with its headings
        name = f"{_('EXAMPLE')}-{name}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def sent(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What a list comes to; confirmed, all of it is kept or nothing."""
    upload, now = access_measured_list(acting, public_id), timezone.now()
    if is_under_way(upload):
        return redirect("benefits:measure_list_progress", public_id)
    told: list[str] = []
    if request.method == "POST":
        try:
            if later.is_long(upload):
                later.confirm_measured(upload, at=now)
                return redirect("benefits:measure_list_progress", public_id)
            kept = keep_measured(upload, acting=acting, at=now)
        except ListRefusedError:
            told = [_("Something has changed since you looked. Nothing has been kept; look again.")]
        except ProblemsError as error:
            told = _sentences(error)
        else:
            messages.success(request, _in_words(len(kept.new), kept.as_before))
            return redirect("benefits:benefits")
    context: dict[str, Any] = {"file_name": upload.file_name, "told": told, "crumbs": _crumbs()}
    try:
        seen = preview(upload, acting=acting, at=now)
    except ProblemsError as error:
        context["told"] = told or _sentences(error)
        return render(request, "benefits/measure_list_sent.html", context, status=REFUSED)
    context |= {"seen": seen, **_shown(seen)}
    return render(request, "benefits/measure_list_sent.html", context, status=REFUSED if told else 200)


@never_cache
@require_safe
@page
def progress(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """How far a list has come that a worker keeps; the part for htmx, the page for others."""
    upload = access_measured_list(acting, public_id)
    far = where_is(upload, timezone.now())
    if far is None:
        return redirect("benefits:measure_list_sent", public_id)
    came = far.came_to
    followed = Followed(
        upload.file_name,
        _in_words(came["new"], came["as_before"]) if came is not None else "",
        here=address("benefits:measure_list_progress", public_id),
        stop_url=address("benefits:measure_list_stop", public_id),
        list_url=address("benefits:measure_list_sent", public_id),
        again_url=address("benefits:measure_list"),
        over=(address("benefits:benefits"), _("To the benefits")),
        crumbs=_crumbs(),
    )
    return follow(request, far, followed)


@require_POST
@page
def stop(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Stop a list that a worker keeps: nothing of it is kept."""
    try:
        ask_to_stop(access_measured_list(acting, public_id))
    except ProblemsError as error:
        messages.warning(request, _sentences(error)[0])
    return redirect("benefits:measure_list_progress", public_id)


def _in_words(new: int, before: int) -> str:
    figures = {"new": words().number(new), "before": words().number(before)}
    return _("Kept: %(new)s new, %(before)s stood already.") % figures


def _measured(found: Indicators) -> Iterator[Known]:
    """Those that can be measured now."""
    return (one for one in found.known.values() if one.rules is not None and one.cannot is None)


def _named(known: Sequence[Known]) -> Iterator[tuple[Known, str]]:
    """By name; by id where a benefit has two of the same name."""
    names = Counter((one.benefit, one.name.casefold()) for one in known)
    for one in known:
        yield one, one.name if names[one.benefit, one.name.casefold()] == 1 else str(one.id)


def _template_row(one: Known, name: str) -> list[writing.Cell]:
    filled = {Column.BENEFIT: one.benefit, Column.INDICATOR: name, Column.UNIT: one.rules and one.rules.unit}
    return [filled.get(column) or "" for column in Column]


def _columns() -> list[tuple[str, str]]:
    """Each column, and what stands in it."""
    tongue = language()
    grades = ", ".join(grade_word(one, tongue) for one in Grade)
    said = {
        Column.BENEFIT: _("The number of the benefit, as in the template."),
        Column.INDICATOR: _("The indicator's name, or its id. Must be filled in."),
        Column.FIRST: _("The first day of the period. Must be filled in."),
        Column.LAST: _("The last day of the period. Must be filled in."),
        Column.VALUE: _("What was measured: the number alone. Must be filled in."),
        Column.UNIT: _("The unit of the indicator, as in the template. Must be filled in."),
        Column.WHERE: _("The unit or the municipality's code; empty for all."),
        Column.N: _("How many were counted."),
        Column.GRADE: _("%(grades)s; empty for the first.") % {"grades": grades},
        Column.ATTRIBUTED: _("How much of the change is the benefit's doing, such as 50%; empty for all."),
        Column.EVIDENCE: _("Where the number comes from."),
        Column.COMMENT: _("Whatever is worth knowing."),
    }
    return [(heading(one, tongue), said[one]) for one in Column]


def _shown(seen: Previewed) -> dict[str, Any]:
    told, refused = words(), seen.refused
    lines = {one.line for one in refused}
    tiles = [
        (_("Lines read"), seen.lines),
        (_("New measurements"), len(seen.weighed.new)),
        (_("Stand already"), seen.weighed.as_before),
        (_("Lines with errors"), len(lines)),
    ]
    counts = Counter(one.indicator for one in seen.weighed.new)
    known = seen.indicators.known
    return {
        "tiles": [{"label": label, "value": told.number(count)} for label, count in tiles],
        "refused": [_refused(one) for one in refused[:MOST_TOLD]],
        "refused_count": told.number(len(refused)),
        "refused_more": max(0, len(refused) - MOST_TOLD),
        "indicators": [
            (known[one].benefit, known[one].name, told.number(count))
            for one, count in counts.most_common(MOST_TOLD)
        ],
        "indicators_more": max(0, len(counts) - MOST_TOLD),
    }


def _refused(one: Refused) -> dict[str, Any]:
    tongue = words()
    return {
        "row": one.line,
        "column": heading(one.column, tongue.language),
        "why": tongue.problem(one.problem),
    }


def _sentences(error: ProblemsError) -> list[str]:
    return [words().problem(one) for one in error.problems]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Benefits"), address("benefits:benefits")), (_("Measurements from a file"), "")]
