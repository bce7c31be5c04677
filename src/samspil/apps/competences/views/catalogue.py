"""The catalogue: its levels and competences, and the whole of it to be changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.competences.forms.saying import CatalogueForm
from samspil.apps.competences.rights import may_confirm
from samspil.apps.competences.selectors.catalogues import Kept, catalogue_of
from samspil.apps.competences.services.cataloguing import keep_catalogue
from samspil.apps.competences.views.told import crumbs_to
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@page
def catalogue(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Read by everybody, changed by whoever keeps the organisation."""
    kept = catalogue_of(acting.organisation_id)
    if request.method != "POST":
        return _page(request, acting, kept, CatalogueForm(initial={"document": kept.document}))
    if not may_confirm(acting):
        raise NotFoundError("catalogue")
    form = CatalogueForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, kept, form, refused=True)
    try:
        number = keep_catalogue(form.cleaned_data["document"], acting=acting, at=timezone.now())
    except ProblemsError as error:
        return _page(request, acting, kept, form, [_fault(one) for one in error.problems], refused=True)
    messages.success(request, _("Kept as version %(number)s of your own.") % {"number": number})
    return redirect("competences:catalogue")


def _fault(one: Problem) -> str:
    if one.place is None:
        return sentence(one)
    return _("Line %(line)s: %(fault)s") % {"line": one.place.line, "fault": sentence(one)}


def _page(
    request: HttpRequest,
    acting: Acting,
    kept: Kept,
    form: CatalogueForm,
    faults: list[str] | None = None,
    *,
    refused: bool = False,
) -> HttpResponse:
    tongue, told = language(), kept.catalogue
    context = {
        "crumbs": crumbs_to(_("The catalogue")),
        "name": told.name.in_language(tongue),
        "source": told.source,
        "number": kept.number,
        "levels": [
            (one.name.in_language(tongue), one.means.in_language(tongue)) for one in told.levels.values()
        ],
        "competences": [
            (one.name.in_language(tongue), one.means.in_language(tongue), one.source)
            for one in told.competences.values()
        ],
        "form": form,
        "faults": faults or [],
        "may_change": may_confirm(acting),
    }
    return shown(request, "competences/catalogue.html", context, refused=refused)
