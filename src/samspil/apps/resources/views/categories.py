"""The sorts of tasks, and all of them to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import faults_told, page, shown
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.forms.recording import CategoriesForm
from samspil.apps.resources.rights import may_plan
from samspil.apps.resources.selectors.categories import Kept, categories_of
from samspil.apps.resources.services.cataloguing import keep_categories
from samspil.apps.resources.views import told
from samspil.core.errors import ProblemsError
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@page
def categories(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Read by everybody, changed by whoever keeps the organisation."""
    kept = categories_of(acting.organisation_id)
    if request.method != "POST":
        return _page(request, acting, kept, CategoriesForm(initial={"document": kept.document}))
    if not may_plan(acting):
        raise NotFoundError("tasks")
    form = CategoriesForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, kept, form)
    try:
        number = keep_categories(form.cleaned_data["document"], acting=acting, at=timezone.now())
    except ProblemsError as error:
        return _page(request, acting, kept, form, faults_told(error))
    messages.success(request, _("Kept as version %(number)s of your own.") % {"number": number})
    return redirect("resources:categories")


def _page(
    request: HttpRequest, acting: Acting, kept: Kept, form: CategoriesForm, faults: Sequence[str] = ()
) -> HttpResponse:
    tongue, found = language(), kept.categories
    context = {
        "crumbs": told.crumbs((_("The sorts of tasks"), "")),
        "name": found.name.in_language(tongue),
        "source": found.source,
        "number": kept.number,
        "categories": [
            (one.name.in_language(tongue), one.means.in_language(tongue), one.is_development, one.source)
            for one in found.categories.values()
        ],
        "hours": told.number(found.working_day.minutes * 100 // 60),
        "overtime": found.most_overtime.percent,
        "form": form,
        "faults": faults,
        "may_change": may_plan(acting),
    }
    return shown(request, "resources/categories.html", context, refused=request.method == "POST")
