"""What a matter is about, where that is an application to a pool."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.funding.selectors.pools import access_application
from samspil.apps.governance.types import AboutLink, NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address


def link_to(acting: Acting, subject: UUID) -> AboutLink | None:
    """The way to the application for whoever may see it; nothing for others, and for what is none."""
    try:
        row = access_application(acting, subject)
    except NotFoundError:
        return None
    return AboutLink(_("Application to a pool"), row.title, address("funding:application", row.public_id))
