"""What a matter is about, where that is a common need."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.types import AboutLink, NotFoundError
from samspil.apps.needs.selectors.together import together
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address


def link_to(acting: Acting, subject: UUID) -> AboutLink | None:
    """The way back to it for whoever may see it; nothing for others, and for what is no common need."""
    try:
        found = together(acting, subject, timezone.localdate())
    except NotFoundError:
        return None
    return AboutLink(_("About the common need"), found.title, address("needs:together", subject))
