"""What was said to be different, and the way to take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import RefusedError
from samspil.apps.needs.rights import may_answer
from samspil.apps.needs.selectors.common import Refused, list_refused, pair_of
from samspil.apps.needs.selectors.reach import reaching
from samspil.apps.needs.services.answering import take_back
from samspil.apps.needs.views.told import crumbs, tabs, told
from samspil.apps.organisations.types import Acting
from samspil.kit.paging import read_number
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

Shown = dict[str, Any]


@require_safe
@page
def refused(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What was said to be different, and the way to take it back."""
    return _refused(request, acting)


def _refused(request: HttpRequest, acting: Acting, refusal: str = "") -> HttpResponse:
    with reaching(acting, timezone.localdate()) as reach:
        rows = [_pair(one, reach.own) for one in list_refused(reach)]
    context = {
        "tabs": tabs("refused"),
        "crumbs": crumbs(_("Said to be different")),
        "rows": rows,
        "may": may_answer(acting),
        "back_url": address("needs:take_back"),
        "refusal": refusal,
    }
    return shown(request, "needs/refused.html", context, refused=bool(refusal))


def _pair(one: Refused, own: int) -> Shown:
    first, second = sorted((one.one, one.other), key=lambda each: each.organisation_id != own)
    day = words().day(timezone.localdate(one.at))
    return {"pair": one.pair, "one": told(first, own), "other": told(second, own), "day": day}


@require_POST
@page
def taken_back(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What was said of a pair is not said any more."""
    key = read_number(request.POST.get("pair", "")) or 0
    with reaching(acting, timezone.localdate()) as reach:
        pair = pair_of(reach, key)
        try:
            take_back(pair, acting=acting, reach=reach, at=timezone.now())
        except RefusedError as error:
            return _refused(request, acting, sentence(error.problem))
    messages.success(request, _("Taken back. It may be suggested again when needs are compared next."))
    return redirect("needs:refused")
