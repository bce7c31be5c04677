"""What the data say beside the answers: each figure in words, with where its rows are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.balance.types import Figure, FigureLine, TellFigures
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.language import FigureKind
from samspil.kit.web.language import words

Shown = dict[str, Any]
MOST_LINES: Final = 8
# What the lines of some figures are called, that are told by a key.
_LINES: Final[Mapping[FigureKind, Mapping[str, Promise]]] = {
    FigureKind.WHO_DECIDES: {
        "role": _("One function, on its own mandate"),
        "forum": _("A forum"),
        "members": _("The members together"),
    },
    FigureKind.WHERE_PEOPLE_SIT: {
        "central": _("Central"),
        "area": _("In the areas"),
        "consultants": _("Consultants' days in the areas a month"),
    },
    FigureKind.ANCHORED: {
        "chief_executive": _("The chief executive"),
        "board": _("The executive board"),
        "director": _("A director"),
        "head": _("Another head"),
    },
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
    FigureKind.TASK_MIX: (
        _("The mix of tasks against its target"),
        _("Of the hours recorded in the last twelve months; %(count)s of %(of)s months are recorded:"),
        _("Not known: what the time goes to has not been recorded."),
    ),
    FigureKind.PROTECTED_TIME: (
        _("Time protected for development"),
        _("Development had the time that is protected for it in %(count)s of %(of)s recorded months."),
        _("Not known: no target has been set, or no month recorded."),
    ),
    FigureKind.WHERE_PEOPLE_SIT: (
        _("Central against decentral"),
        _("%(percent)s %% of %(of)s full-time equivalents sit centrally."),
        _("Not known: nobody has said what units have."),
    ),
    FigureKind.ANCHORED: (
        _("To whom units report"),
        _("Units with a reporting line, by whom they report to:"),
        _("Not known: nobody has said to whom units report."),
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
    names = _LINES.get(one.kind, {})
    lines = [
        {
            "name": names.get(line.name, line.name) or _("No unit given"),
            "count": _amount(line),
            "late": line.late,
            "url": line.url,
        }
        for line in one.lines[:MOST_LINES]
    ]
    told = str(says) % numbers if one.is_known else str(unknown)
    return {"title": str(title), "says": told, "url": one.url, "lines": lines if one.is_known else []}


def _amount(line: FigureLine) -> str:
    """How many, or what share and what it is meant to be."""
    if line.share is None:
        return words().number(line.count)
    share = words().percent(line.share)
    if line.target is None:
        return share
    return gettext("%(share)s, target %(target)s") % {"share": share, "target": words().percent(line.target)}
