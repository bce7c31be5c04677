"""What we let the association see of our needs, thing by thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.parts.pages import shown as answered
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.needs.parts.sorts import SORTS
from samspil.apps.needs.rights import may_answer
from samspil.apps.needs.selectors.same import commons_of, list_ours, ours
from samspil.apps.needs.services.telling import hide_ours, show_ours
from samspil.apps.needs.views.told import crumbs, read_id, tabs
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from samspil.apps.needs.models import Told

Shown = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def shown(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is shown and what is not; posted, one thing is shown or hidden."""
    if request.method != "POST":
        return _page(request, acting)
    told = ours(acting, read_id(request.POST.get("told", "")))
    choose = {"yes": show_ours, "no": hide_ours}.get(request.POST.get("show", ""))
    if choose is None:
        raise NotFoundError
    try:
        choose(told, acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, sentence(error.problem))
    if choose is show_ours:
        messages.success(request, _("The association and its members now see that you need this."))
    else:
        messages.success(request, _("Nobody else sees it any more."))
    return redirect("needs:shown")


def _page(request: HttpRequest, acting: Acting, refusal: str = "") -> HttpResponse:
    rows = list_ours(acting)
    commons = commons_of(acting, rows, timezone.localdate())
    context = {
        "tabs": tabs("shown"),
        "crumbs": crumbs(_("What we show")),
        "rows": [_row(one, commons.get(one.pk)) for one in rows],
        "may": may_answer(acting),
        "here_url": address("needs:shown"),
        "contracts_url": address("systems:contracts"),
        "refusal": refusal,
    }
    return answered(request, "needs/shown.html", context, refused=bool(refusal))


def _row(one: Told, common: UUID | None) -> Shown:
    return {
        "key": one.public_id,
        "title": one.title,
        "sort": SORTS[one.sort],
        "is_shown": one.is_shown,
        "same_url": address("needs:need", common) if common else "",
    }
