"""From a common need to something joint: the members side by side, what each wants, and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import RefusedError
from samspil.apps.needs.forms.wishing import WishForm
from samspil.apps.needs.rights import may_answer
from samspil.apps.needs.selectors.together import Proposed, Side, Together, kinds_to_propose
from samspil.apps.needs.selectors.together import together as found_together
from samspil.apps.needs.services.wishing import own_kind, wish
from samspil.apps.needs.types import WANTS_TEXTS, Wants
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
_COLOURS: Final = {Wants.YES: "success", Wants.MAYBE: "warning", Wants.NO: "neutral"}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def together(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """All of it; a member says here whether it wants to be with."""
    at = timezone.now()
    on = timezone.localdate(at)
    found = found_together(acting, public_id, on)
    own = next((one for one in found.sides if one.member_id == acting.organisation_id), None)
    if request.method != "POST":
        return _page(request, acting, found, _form(acting, own, on))
    form = _form(acting, own, on, request.POST)
    if not form.is_valid():
        return _page(request, acting, found, form, refused=True)
    try:
        wish(public_id, form.new_wish(), acting=acting, at=at)
    except RefusedError as error:
        kind = own_kind(acting.organisation_id, on)
        why = sentence(error.problem, kind.model if kind else None)
        return _page(request, acting, found, form, why, refused=True)
    messages.success(request, _("The others can see it now. You can change it as long as you like."))
    return redirect("needs:together", public_id)


def _form(acting: Acting, own: Side | None, on: date, data: Any = None) -> WishForm:
    initial = {"wants": own.wants if own else ""}
    kind = own_kind(acting.organisation_id, on) if own else None
    return WishForm(data, kind=kind, language=language(), initial=initial)


def _page(
    request: HttpRequest,
    acting: Acting,
    found: Together,
    form: WishForm,
    why: str = "",
    *,
    refused: bool = False,
) -> HttpResponse:
    on = timezone.localdate()
    is_member = any(one.member_id == acting.organisation_id for one in found.sides)
    context = {
        "title": found.title,
        "association": found.association,
        "is_owner": found.is_owner,
        "sides": [_side(one, acting) for one in found.sides if one.told is not None],
        "others": [_side(one, acting) for one in found.sides if one.told is None],
        "ways": [_way(one) for one in found.sides if one.way],
        "proposed": [_proposed(one, found) for one in found.proposed],
        "kinds": [_kind(one, found) for one in kinds_to_propose(acting, on)] if found.is_owner else [],
        "form": form if is_member and may_answer(acting) else None,
        "is_member": is_member,
        "want_count": sum(one.wants == Wants.YES.value for one in found.sides),
        "refused": why,
        "calendar_url": address("systems:together"),
        "crumbs": [
            (_("Common needs"), address("needs:common")),
            (found.title, address("needs:need", found.public_id)),
            (_("Do it together"), ""),
        ],
    }
    return shown(request, "needs/together.html", context, refused=refused)


def _side(one: Side, acting: Acting) -> Shown:
    say, told = words(), one.told
    wants = Wants(one.wants) if one.wants else None
    facts = (
        {}
        if told is None
        else {
            "title": told.title,
            "says": told.text if told.text != told.title else "",
            "kle": ", ".join(told.kle),
            "cpv": ", ".join(told.cpv),
            "vendor": told.vendor_name,
            "ends": say.day(told.ends_on) if told.ends_on else "",
            "act_by": say.day(told.act_by) if told.act_by else "",
        }
    )
    return {
        "name": one.name,
        "own": one.member_id == acting.organisation_id,
        "confirmed": one.is_confirmed,
        "wants": WANTS_TEXTS[wants] if wants else _("Has not said"),
        "colour": _COLOURS[wants] if wants else "neutral",
        "since": say.day(one.said_on) if one.said_on else "",
        "by": _day(one.way.get("by", "")),
        "who": _named(one.way.get("who")),
        **facts,
    }


def _way(one: Side) -> Shown:
    steps = [
        {"name": _named(step.get("name")), "who": _named(step.get("who")), "by": _day(step.get("by", ""))}
        for step in one.way.get("steps", [])
    ]
    code = one.way.get("code", "")
    return {
        "name": one.name,
        "steps": steps,
        "who": _named(one.way.get("who")),
        "right": words().say(f"delegation.{code}") if code else "",
        "code": code,
        "by": _day(one.way.get("by", "")),
    }


def _named(texts: Mapping[str, str] | None) -> str:
    return (texts or {}).get(language(), "")


def _day(said: str) -> str:
    return words().day(date.fromisoformat(said)) if said else ""


def _proposed(one: Proposed, found: Together) -> Shown:
    matter = one.matter.matter
    may_start = found.is_owner and one.with_count > 0
    return {
        "number": one.matter.case_number,
        "url": address("governance:joint", matter),
        "start_url": address("portfolio:start_joint", matter) if may_start else "",
        "with_count": one.with_count,
        "ended": words().day(timezone.localdate(one.matter.ended_at)) if one.matter.ended_at else "",
    }


def _kind(one: Any, found: Together) -> Shown:
    return {
        "name": one.kind.name.in_language(language()),
        "url": f"{address('intake:bring', one.key)}?about={found.public_id}",
    }
