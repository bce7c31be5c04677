"""The record of a balance check as PDF: what we agreed and who does what, then all that was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.balance.forms.preparing import SHOWS
from samspil.apps.balance.selectors.access import access_closed
from samspil.apps.balance.selectors.outcome import Outcome, outcome_of
from samspil.apps.balance.selectors.standing import groups_of
from samspil.apps.balance.services.record import as_pdf
from samspil.apps.balance.types import Shows
from samspil.apps.balance.views.closed_page import actions_shown
from samspil.apps.balance.views.figures import figure_shown, figures_of
from samspil.apps.balance.views.told import question_shown
from samspil.apps.governance.parts.pages import example_note, page
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.language import FigureKind
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.balance.models import Round

Shown = dict[str, Any]
MOST_FIRST = 6


@require_safe
@page
def record(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """Of a closed round, in the language of the page."""
    del request
    now = timezone.now()
    told = told_of_round(acting, access_closed(acting, public_id))
    response = HttpResponse(as_pdf(told, now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_("balance-check")}-{timezone.localdate(now)}.pdf"'
    return response


def told_of_round(acting: Acting, row: Round) -> Shown:
    """All that the record says."""
    outcome = outcome_of(row)
    names = outcome.dialogue.groups
    return {
        "language": language(),
        "title": row.title,
        "example": example_note(acting),
        "page": _("Page"),
        "lead": f"{acting.organisation_name} · {outcome.dialogue.name.in_language(language())}",
        "facts": [
            [_("Answers closed"), words().day(timezone.localdate(row.closed_at))],
            [_("How answers are shown"), str(SHOWS[Shows(row.shows)])],
            *(
                [
                    names[one.group].in_language(language()) if one.group in names else one.group,
                    _("%(answered)s of %(invited)s answered")
                    % {"answered": one.answered, "invited": one.invited},
                ]
                for one in groups_of(row)
            ),
        ],
        **_agreed(outcome),
        **_actions(acting, outcome),
        **_figures(acting, outcome),
        **_answers(outcome),
        "note": _("There is no total: each question stands by itself."),
    }


def _agreed(outcome: Outcome) -> Shown:
    """What was agreed, and else what people differ most in."""
    every = [question_shown(one, outcome) for one in outcome.by_difference()]
    agreed = [one for one in every if one["agreed"]]
    return {
        "agreed_title": _("What we agreed"),
        "agreed": [[one["text"], one["differs"], one["agreed"]] for one in agreed],
        "agreed_none": "" if agreed else _("Nothing has been written down yet."),
        "differ_title": _("What people see differently"),
        "differ": [[one["text"], one["differs"]] for one in every[:MOST_FIRST] if not one["agreed"]],
    }


def _actions(acting: Acting, outcome: Outcome) -> Shown:
    rows = actions_shown(acting, outcome)
    return {
        "actions_title": _("Who does what by when"),
        "actions_head": [_("What"), _("Who"), _("By when"), _("Done")],
        "actions": [
            [one["what"], one["who"], one["due"], _("Yes") if one["is_done"] else _("No")] for one in rows
        ],
        "actions_none": "" if rows else _("Nobody has taken anything on yet."),
    }


def _figures(acting: Acting, outcome: Outcome) -> Shown:
    """What the data say, in a sentence each."""
    asked_for = {kind for one in outcome.dialogue.questions.values() for kind in one.figures}
    told = figures_of(acting) if asked_for else {}
    shown = [figure_shown(told[kind]) for kind in FigureKind if kind in asked_for & told.keys()]
    return {"figures_title": _("What the data say"), "figures": [[one["title"], _said(one)] for one in shown]}


def _said(one: Shown) -> str:
    lines = "; ".join(f"{line['name']}: {line['count']}" for line in one["lines"])
    return f"{one['says']} {lines}".strip()


def _answers(outcome: Outcome) -> Shown:
    """Each question with what each group answered; nothing that is not shown on the page."""
    rows = []
    for one in outcome.asked:
        told = question_shown(one, outcome)
        names = [name for _key, name in told["steps"]]
        for part in told["parts"]:
            chosen = zip(names, part["counts"], strict=True)
            said = "; ".join(f"{name}: {count}" for name, count in chosen if count)
            rows.append([told["text"], part["name"], said])
        if not told["parts"]:
            rows.append([told["text"], "–", told["differs"]])
    return {
        "answers_title": _("All answers"),
        "answers_head": [_("Question"), _("Group"), _("Answers")],
        "answers": rows,
    }
