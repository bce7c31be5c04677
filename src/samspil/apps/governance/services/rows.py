"""What an event shows of itself in rows, so that pages read rows and replay nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from pydantic import TypeAdapter

from samspil.apps.governance.models import Decision, Matter, Obligation
from samspil.apps.governance.services.member_rows import show_of_members
from samspil.apps.organisations.types import Acting
from samspil.core.governance.events import Decided, Event, ObligationCreated
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.language.mandates import DECIDING
from samspil.core.governance.language.routes import Outcome
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Ground, Value
from samspil.core.governance.state import State
from samspil.kit.tenancy.writing import add

_ATTRIBUTES: Final[TypeAdapter[Any]] = TypeAdapter(Mapping[str, Value])


# What a move changes of a matter's row; its words and who brought it stay.
MOVED: Final = (
    "attributes", "changed_at", "version", "step", "body", "entered_at", "due_at", "due_until", "due_on",
    "parked_until", "end", "result", "ended_at", "events_count",
)  # fmt: skip


def show_state(matter: Matter, state: State) -> None:
    """Where a matter stands, on its row (not yet saved)."""
    matter.attributes = _ATTRIBUTES.dump_python(state.matter.attributes, mode="json")
    matter.changed_at = state.at
    matter.step, matter.body = state.step or "", state.body
    matter.entered_at = state.entered_at
    matter.due_at = state.due.at if state.due else None
    matter.due_until = state.due.until if state.due else None
    matter.due_on = state.due.on if state.due else None
    matter.parked_until = state.parked_until
    matter.end, matter.result = state.end or "", state.result or ""
    matter.ended_at = state.at if state.end else None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an event happened to, who did it, in which meeting, and what a member calls who decided it."""

    matter: Matter
    model: GovernanceModel
    acting: Acting | None
    meeting: int | None = None
    decided_by: Mapping[str, str] | None = None


def show_events(around: Surroundings, events: Iterable[tuple[int, Event]]) -> None:
    """The rows of the register, of what is owed, and of what members say."""
    decisions: list[Decision] = []
    owed: list[Obligation] = []
    for sequence, event in events:
        if isinstance(event, Decided):
            decisions.append(_decision(around, sequence, event))
        elif isinstance(event, ObligationCreated):
            owed.append(_obligation(around, event))
        else:
            show_of_members(around.matter, event, around.decided_by)
    add(decisions)
    add(owed)


def _texts(texts: Texts) -> dict[str, str]:
    return texts.model_dump()


def name_of_body(model: GovernanceModel, body: str) -> dict[str, str]:
    """What a model calls a body, in each language."""
    sort, _, key = body.partition(" ")
    if sort == "forum":
        return _texts(model.spec.forums[key].name)
    if sort == "role":
        return _texts(model.spec.roles[key].name)
    return {"da": "Medlemmerne", "en": "The members", "nb": "Medlemmene"}


def _decision(here: Surroundings, sequence: int, event: Decided) -> Decision:
    matter, spec = here.matter, here.model.spec
    kind = spec.kinds[matter.kind]
    step = spec.routes[kind.route].steps[event.step]
    outcome = _told_after(here.model, step.outcomes[event.outcome], event.outcome)
    by_person = here.acting is not None and event.actor == str(here.acting.person)
    return Decision(
        organisation_id=matter.organisation_id,
        matter=matter,
        event_sequence=sequence,
        meeting_id=here.meeting,
        case_number=matter.case_number,
        title=matter.title,
        kind=matter.kind,
        kind_name=_texts(kind.name),
        step_name=_texts(step.name),
        outcome=event.outcome,
        outcome_name=_texts(outcome),
        effect=event.effect,
        decided_at=event.at,
        body=event.body,
        body_name=name_of_body(here.model, event.body),
        actor=UUID(event.actor) if event.actor else None,
        actor_name=here.acting.name if here.acting and by_person else "",
        ground=event.authority.ground.value,
        mandate=event.authority.key if event.authority.ground is Ground.MANDATE else "",
        place=str(event.authority.place),
        reason=event.reason,
        conditions=list(event.conditions),
        tally=_tally(event),
        is_taken=is_taken(here.model, event),
    )


def is_taken(model: GovernanceModel, event: Decided) -> bool:
    """Whether somebody decided. To recommend, or to let a clock run out, decides nothing."""
    if event.authority.ground is Ground.MANDATE:
        return model.spec.mandates[event.authority.key].code in DECIDING
    return event.authority.ground is Ground.JOINT_RULE


def _told_after(model: GovernanceModel, outcome: Outcome, key: str) -> Texts:
    """How an outcome is told once it is taken: its own words before those of the model's terms."""
    if outcome.done or outcome.name:
        return outcome.done or cast("Texts", outcome.name)
    term = model.spec.terms.outcomes[key]
    return term.done or term.name


def _tally(event: Decided) -> dict[str, Any] | None:
    if event.tally is None:
        return None
    told = event.tally
    return {
        "present": told.present,
        "entitled": told.entitled,
        "votes_for": told.votes_for,
        "votes_against": told.votes_against,
        "in_writing": told.in_writing,
    }


def _obligation(here: Surroundings, event: ObligationCreated) -> Obligation:
    return Obligation(
        organisation_id=here.matter.organisation_id,
        matter=here.matter,
        rule=event.rule,
        name=_texts(here.model.spec.obligations[event.rule].name),
        owed_by=event.owed_by,
        owed_to=event.owed_to,
        member=event.member or "",
        due_on=event.due_on,
        created_at=event.at,
    )
