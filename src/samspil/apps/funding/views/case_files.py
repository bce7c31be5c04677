"""A business case as a workbook, out and in. Read again it is a new version like any other."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil import library
from samspil.apps.funding.forms.case_files import CaseFileForm
from samspil.apps.funding.forms.cases import CURRENCY, FIRST_LINES, USUAL_YEARS
from samspil.apps.funding.selectors.case_words import KINDS
from samspil.apps.funding.selectors.cases import KeptCase, chosen_version, newest_case, versions_of
from samspil.apps.funding.services.case_files import BOUNDS, read_case_file
from samspil.apps.funding.services.cases import NewCase, keep_case
from samspil.apps.funding.views.case_ways import crumbs, number
from samspil.apps.funding.views.case_workbook import workbook
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.business_case import Case, Line
from samspil.core.units import Money
from samspil.kit.excel.writing import EXCEL
from samspil.kit.web.addresses import address

MOST_TOLD: Final = 50


@require_safe
@page
def file(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A version with formulas that live; before there is one, a workbook to begin with."""
    initiative = access_initiative(acting, initiative_id)
    row = chosen_version(versions_of(initiative), number(request.GET.get("version")))
    today = timezone.localdate()
    if row is None:
        case, rates = _to_begin_with(today), library.case_parameters().rates_on(today)
    else:
        kept = KeptCase(row)
        case, rates = kept.case, kept.rates
    title = f"{initiative.number} {initiative.title}"
    if acting.is_example:
        title = f"{_('EXAMPLE')}: {title}"
    answer = HttpResponse(workbook(case, rates, title), content_type=EXCEL)
    name = f"business-case-{initiative.number}-{row.number if row else 0}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _to_begin_with(today: date) -> Case:
    nothing = (Money(0, CURRENCY),) * USUAL_YEARS
    lines = tuple(Line(str(KINDS[kind.value]), kind, "", nothing) for kind in FIRST_LINES)
    return Case(today.year, today.year, lines)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def read(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A workbook becomes a version, or each cell that cannot be read is named and nothing is kept."""
    initiative = access_initiative(acting, initiative_id)
    if not may_lead(acting, initiative, timezone.localdate()):
        refused = sentence(Problem("not_yours_to_lead", {"title": initiative.title}))
        return _page(request, initiative, None, refused=refused)
    before = newest_case(initiative)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    known = before.assumptions if before else ""
    form = CaseFileForm(*sent, says_why=before is not None, initial={"assumptions": known})
    if request.method != "POST" or not form.is_valid():
        return _page(request, initiative, form)
    try:
        made = _kept(form, initiative, acting)
    except ProblemsError as error:
        return _page(request, initiative, form, told=[sentence(one) for one in error.problems])
    except RefusedError as error:
        return _page(request, initiative, form, told=[sentence(error.problem)])
    messages.success(request, _("Version %(number)s is kept.") % {"number": made})
    return redirect("funding:case", initiative_id)


def _kept(form: CaseFileForm, initiative: Any, acting: Acting) -> int:
    said = form.cleaned_data
    file: UploadedFile[Any] = said["file"]
    # Nothing larger is taken into memory; the reader says so itself.
    case = read_case_file(file.read(BOUNDS.packed_bytes + 1), file.name or "", CURRENCY)
    new = NewCase(case, said["assumptions"], said.get("why", ""), (file.name or "")[-200:])
    return keep_case(initiative, new, acting=acting, at=timezone.now()).number


def _page(
    request: HttpRequest,
    initiative: Any,
    form: CaseFileForm | None,
    *,
    told: list[str] | None = None,
    refused: str = "",
) -> HttpResponse:
    back = address("funding:case", initiative.public_id)
    home = address("portfolio:initiative", initiative.public_id)
    told = told or []
    context = {
        "title": _("Read a workbook"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": crumbs(initiative, home, _("Read a workbook"), (_("Business case"), back)),
        "form": form,
        "told": told[:MOST_TOLD],
        "more": max(0, len(told) - MOST_TOLD),
        "refused": refused,
        "file_url": address("funding:case_file", initiative.public_id),
        "back": back,
    }
    wrong = bool(told) or (form is not None and bool(form.errors))
    return shown(request, "funding/case_read.html", context, refused=wrong, forbidden=bool(refused))
