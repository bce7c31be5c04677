"""The surveys that can be asked: read, and made one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import faults_told, page, shown
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.forms.preparing import SurveyForm
from samspil.apps.surveys.rights import may_ask
from samspil.apps.surveys.selectors.surveys import Held, find_survey, list_surveys
from samspil.apps.surveys.services.preparing import keep_survey
from samspil.core.errors import ProblemsError
from samspil.core.surveys.language import Survey, said_about
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_safe
@page
def surveys(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """One's own first."""
    tongue = language()
    rows = [
        {
            "name": one.survey.name.in_language(tongue),
            "summary": one.survey.summary.in_language(tongue),
            "questions": len(one.survey.questions),
            "number": one.number,
            "url": address("surveys:survey", one.survey.key),
        }
        for one in list_surveys(acting.organisation_id)
    ]
    crumbs = [(_("Surveys"), address("surveys:rounds")), (_("What can be asked"), "")]
    return render(request, "surveys/surveys.html", {"rows": rows, "crumbs": crumbs})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def survey(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """Its questions, and the whole of it to be changed by whoever may ask."""
    held = find_survey(acting.organisation_id, key)
    if request.method != "POST":
        return _page(request, acting, held, SurveyForm(initial={"document": held.document}))
    if not may_ask(acting):
        raise NotFoundError(key)
    form = SurveyForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, held, form, refused=True)
    try:
        row = keep_survey(form.cleaned_data["document"], acting=acting, at=timezone.now())
    except ProblemsError as error:
        return _page(request, acting, held, form, faults_told(error), refused=True)
    messages.success(request, _("Kept as version %(number)s of your own.") % {"number": row.number})
    return redirect("surveys:survey", row.key)


def _page(
    request: HttpRequest,
    acting: Acting,
    held: Held,
    form: SurveyForm,
    faults: list[str] | None = None,
    *,
    refused: bool = False,
) -> HttpResponse:
    name = held.survey.name.in_language(language())
    crumbs = [
        (_("Surveys"), address("surveys:rounds")),
        (_("What can be asked"), address("surveys:surveys")),
        (name, ""),
    ]
    context = {
        "title": name,
        "lead": held.survey.summary.in_language(language()),
        "questions": questions_shown(held.survey),
        "form": form,
        "faults": faults or [],
        "may_change": may_ask(acting),
        "new_url": f"{address('surveys:new')}?survey={held.survey.key}" if may_ask(acting) else "",
        "crumbs": crumbs,
    }
    return shown(request, "surveys/survey.html", context, refused=refused)


def questions_shown(one: Survey) -> list[dict[str, Any]]:
    """Each question with the answers to choose from; where it names what it is about, dots."""
    tongue, scales = language(), one.on_scales()
    return [
        {
            "text": said_about(question.text.in_language(tongue), "…"),
            "steps": [step.name.in_language(tongue) for step in scales[key].steps.values()]
            if key in scales
            else [],
            "source": question.source,
        }
        for key, question in one.questions.items()
    ]
