"""Where people disagree, beside what the data say: the page of a round that is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from samspil.apps.balance.selectors.outcome import Outcome, outcome_of
from samspil.apps.balance.views.figures import figure_shown, figures_of
from samspil.apps.balance.views.told import question_shown
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.language import FigureKind
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.balance.models import Action, Round

Shown = dict[str, Any]


def closed_shown(acting: Acting, row: Round) -> Shown:
    """Every question, what people differ most in first; the figures once; what was agreed and taken on."""
    outcome = outcome_of(row)
    differing = outcome.by_difference()
    first = next((one for one in differing if one.parts), None)
    figures = figures_of(acting)
    asked_for = {kind for one in outcome.dialogue.questions.values() for kind in one.figures}
    return {
        "questions": [
            {
                **question_shown(one, outcome),
                "url": address("balance:question", row.public_id, one.wording.key),
            }
            for one in differing
        ],
        "earlier": [question_shown(one, outcome) for one in outcome.asked if one.is_earlier],
        "begin_url": address("balance:question", row.public_id, first.wording.key) if first else "",
        "moved_url": address("balance:over_time", row.version.key),
        "record_url": address("balance:record", row.public_id),
        "word_url": address("balance:record_word", row.public_id),
        "figures": [figure_shown(figures[kind]) for kind in FigureKind if kind in asked_for & figures.keys()],
        "taken_on": actions_shown(acting, outcome),
    }


def actions_shown(acting: Acting, outcome: Outcome, question: str = "") -> list[Shown]:
    """Who does what by when, of all questions or of one; what is done last."""
    found = [one for key, rows in outcome.actions.items() for one in rows if question in ("", key)]
    names = names_of(one.owner for one in found)
    found.sort(key=lambda one: (one.done_at is not None, one.due_on, one.pk))
    return [_action(one, names.get(one.owner, ""), acting) for one in found]


def _action(one: Action, name: str, acting: Acting) -> Shown:
    is_done = one.done_at is not None
    return {
        "what": one.what,
        "who": name,
        "due": words().day(one.due_on),
        "is_late": not is_done and one.due_on < timezone.localdate(),
        "is_done": is_done,
        "done_url": address("balance:action_done", one.public_id)
        if not is_done and one.owner == acting.person
        else "",
    }
