"""For whom one acts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_POST

from samspil.apps.organisations.middleware import ACTING_FOR
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.kit.web.views import safe_next


@require_POST
@signed_in
def act_for(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Act for another organisation from now on; what one may not is left as it was."""
    chosen = request.POST.get("organisation", "")
    if chosen in {public_id for public_id, _ in acting.others}:
        request.session[ACTING_FOR] = chosen
        request.session.cycle_key()
        rotate_token(request)  # what another tab still shows is of the organisation before: it is not sent
    return HttpResponseRedirect("/" if chosen else safe_next(request))
