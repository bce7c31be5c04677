"""What a matter about a common need is called and says, to begin with."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.governance.types import NotFoundError
from samspil.apps.needs.selectors.together import Side, together
from samspil.apps.needs.types import Wants
from samspil.apps.organisations.types import Acting
from samspil.kit.web.language import words


class Beginning(NamedTuple):
    """What stands on the form before anybody has written on it."""

    title: str
    description: str


def beginning_about(acting: Acting, common: UUID, on: date) -> Beginning:
    """What the members tell of it, side by side; for whoever acts for the association that found it.

    Raises:
        NotFoundError: there is no such common need, or it is not the association that asks.
    """
    found = together(acting, common, on)
    if not found.is_owner:
        raise NotFoundError(str(common))
    told = [_line(one) for one in found.sides if one.told is not None]
    want = [one.name for one in found.sides if one.wants == Wants.YES.value]
    lines = [_("What members need, in their own words:"), *told]
    if want:
        lines += ["", _("Would like to be with: %(names)s.") % {"names": ", ".join(want)}]
    return Beginning(found.title, "\n".join(lines))


def _line(one: Side) -> str:
    assert one.told is not None
    ends = one.told.ends_on
    said = f"{one.name}: {one.told.title}"
    return f"{said} ({_('until %(day)s') % {'day': words().day(ends)}})" if ends else said
