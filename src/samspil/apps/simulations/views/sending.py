"""A comparison is sent to whoever decides how one governs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NewMatter
from samspil.apps.intake.parts.sending import Sending, send_page
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.selectors.access import access_run
from samspil.apps.simulations.services import sending as service
from samspil.apps.simulations.views.crumbs import crumbs, tried
from samspil.apps.simulations.views.named import name_of_run
from samspil.apps.simulations.views.sentences import in_words
from samspil.core.governance.language.routes import Nature
from samspil.kit.web.addresses import address


@require_http_methods(["GET", "HEAD", "POST"])
@page
def send(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """To a forum, or whoever decides such matters by the governance model."""
    at = timezone.now()
    row = access_run(acting, public_id)
    here = address("simulations:run", row.public_id)
    if row.matter is not None:
        return redirect(here)

    def sent(new: NewMatter) -> UUID:
        return service.send(row, new, acting=acting, at=at).matter or row.public_id

    name = name_of_run(row)
    what = Sending(
        Nature.GOVERNANCE_MODEL,
        row.public_id,
        _("How we govern: %(name)s") % {"name": name},
        "\n".join(in_words(row)),
        here,
        [*crumbs(name, tried())[:-1], (name, here)],
        sent,
        _("Sent as a matter. The comparison stands as it was sent, and the matter leads to it."),
    )
    return send_page(request, acting, what, at)
