"""A workshop: the link, the wall in order, what was chosen, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.forms.choosing import GroupForm, InUseForm, PotentialForm
from samspil.apps.workshops.rights import may_lead
from samspil.apps.workshops.selectors.access import access_workshop
from samspil.apps.workshops.selectors.became import became_of
from samspil.apps.workshops.selectors.standing import standing_of, takes_notes
from samspil.apps.workshops.selectors.wall import Wall, wall_of
from samspil.apps.workshops.services import choosing, grouping
from samspil.apps.workshops.services.running import end_workshop, open_workshop
from samspil.apps.workshops.types import LINK_LASTS, MOST_NOTES, WANTED, Standing
from samspil.apps.workshops.views.told import (
    COLOURS,
    crumbs,
    found_words,
    potential_shown,
    standing_words,
    wall_shown,
)
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.workshops.models import Workshop

Shown = dict[str, Any]


@never_cache
@require_safe
@page
def workshop(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Whatever there is of it now."""
    return _page(request, acting, access_workshop(acting, public_id))


@require_POST
@page
def opened(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Notes are taken from now on; to the shared screen."""
    row = led(acting, public_id)
    try:
        open_workshop(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem))
    return redirect("workshops:screen", public_id)


@require_POST
@page
def ended(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """No more notes; the link opens nothing any more."""
    row = led(acting, public_id)
    try:
        end_workshop(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem))
    messages.success(request, _("The workshop has ended, and its link opens nothing any more."))
    return redirect("workshops:workshop", public_id)


@require_POST
@page
def group(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The ticked notes: under a heading, out of it, or taken down, by the button that was pressed."""
    row = led(acting, public_id)
    form = GroupForm(request.POST, wall=wall_of(row), ticked=request.POST.getlist("note")[:MOST_NOTES])
    if not form.is_valid():
        return _page(request, acting, row, group_form=form)
    try:
        told = _grouped(row, form, request, acting)
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), group_form=form)
    messages.success(request, told)
    return redirect(f"{address('workshops:workshop', public_id)}#wall")


def _grouped(row: Workshop, form: GroupForm, request: HttpRequest, acting: Acting) -> str:
    ticked, at = form.ticked(), timezone.now()
    if "down" in request.POST:
        count = grouping.take_down(row, ticked, acting=acting, at=at)
        return ngettext("%(count)s note is deleted.", "%(count)s notes are deleted.", count) % {
            "count": count
        }
    if "out" in request.POST:
        count = grouping.take_out(row, ticked, acting=acting, at=at)
        told = ngettext(
            "%(count)s note stands under no heading.", "%(count)s notes stand under no heading.", count
        )
        return told % {"count": count}
    count = grouping.put_under(row, ticked, form.under(), acting=acting, at=at)
    return ngettext("%(count)s note is moved.", "%(count)s notes are moved.", count) % {"count": count}


@require_POST
@page
def choose(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """An improvement that the area sees."""
    row = led(acting, public_id)
    form = PotentialForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, row, form=form)
    try:
        choosing.choose(row, form.potential(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), form=form)
    messages.success(request, _("It is counted from today. Send it on when you are ready."))
    return redirect(f"{address('workshops:workshop', public_id)}#found")


def led(acting: Acting, public_id: UUID) -> Workshop:
    """A workshop that one leads; to others nothing is there to be led."""
    row = access_workshop(acting, public_id)
    if not may_lead(acting):
        raise NotFoundError(str(public_id))
    return row


def _page(
    request: HttpRequest,
    acting: Acting,
    row: Workshop,
    why: str = "",
    *,
    form: PotentialForm | None = None,
    group_form: GroupForm | None = None,
) -> HttpResponse:
    wall, leads = wall_of(row), may_lead(acting)
    context = {**_head(row), **wall_shown(wall), **_found(row), "refusal": why, "may_lead": leads}
    if leads and row.opened_at is not None:
        context["form"] = form or PotentialForm(initial=_from_heading(request, wall))
        context["group_form"] = group_form or GroupForm(wall=wall)
        context["ticked"] = set(group_form.ticked()) if group_form else set()
    return shown(request, "workshops/workshop.html", context, refused=request.method == "POST")


def _head(row: Workshop) -> Shown:
    standing, now = standing_of(row), timezone.now()
    takes = takes_notes(row, now)
    return {
        "public_id": row.public_id,
        "title": row.area,
        "standing": standing_words(standing),
        "colour": COLOURS[standing],
        "is_prepared": standing is Standing.PREPARED,
        "is_open": standing is Standing.OPEN,
        "takes_notes": takes,
        "day": words().day(timezone.localdate(row.begins_at)),
        "begins": words().time(row.begins_at),
        "ends": words().time(row.ends_at),
        "link_until": words().moment(row.ends_at + LINK_LASTS),
        "wanted": WANTED,
        "crumbs": crumbs(row.area),
    }


def _found(row: Workshop) -> Shown:
    found = became_of(row)
    return {
        "found": [potential_shown(one) for one in found],
        "found_words": found_words(found),
        "in_use_form": InUseForm(initial={"on": timezone.localdate()}, auto_id=False),
    }


def _from_heading(request: HttpRequest, wall: Wall) -> Shown:
    """What is known already where one chooses from a heading: its name, and its notes."""
    asked = request.GET.get("from", "")
    found = next((one for one in wall.headings if str(one.public_id) == asked), None)
    if found is None:
        return {}
    return {"title": found.name, "text": "\n".join(one.text for one in found.notes)}
