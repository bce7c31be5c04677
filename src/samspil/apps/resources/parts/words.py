"""Where people sit and to whom units report, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.resources.types import Reports, ReportsTo, Seat

SEAT_WORDS: Final[Mapping[Seat, Promise]] = {
    Seat.CENTRAL: _("Central: with the common department"),
    Seat.AREA: _("Decentral: in the specialist area"),
}
REPORTS_WORDS: Final[Mapping[ReportsTo, Promise]] = {
    ReportsTo.CHIEF_EXECUTIVE: _("The chief executive"),
    ReportsTo.BOARD: _("The executive board"),
    ReportsTo.DIRECTOR: _("A director"),
    ReportsTo.HEAD: _("Another head"),
}


def reports_words(one: Reports) -> str:
    """To whom a unit reports, by function; once where the function is called so itself."""
    word = str(REPORTS_WORDS[one.to])
    return word if word.casefold() == one.function.casefold() else f"{word}: {one.function}"
