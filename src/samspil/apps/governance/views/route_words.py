"""The way of a matter, drawn: what it has passed, where it is, and what still lies before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.parts import naming
from samspil.apps.governance.selectors.about import Known
from samspil.core.errors import ProblemsError
from samspil.core.governance.events import Decided
from samspil.core.governance.language.mandates import DelegationCode
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Ground
from samspil.core.governance.questions import Passage, onward
from samspil.core.governance.state import State
from samspil.wording import explanations
from samspil.wording.names import named
from samspil.wording.words import Words

Drawn = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """The steps as the part ``route`` draws them, and why the rest cannot be told where it cannot."""

    steps: list[Drawn]
    unknown: str = ""


def drawn(known: Known, words: Words, *, now: datetime, clock: Drawn | None) -> Way:
    """The whole way: what is passed by the names it had then, and the usual turn at each step to come.

    Each step to come is taken to use its whole time.
    """
    model, state = known.model, known.state
    steps = [*_passed(known, words)]
    try:
        left = onward(model, state, now)
    except ProblemsError as error:
        steps.append(_here(model, state, clock, words))
        return Way(steps, words.problem(named(error.problems[0], model, words)))
    if left is not None:
        here, *later = left.passages
        steps.append(_here(model, state, clock, words, here))
        steps.extend(_future(model, one, words) for one in later)
        end = naming.end(model, left.end, words.language)
        steps.append({"state": "future", "title": end, "when": _by(left.at, words), "who": _("The end")})
    return Way(steps)


def for_passages(model: GovernanceModel, passages: Iterable[Passage], words: Words) -> list[Drawn]:
    """A way that has not begun: every step lies before it."""
    return [_future(model, one, words) for one in passages]


def _passed(known: Known, words: Words) -> Iterable[Drawn]:
    state, kind = known.state, known.state.matter.kind
    for event, model in known.by_version():
        if isinstance(event, Decided):
            step = naming.step_of(model, kind, event.step)
            outcome = naming.taken(model, step, event.outcome, words.language)
            refused = event.effect == Effect.REJECTS.value or event.authority.ground is Ground.CLOCK
            yield {
                "state": "refused" if refused else "done",
                "title": step.name.in_language(words.language),
                "who": naming.body(model, event.body, words.language),
                "when": words.day(timezone.localdate(event.at)),
                "note": f"{outcome}. {event.reason}" if event.reason else outcome,
            }
    if state.end is not None:
        ended = naming.end(known.model, state.end, words.language)
        came_to_nothing = state.result in {"rejected", "withdrawn", "lapsed"}
        yield {
            "state": "refused" if came_to_nothing else "done",
            "title": ended,
            "when": words.day(timezone.localdate(state.at)),
        }


def _here(
    model: GovernanceModel, state: State, clock: Drawn | None, words: Words, passage: Passage | None = None
) -> Drawn:
    assert state.step is not None
    return {
        "state": "current",
        "title": naming.step(model, state.matter.kind, state.step, words.language),
        "who": naming.body(model, state.body, words.language),
        "clock": clock,
        "note": _why(model, passage, words) if passage else "",
    }


def _future(model: GovernanceModel, passage: Passage, words: Words) -> Drawn:
    return {
        "state": "future",
        "title": passage.step.spec.name.in_language(words.language),
        "who": naming.body(model, str(passage.step.body), words.language),
        "when": _by(passage.due.at, words) if passage.due else "",
        "note": _why(model, passage, words),
    }


def _by(at: datetime, words: Words) -> str:
    return _("by %(day)s") % {"day": words.day(timezone.localdate(at))}


def _why(model: GovernanceModel, passage: Passage, words: Words) -> str:
    """What the body may do, and the tests that lead here; only what is said of the matter."""
    told = [explanations.reason(model.spec, why, words) for why in passage.reasons]
    because = _("because %(why)s") % {"why": "; ".join(told)} if told else ""
    mandate = passage.mandate
    right = mandate_words(model, mandate.key, words) if mandate else ""
    said = ", ".join(one for one in (right, because) if one)
    return said[:1].upper() + said[1:]


def mandate_words(model: GovernanceModel, key: str, words: Words) -> str:
    """What a mandate lets its body do: decide, decide within a framework, recommend."""
    code: DelegationCode = model.spec.mandates[key].code
    return words.say(f"delegation.{code.value}")
