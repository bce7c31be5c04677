"""What a matter is about, where that was found in a workshop."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.governance.types import AboutLink, NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.selectors.access import access_potential
from samspil.kit.web.addresses import address


def link_to(acting: Acting, subject: UUID) -> AboutLink | None:
    """The way to the workshop for whoever may see it; nothing for others, and of what is none."""
    try:
        row = access_potential(acting, subject)
    except NotFoundError:
        return None
    url = address("workshops:workshop", row.workshop.public_id)
    return AboutLink(_("Found in a workshop"), row.workshop.area, url)
