"""The form of a business case: room for more where it is asked for, then kept as a version."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.forms.cases import (
    MORE_LINES,
    MOST_YEARS_WRITTEN,
    CaseForm,
    Shape,
    first_initial,
    initial_of,
)
from samspil.apps.funding.selectors.cases import (
    KeptCase,
    newest_case,
)
from samspil.apps.funding.selectors.money_rules import case_rules_on
from samspil.apps.funding.services.cases import NewCase, keep_case
from samspil.apps.funding.views.case_ways import crumbs
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.parts.sending import done_once, has_sent_another, key_of, sent_in
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.apps.portfolio.selectors.taking_part_in import members_of
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

# What a page that is sent lacks fields for: it has become dear, or somebody has kept a version meanwhile.
_ASKS_MORE: Final = frozenset({"case_needs_three_points", "case_needs_assumptions", "case_says_why"})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def write(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """The form, with room for more where it is asked for, or what came of it."""
    initiative, at = access_initiative(acting, initiative_id), timezone.now()
    if not may_lead(acting, initiative, timezone.localdate(at)):
        refused = sentence(Problem("not_yours_to_lead", {"title": initiative.title}))
        return _form_page(request, initiative, None, refused=refused)
    before = newest_case(initiative)
    if request.method != "POST":
        form = _first_form(request, before, at)
        return _form_page(request, initiative, form, acting=acting)
    shape = Shape.sent(request.POST, timezone.localdate(at).year)
    if "more" in request.POST or "show" in request.POST or "all" in request.POST:
        return _form_page(request, initiative, _again(request, shape, before), acting=acting)
    form = CaseForm(shape, says_why="after" in request.POST, data=request.POST)
    if not form.is_valid():
        return _form_page(request, initiative, form, acting=acting)
    return _kept(request, acting, initiative, form, at)


def _first_form(request: HttpRequest, before: Any, at: datetime) -> CaseForm | None:
    """An empty form, or the newest version; none where it looks further than a form has room for."""
    is_whole = "whole" in request.GET
    if before is None:
        year = timezone.localdate(at).year
        initial = first_initial(year)
        return CaseForm(Shape(year, initial["years"], 3, is_whole), says_why=False, initial=initial)
    kept = KeptCase(before)
    if kept.case.years > MOST_YEARS_WRITTEN:
        return None
    has_points = any(one.has_points for one in kept.case.lines)
    shape = Shape.of(kept.case, is_whole=is_whole or has_points or bool(before.assumptions))
    return CaseForm(shape, says_why=True, initial=initial_of(kept.case, before.assumptions))


def _again(request: HttpRequest, shape: Shape, before: Any) -> CaseForm:
    """What was written, with more room; nothing is checked or kept yet."""
    more = MORE_LINES if "more" in request.POST else 0
    wanted = replace(shape, lines=shape.lines + more, is_whole=shape.is_whole or "all" in request.POST)
    return CaseForm(wanted, says_why=before is not None, initial=request.POST.dict())


def _kept(
    request: HttpRequest, acting: Acting, initiative: Any, form: CaseForm, at: datetime
) -> HttpResponseBase:
    said = form.cleaned_data

    def do() -> int:
        new = NewCase(form.case(), said.get("assumptions", ""), said.get("why", ""))
        return keep_case(initiative, new, acting=acting, at=at).number

    key = ""
    try:
        number = done_once(request, acting, {"path": request.path, **sent_in(request)}, do, at)
    except ProblemsError as error:
        for problem in error.problems:
            form.add_error(None, sentence(problem))
    except RefusedError as error:
        if error.problem.code in _ASKS_MORE:
            form = _with_more_fields(request, form, error.problem.code)
        form.add_error(None, sentence(error.problem))
    except AnotherRequestError:
        form.add_error(None, has_sent_another())
        key = str(new_id())
    else:
        messages.success(request, _("Version %(number)s is kept.") % {"number": number})
        return redirect("funding:case", initiative.public_id)
    return _form_page(request, initiative, form, acting=acting, key=key)


def _with_more_fields(request: HttpRequest, form: CaseForm, code: str) -> CaseForm:
    """The same with room for what is asked: three points and what they build on, or why it is otherwise."""
    says_why = code == "case_says_why"
    whole = replace(form.shape, is_whole=form.shape.is_whole or not says_why)
    found = CaseForm(whole, says_why=says_why or "why" in form.fields, data=request.POST)
    found.is_valid()
    return found


def _form_page(
    request: HttpRequest,
    initiative: Any,
    form: CaseForm | None,
    *,
    acting: Acting | None = None,
    refused: str = "",
    key: str = "",
) -> HttpResponse:
    at = timezone.now()
    limit = case_rules_on(initiative.organisation_id, timezone.localdate(at)).short_up_to
    back = address("funding:case", initiative.public_id)
    context = {
        "title": _("Write the business case"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": crumbs(
            initiative,
            address("portfolio:initiative", initiative.public_id),
            _("Write"),
            (_("Business case"), back),
        ),
        "form": form,
        "lines": list(form.written_lines()) if form else [],
        "refused": refused,
        "too_long": form is None and not refused,
        "read_url": address("funding:case_read", initiative.public_id),
        "limit": words().money(limit.amount) if limit else "",
        "limit_assumed": limit.assumed.in_language(language()) if limit and limit.assumed else "",
        "parties": _known_parties(initiative, acting, at) if acting else [],
        "back": back,
        "once": key or key_of(request),
    }
    wrong = form is not None and form.is_bound
    return shown(request, "funding/case_write.html", context, refused=wrong, forbidden=bool(refused))


def _known_parties(initiative: Any, acting: Acting, at: datetime) -> list[str]:
    """Whom one may mean: the members that take part, else the units of the organisation."""
    members = [name for _code, name in members_of(initiative)]
    return members or [one.name for one in list_units(acting.organisation_id, timezone.localdate(at))]
