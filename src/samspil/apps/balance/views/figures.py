"""What the data say beside the answers: each figure in words, with where its rows are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from samspil.apps.balance.types import Figure, TellFigures
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.language import FigureKind

Shown = dict[str, Any]
MOST_LINES: Final = 8
_DECIDES: Final = {
    "role": _("One function, on its own mandate"),
    "forum": _("A forum"),
    "members": _("The members together"),
}
# Of each figure what it is called, what it says, and what is said where it is not known.
_WORDS: Final[Mapping[FigureKind, tuple[Promise, Promise, Promise]]] = {
    FigureKind.MANDATORY_SHARE: (
        _("Mandatory part of the effort"),
        _("%(percent)s %% of the effort planned for the next twelve months is for mandatory tasks."),
        _("Not known: no effort has been planned for the next twelve months."),
    ),
    FigureKind.UNCLEAR_PAYERS: (
        _("Who pays is unclear"),
        _("In %(count)s of %(of)s open initiatives somebody has still to say who pays for something."),
        _("Not known: there is no open initiative."),
    ),
    FigureKind.WHO_RAISES: (
        _("Who brings matters"),
        _("Matters brought in the last year, by where they come from:"),
        _("Not known: no matter has been brought in the last year."),
    ),
    FigureKind.WAITING: (
        _("What waits for a forum"),
        _("Under way now, by the forum that it waits for:"),
        _("Nothing waits for a forum now."),
    ),
    FigureKind.WHO_DECIDES: (
        _("Who decides"),
        _("Decisions of the last year, by who took them:"),
        _("Not known: nothing has been decided in the last year."),
    ),
    FigureKind.BENEFITS_FOLLOWED: (
        _("Benefits that are followed"),
        _("%(count)s of %(of)s promised benefits have been measured at least once."),
        _("Not known: no benefit has been promised."),
    ),
}


def figures_of(acting: Acting) -> Mapping[FigureKind, Figure]:
    """What the rows of all apps say; a setting names who can tell."""
    tell: TellFigures = import_string(settings.SAMSPIL_TELLS_BALANCES)
    return {one.kind: one for one in tell(acting, timezone.now())}


def figure_shown(one: Figure) -> Shown:
    """A figure in words, with where its rows are; what is not known is said."""
    title, says, unknown = _WORDS[one.kind]
    numbers = {
        "percent": round(100 * one.share) if one.share is not None else 0,
        "count": one.count,
        "of": one.of,
    }
    lines = [
        {
            "name": (_DECIDES.get(line.name) if one.kind is FigureKind.WHO_DECIDES else line.name)
            or _("No unit given"),
            "count": line.count,
            "late": line.late,
            "url": line.url,
        }
        for line in one.lines[:MOST_LINES]
    ]
    told = str(says) % numbers if one.is_known else str(unknown)
    return {"title": str(title), "says": told, "url": one.url, "lines": lines if one.is_known else []}
