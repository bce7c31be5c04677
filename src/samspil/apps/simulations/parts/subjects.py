"""What a matter is about, where that is a comparison of models."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.governance.types import AboutLink, NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.selectors.access import access_run
from samspil.kit.web.addresses import address


def link_to(acting: Acting, subject: UUID) -> AboutLink | None:
    """The way back to it for whoever may see it; nothing for others, and for what is no comparison."""
    try:
        row = access_run(acting, subject)
    except NotFoundError:
        return None
    url = address("simulations:run", row.public_id)
    return AboutLink(_("About the comparison"), row.question or _("Models compared"), url)
