"""On the page of a thing of one's own: who has the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.needs.selectors.same import same_as_ours
from samspil.apps.needs.types import Sort
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address


class SameTold(NamedTuple):
    """A sentence, and where the others are seen; no address where there are none."""

    text: str
    url: str = ""


def same_told(acting: Acting, things: Sequence[tuple[Sort, UUID]], on: date) -> SameTold:
    """Who has the same as ours, in a sentence; of what nobody else sees, why it is not compared.

    ``things`` are the thing itself, then what else may tell of it.
    """
    found = same_as_ours(acting, things, on)
    if not found.is_shown:
        return SameTold(_("This is shown to nobody else, so it is not compared with what others have."))
    if found.common is None:
        return SameTold(_("Nobody else is known to need the same."))
    said = ngettext(
        "%(count)s other seems to need the same.", "%(count)s others seem to need the same.", found.others
    )
    return SameTold(said % {"count": found.others}, address("needs:need", found.common))
