"""What was found: sent on as an idea, taken back, said to be in use."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.intake.parts.sending import Sending, send_page
from samspil.apps.intake.selectors.kinds import kinds_to_send
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.forms.choosing import InUseForm
from samspil.apps.workshops.rights import may_lead
from samspil.apps.workshops.selectors.access import access_potential
from samspil.apps.workshops.services import choosing
from samspil.apps.workshops.services.sending import send_on
from samspil.apps.workshops.views.told import crumbs
from samspil.core.governance.language.routes import Nature
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from samspil.apps.workshops.models import Potential


@require_http_methods(["GET", "HEAD", "POST"])
@page
def send(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """As an idea; where a model has none, as a need. What was sent already is the one matter that it is."""
    row, at = _led(acting, public_id), timezone.now()
    if row.matter is not None:
        messages.info(request, _("It has been sent already. This is the matter."))
        return redirect("governance:matter", row.matter)

    def sent(new: NewMatter) -> UUID:
        return send_on(row, new, acting=acting, at=at)

    what = Sending(
        _nature(acting),
        row.public_id,
        row.title,
        row.text,
        address("workshops:workshop", row.workshop.public_id),
        crumbs(workshop=row.workshop),
        sent,
        _("Sent on. The page of the workshop shows what becomes of it."),
        {"unit": str(row.workshop.unit)} if row.workshop.unit else {},
    )
    return send_page(request, acting, what, at)


@require_POST
@page
def take_back(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """It was no improvement after all."""
    row = _led(acting, public_id)
    workshop = row.workshop.public_id
    try:
        choosing.take_back(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        messages.error(request, sentence(error.problem))
    else:
        messages.success(request, _("It is taken back, and counted no more."))
    return redirect(f"{address('workshops:workshop', workshop)}#found")


@require_POST
@page
def in_use(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """From when on it is in use."""
    row = _led(acting, public_id)
    form = InUseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a day from which it is in use."))
    else:
        try:
            choosing.say_in_use(row, form.cleaned_data["on"], acting=acting, at=timezone.now())
        except RefusedError as error:
            messages.error(request, sentence(error.problem))
        else:
            messages.success(request, _("It stands as in use."))
    return redirect(f"{address('workshops:workshop', row.workshop.public_id)}#found")


def _led(acting: Acting, public_id: UUID) -> Potential:
    row = access_potential(acting, public_id)
    if not may_lead(acting):
        raise NotFoundError(str(public_id))
    return row


def _nature(acting: Acting) -> Nature:
    on = timezone.localdate()
    ideas, needs = (
        kinds_to_send(acting.organisation_id, acting.roles, one, on) for one in (Nature.IDEA, Nature.NEED)
    )
    return Nature.IDEA if ideas or not needs else Nature.NEED
