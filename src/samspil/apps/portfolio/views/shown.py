"""What members show their association of initiatives of their own: one click to show, one to take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.pages import REFUSED, page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.shown import ShownRow, list_shown_by, list_shown_to
from samspil.apps.portfolio.services.showing_own import show_no_longer, show_to_associations
from samspil.apps.portfolio.views import naming, seeing
from samspil.kit.web.addresses import addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

TEMPLATE: Final = "portfolio/shown.html"


@require_safe
@page
def shown(request: HttpRequest, acting: Acting) -> HttpResponse:
    """For an association what its members show it; for a member what it shows itself."""
    return _page(request, acting)


def _page(request: HttpRequest, acting: Acting, refused: str = "") -> HttpResponse:
    today, say = timezone.localdate(), words()
    is_member = acting.organisation_kind is OrganisationKind.MUNICIPALITY
    found = list_shown_by(acting, today) if is_member else list_shown_to(acting, today)
    context = {
        **seeing.frame(request, acting, "shown"),
        "is_member": is_member,
        "may_keep": is_member and may_keep_portfolio(acting),
        "rows": [_row(one, say, is_member=is_member) for one in found],
        "refused": refused,
    }
    return render(request, TEMPLATE, context, status=REFUSED if refused else 200)


def _row(one: ShownRow, say: Words, *, is_member: bool) -> dict[str, Any]:
    return {
        "title": one.title,
        "owner": one.owner,
        "form": naming.FORMS[one.form],
        "stands": _stands(one),
        "phase": one.phase_name.in_language(say.language) if one.phase_name else "",
        "light": naming.LIGHTS[one.light],
        "colour": naming.LIGHT_COLOURS[one.light],
        "reported": say.day(one.reported_on) if one.reported_on else "",
        "url": addresses("portfolio:initiative")(one.public_id) if is_member else "",
        "hide_url": addresses("portfolio:show_no_longer")(one.public_id),
    }


def _stands(one: ShownRow) -> str:
    if one.end:
        return str(naming.ENDS[one.end])
    return _("Rests") if one.is_paused else _("Under way")


@require_POST
@page
def show(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """The association sees it from now."""
    initiative = access_initiative(acting, initiative_id)

    def do(at: datetime) -> None:
        show_to_associations(initiative, acting=acting, at=at)

    return _answered(request, acting, do, _("The association sees title, form, phase and status of it."))


@require_POST
@page
def hide(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """It is our own again."""
    initiative = access_initiative(acting, initiative_id)

    def do(at: datetime) -> None:
        show_no_longer(initiative, acting=acting, at=at)

    return _answered(request, acting, do, _("The association sees it no longer."))


def _answered(
    request: HttpRequest, acting: Acting, do: Callable[[datetime], None], told: str
) -> HttpResponseBase:
    try:
        do(timezone.now())
    except RefusedError as error:
        return _page(request, acting, sentence(error.problem))
    messages.success(request, told)
    return redirect("portfolio:shown")
