"""Views of the portfolio that are kept: made, opened by their link, removed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.governance.parts.pages import REFUSED, page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.keeping import KeepViewForm
from samspil.apps.portfolio.selectors.access import access_saved_view
from samspil.apps.portfolio.services import saved_views
from samspil.kit.web.addresses import address

_FORBIDDEN = 403


@require_http_methods(["GET", "HEAD", "POST"])
@page
def keep(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Give the view one comes from a name."""
    form = (
        KeepViewForm(request.POST) if request.method == "POST" else KeepViewForm(initial=request.GET.dict())
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                kept = saved_views.keep_view(**form.cleaned_data, acting=acting, at=timezone.now())
            except RefusedError as error:
                form.add_error("name", sentence(error.problem))
            else:
                messages.success(request, _("The view is kept. Everybody here can open it by its address."))
                return HttpResponseRedirect(address("portfolio:view", kept.public_id))
        status = REFUSED
    crumbs = [(_("Portfolio"), address("portfolio:initiatives")), (_("Keep this view"), "")]
    return render(request, "portfolio/view_keep.html", {"form": form, "crumbs": crumbs}, status=status)


@require_safe
@page
def view(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """The page that a kept view is of, narrowed as it was."""
    kept = access_saved_view(acting, public_id)
    query = QueryDict(kept.query, mutable=True)
    query["view"] = str(kept.public_id)
    where = address(f"portfolio:{kept.page}") or address("portfolio:initiatives")
    return HttpResponseRedirect(f"{where}?{query.urlencode()}")


@require_POST
@page
def remove(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """A kept view goes."""
    kept = access_saved_view(acting, public_id)
    try:
        saved_views.remove_view(kept, acting=acting, at=timezone.now())
    except RefusedError as error:
        shown = {"refused": sentence(error.problem)}
        return render(request, "portfolio/refused.html", shown, status=_FORBIDDEN)
    messages.success(request, _("The view is removed. What it showed is still here."))
    return HttpResponseRedirect(address("portfolio:initiatives"))
