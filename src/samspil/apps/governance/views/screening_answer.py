"""The answer: what was decided, on which conditions, and what was found at each point, read in one go."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.parts import naming
from samspil.apps.governance.selectors.about import Known
from samspil.apps.governance.views import history, matter_page
from samspil.apps.organisations.selectors import names_of
from samspil.core.governance.events import Decided, Event, ItemAnswered
from samspil.kit.web.addresses import address
from samspil.wording.words import Words

Shown = dict[str, Any]


def context(known: Known, words: Words) -> Shown:
    """What the answer's page shows.

    Raises:
        Http404: there is no answer yet.
    """
    if not matter_page.has_answer(known):
        raise Http404
    tell = history.Telling(known.model, known.matter.kind, words, names_of(history.actors_of(known.events)))
    decided = known.state.decisions[-1]
    counting = [one for one in known.state.decisions if one.actor is not None]
    return {
        "matter": known.matter,
        "kind": naming.kind(known.model, known.matter.kind, words.language),
        "standing": matter_page.standing(known, words),
        "ended_on": words.day(timezone.localdate(known.matter.ended_at or decided.at)),
        "decisions": [_decision(one, _under(known, one, tell)) for one in counting or [decided]],
        "points": points(known, tell),
        "conditions": conditions(known, tell),
        "facts": matter_page.facts(known, words),
        "crumbs": [
            (_("Matters"), address("governance:matters")),
            (known.matter.case_number, address("governance:matter", known.matter.public_id)),
            (_("The answer"), ""),
        ],
    }


def points(known: Known, tell: history.Telling) -> list[Shown]:
    """Every point that was answered, as it was answered last."""
    return [_point(event, _under(known, event, tell)) for event in known.state.items.values()]


def _under(known: Known, event: Event, tell: history.Telling) -> history.Telling:
    """By the names of the version it was said under."""
    return history.under(tell, known.model_of_event(event))


def conditions(known: Known, tell: history.Telling) -> list[str]:
    """All that must be done: the decision's own conditions, then those of the points."""
    decided = [one for decision in known.state.decisions for one in decision.conditions]
    said = [(_point(event, _under(known, event, tell)), event) for event in _on_condition(known)]
    return [*decided, *(f"{point['name']}: {event.condition}" for point, event in said)]


def _on_condition(known: Known) -> list[ItemAnswered]:
    return [one for one in known.state.items.values() if one.condition and not one.fulfilled]


def _point(event: ItemAnswered, tell: history.Telling) -> Shown:
    state, said = "no", _("Not in order")
    if event.fulfilled:
        state, said = "yes", _("In order")
    elif event.condition:
        state, said = "condition", _("In order on a condition")
    return {
        "name": naming.item(tell.model, tell.kind, event.step, event.item, tell.words.language),
        "state": state,
        "said": said,
        "finding": event.finding,
        "condition": event.condition,
        "who": tell.who(event.actor),
    }


def _decision(event: Decided, tell: history.Telling) -> Shown:
    step = naming.step_of(tell.model, tell.kind, event.step)
    return {
        "body": tell.body(event.body),
        "outcome": naming.taken(tell.model, step, event.outcome, tell.words.language),
        "when": tell.words.day(timezone.localdate(event.at)),
        "reason": event.reason,
        "place": str(event.authority.place),
    }
