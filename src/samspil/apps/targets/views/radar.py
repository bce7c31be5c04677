"""The technology radar: where each technology stands and why, how it came there, and beside others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.governance.parts.pages import page, shown, tried
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.targets.forms.placing import MEANINGS, POSITIONS, PlacingForm
from samspil.apps.targets.rights import may_draw
from samspil.apps.targets.selectors.access import access_placing
from samspil.apps.targets.selectors.radar import Beside, beside, history_of, is_shared, standing
from samspil.apps.targets.services.placing import hide_radar, place, share_radar
from samspil.apps.targets.types import Position
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.targets.models import Placing

Told = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def radar(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Read by everybody; whoever writes the target pictures places technologies."""
    if request.method != "POST":
        return _page(request, acting, PlacingForm())
    if not may_draw(acting):
        raise NotFoundError("radar")
    form = PlacingForm(request.POST)
    why = tried(form, lambda: place(form.placing(), acting=acting, at=timezone.now()))
    if why is not None:
        return _page(request, acting, form, why, refused=True)
    messages.success(request, _("It stands on the radar. What was said before is kept."))
    return redirect("targets:radar")


@require_safe
@page
def history(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """All that was said of a technology."""
    found = history_of(acting.organisation_id, access_placing(acting, public_id).technology)
    names = names_of(one.placed_by for one in found)
    title = found[0].technology
    context = {
        "title": title,
        "crumbs": [*_crumbs(), (_("Technology radar"), address("targets:radar")), (title, "")],
        "rows": [{**_placed(one), "who": names.get(one.placed_by, "")} for one in found],
    }
    return render(request, "targets/radar_history.html", context)


@require_POST
@page
def share(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The members see it, or no longer."""
    if not may_draw(acting):
        raise NotFoundError("radar")
    if "hide" in request.POST:
        hide_radar(acting=acting, at=timezone.now())
        messages.success(request, _("No other member sees your radar."))
    else:
        share_radar(acting=acting, at=timezone.now())
        messages.success(request, _("The members see your radar: technologies, where they stand, and why."))
    return redirect("targets:radar")


def _page(
    request: HttpRequest, acting: Acting, form: PlacingForm, why: str = "", *, refused: bool = False
) -> HttpResponse:
    rows = standing(acting.organisation_id)
    members, lines = beside(acting, timezone.localdate())
    title = _("Technology radar")
    context = {
        "title": title,
        "crumbs": [*_crumbs(), (title, "")],
        "refusal": why,
        "positions": [
            {
                "key": one.value,
                "name": POSITIONS[one],
                "means": MEANINGS[one],
                "rows": [_placed(row) for row in rows if row.position == one.value],
            }
            for one in Position
        ],
        "known": sorted({one.technology for one in lines}),
        "members": members,
        "lines": [_line(one, members) for one in lines] if members else [],
        "is_shared": is_shared(acting.organisation_id),
        "may_draw": may_draw(acting),
        "form": form,
    }
    return shown(request, "targets/radar.html", context, refused=refused)


def _placed(one: Placing) -> Told:
    return {
        "url": address("targets:radar_history", one.public_id),
        "technology": one.technology,
        "position": POSITIONS[Position(one.position)] if one.position else _("Taken off the radar"),
        "reason": one.reason,
        "day": words().day(timezone.localdate(one.placed_at)),
    }


def _line(one: Beside, members: list[str]) -> Told:
    found = [one.own, *(one.members.get(name) for name in members)]
    return {"technology": one.technology, "cells": [_placed(cell) if cell else None for cell in found]}


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Target pictures"), address("targets:pictures"))]
