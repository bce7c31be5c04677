"""What is owed is reported done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samspil.apps.governance.forms.acting import MeetForm
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.access import access_obligation
from samspil.apps.governance.services.obligations import meet_obligation
from samspil.apps.governance.types import RefusedError
from samspil.apps.governance.views.doing import Sent
from samspil.apps.governance.views.matter import refused_page
from samspil.apps.organisations.types import Acting
from samspil.kit.web.views import safe_next


@require_POST
@page
def meet(request: HttpRequest, acting: Acting, obligation_id: UUID) -> HttpResponseBase:
    """Done, and how."""
    owed = access_obligation(acting, obligation_id)
    form = MeetForm(request.POST)
    told = form.cleaned_data["told"].strip() if form.is_valid() else ""
    try:
        meet_obligation(owed, acting=acting, at=timezone.now(), told=told)
    except RefusedError as error:
        return refused_page(request, acting, owed.matter.public_id, Sent(), error.problem)
    messages.success(request, _("Thank you. It is reported done."))
    return redirect(safe_next(request))
