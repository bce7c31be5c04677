"""Page 1: an association or a municipality."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from samspil.apps.beginning.forms.organisation import OrganisationForm
from samspil.apps.beginning.selectors.searching import found_by
from samspil.apps.beginning.types import Step
from samspil.apps.beginning.views.guide import Here, in_guide, onwards, shown


@require_http_methods(["GET", "HEAD", "POST"])
@in_guide
def organisation(request: HttpRequest, here: Here) -> HttpResponseBase:
    """What it is, and which; searching keeps what is written."""
    was = {"kind": here.chosen.kind, "code": here.chosen.code, "name": here.chosen.name}
    form = OrganisationForm(request.POST or None, initial=was)
    searches = "find" in request.POST
    if request.method == "POST" and not searches and form.is_valid():
        said = form.cleaned_data
        return onwards(here.keep(kind=said["kind"], code=said["code"], name=said["name"]), Step.ORGANISATION)
    asked, code = form.said("q"), form.said("code")
    kept = OrganisationForm(initial={name: form.said(name) for name in ("kind", "q", "code", "name")})
    context = {
        "form": kept if searches else form,
        "kind": form.said("kind"),
        "asked": asked,
        "found": [(one, name, one == code) for one, name in found_by(asked, {code}, none_asked=False)],
    }
    return shown(request, here, Step.ORGANISATION, context, refused=not searches and bool(form.errors))
