"""What somebody can do with a matter now, as forms; what they cannot is not offered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms

from samspil.apps.governance.forms.acting import ChooseForm, ItemForm, PaperForm, ParkForm, ReasonForm
from samspil.apps.governance.parts import naming
from samspil.apps.governance.selectors.about import Known
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.core.governance.bodies import acting_refusal, places_at
from samspil.core.governance.checklists import items_of
from samspil.core.governance.clocks import local_day
from samspil.core.governance.engine import current_step
from samspil.core.governance.entries import Choose
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.routes import Do
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.questions import NextStep, next_steps
from samspil.core.governance.standing import time_is_up
from samspil.core.governance.state import State
from samspil.kit.ids import new_id
from samspil.wording.words import Words

Data = dict[str, Any]


@dataclass
class Doing:
    """The forms of a page; one that was sent and refused comes back as it was sent."""

    at_my_table: bool = False
    choose: ChooseForm | None = None
    outcomes: list[Data] = field(default_factory=list)
    items: list[Data] = field(default_factory=list)
    answered: int = 0
    withdraw: ReasonForm | None = None
    park: ParkForm | None = None
    resume: bool = False
    aside: ReasonForm | None = None
    paper: PaperForm | None = None

    @property
    def anything(self) -> bool:
        """Whether there is something to do beside adding papers."""
        return bool(self.choose or self.items or self.resume)


@dataclass(frozen=True)
class Sent:
    """A form that was refused: which, and what was in it."""

    name: str = ""
    form: forms.Form | None = None
    item: str = ""


def doing(known: Known, acting: Acting, now: datetime, words: Words, sent: Sent | None = None) -> Doing:
    """What can be done, from the model's rules and who asks."""
    step = current_step(known.model, known.state)
    found = Doing()
    if step is None:
        return found
    sent = sent or Sent()
    _leaving(found, known, acting, step, sent)
    resting = known.state.parked_until is not None
    if not resting and time_is_up(known.model, step, known.state, now) is None:
        found.at_my_table = _may_act(known, acting, step, now)
        if found.at_my_table:
            _at_the_table(found, known, step, now, (words, sent))
            if places_at(known.model, known.state, step, local_day(known.model, now)):
                found.aside = _form(ReasonForm, sent, "step_aside")
    _checklist(found, known, step, now, (words, sent))
    return found


def _may_act(known: Known, acting: Acting, step: CompiledStep, now: datetime) -> bool:
    if step.spec.do in {Do.CONSENT, Do.INFORM}:
        return False
    if step.body.is_forum and step.body.key not in acting.forums:
        return False
    return acting_refusal(known.model, known.state, step, Choose(step.key, "", acting.actor, now)) is None


def visit_of(state: State) -> str:
    """Which visit to which step, under which version: whoever saw another one sees it anew first."""
    if not state.step or state.entered_at is None:
        return ""
    return max(state.entered_at, state.moved_at or state.entered_at).isoformat()


def choosing(known: Known, now: datetime, words: Words, data: Any = None) -> ChooseForm | None:
    """The form of the step's outcomes, for the body of a role; a forum decides in its meetings."""
    step = current_step(known.model, known.state)
    open_now = next_steps(known.model, known.state, now)
    if step is None or step.body.is_forum or not open_now:
        return None
    keys = [one.outcome for one in open_now if one.outcome]
    amends = {key: None for one in keys for key in step.spec.outcomes[one].amends}
    return ChooseForm(
        data,
        outcomes=[(key, naming.outcome(known.model, step.spec, key, words.language)) for key in keys],
        model=known.model,
        amends=list(amends),
        known=known.state.matter.attributes,
        language=words.language,
        initial={"visit": visit_of(known.state), "key": new_id().hex},
    )


def _at_the_table(
    found: Doing, known: Known, step: CompiledStep, now: datetime, asked: tuple[Words, Sent]
) -> None:
    words, sent = asked
    if sent.name == "choose" and isinstance(sent.form, ChooseForm):
        found.choose = sent.form
    else:
        found.choose = choosing(known, now, words)
    found.outcomes = [_outcome(known, step, one, words) for one in next_steps(known.model, known.state, now)]


def _outcome(known: Known, step: CompiledStep, one: NextStep, words: Words) -> Data:
    """An outcome with what it still lacks and what it asks for."""
    assert one.outcome is not None
    missing = [
        naming.item(known.model, known.state.matter.kind, step.key, item, words.language)
        for item in one.open_items
    ]
    return {
        "name": naming.outcome(known.model, step.spec, one.outcome, words.language),
        "missing": missing,
        "needs_reason": step.spec.outcomes[one.outcome].needs_reason,
    }


def _checklist(
    found: Doing, known: Known, step: CompiledStep, now: datetime, asked: tuple[Words, Sent]
) -> None:
    """Each point with its answer, and a form for those whose table it is."""
    words, sent = asked
    try:
        items = items_of(known.model, known.state, step, now)
    except ProblemsError:
        return
    for key, item in items.items():
        answer = known.state.items.get((step.key, key))
        found.answered += answer is not None
        form = None
        if found.at_my_table:
            again = sent.form if sent.name == "item" and sent.item == key else None
            form = again or ItemForm(initial=_as_said(known, key, answer), auto_id=f"id_{key}_%s")
        found.items.append(
            {"key": key, "name": item.name.in_language(words.language), "answer": answer, "form": form}
        )


def _as_said(known: Known, key: str, answer: Any) -> Data:
    said: Data = {"visit": visit_of(known.state), "item": key}
    if answer is not None:
        fulfilled = "yes" if answer.fulfilled else "no"
        said |= {"fulfilled": fulfilled, "finding": answer.finding, "condition": answer.condition}
    return said


def _leaving(found: Doing, known: Known, acting: Acting, step: CompiledStep, sent: Sent) -> None:
    route = known.model.spec.routes[step.route]
    if _may_leave(known, acting, route.withdraw.by) and not known.state.participants:
        found.withdraw = _form(ReasonForm, sent, "withdraw")
    if route.park is not None and _may_leave(known, acting, route.park.by):
        if known.state.parked_until is not None:
            found.resume = True
        else:
            found.park = _form(ParkForm, sent, "park")


def _may_leave(known: Known, acting: Acting, roles: list[str]) -> bool:
    own = REQUESTER in roles and str(acting.person) == known.state.matter.requester
    held = bool(acting.roles & (set(roles) - {REQUESTER}))
    return own or (held and not known.state.bars(str(acting.person), known.state.body))


def _form(form: type[Any], sent: Sent, name: str) -> Any:
    return sent.form if sent.name == name and sent.form is not None else form(auto_id=f"id_{name}_%s")
