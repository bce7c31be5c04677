"""What a simulated matter went through, handed to the run-time engine entry by entry.

The engine is asked what a clerk would ask it: to register, to pass time, to answer a checklist, to choose.
What it answers must be what the simulator told, step by step: outcome, mandate, where it goes, when due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from samspil import library
from samspil.core.governance.bodies import roles_at
from samspil.core.governance.checklists import open_items
from samspil.core.governance.clocks import local_day
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import AnswerAsMember, AnswerItem, Choose, Evidence, PassTime
from samspil.core.governance.events import Answer, Decided, Ended, Entered, Event
from samspil.core.governance.forum_decisions import chairs_among, seats_on
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.matter import Actor, Matter, Refusal, Sitting, Value, Vote, currency_of
from samspil.core.governance.membership import members_on
from samspil.core.governance.program import CompiledStep
from samspil.core.governance.standing import current_step
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.simulation.loop.ground import (
    ANSWERED,
    BROUGHT,
    BY_CLOCK,
    BY_JOINT_RULE,
    BY_ROUTE,
    CHOSEN,
    NEVER,
    NONE,
)
from samspil.core.units import Money

Told = tuple[Any, ...]
ANSWERS_FOR_ALL = "central_steering_group"  # a municipality's model that is no one municipality's


def moment(model: GovernanceModel, minute: int) -> datetime:
    """A minute of the simulator's clock."""
    wall = datetime.fromordinal(int(minute) // 1440) + timedelta(minutes=int(minute) % 1440)
    return wall.replace(tzinfo=ZoneInfo(model.spec.working_time.zone))


def minute_of(model: GovernanceModel, at: datetime) -> int:
    local = at.astimezone(ZoneInfo(model.spec.working_time.zone))
    return local.toordinal() * 1440 + local.hour * 60 + local.minute


def by_matter(trace: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in trace:
        found[int(row[1])].append([int(one) for one in row])
    return found


def simulated(model: GovernanceModel, rows: list[Any]) -> list[Told]:
    """What the simulator told of one matter: (minute, step, outcome, mandate) and where it went."""
    program = model.program
    found: list[Told] = []
    for at, _serial, step, outcome, mandate, target, ground, _due in rows:
        if ground == ANSWERED:
            found.append((at, "answered", outcome, bool(mandate)))
            continue
        if ground != BROUGHT:
            chosen = program.outcomes[outcome]
            assert chosen is not None
            key = program.mandates[mandate].key if mandate != NONE else None
            found.append((at, program.steps[step].key, chosen.key, key))
        if target >= 0:
            found.append((at, "to", program.steps[target].key, str(program.steps[target].body)))
        else:
            found.append((at, "end", program.end(target)))
    return found


class Engine:
    """One matter in the run-time engine, taken the way the simulator took it."""

    def __init__(self, model: GovernanceModel, vector: tuple[int, ...], serial: int) -> None:
        kind = model.program.values["kind"][vector[0]]
        self.model = model
        self.matter = Matter(f"m{serial}", kind, _attributes(model, kind, vector), "anna", "unit")
        self.state: State | None = None
        self.told: list[Told] = []

    def follow(self, rows: list[Any]) -> list[Told]:
        """What the engine tells when it is asked for what the simulator did."""
        for at, _serial, step, outcome, mandate, _target, ground, due in rows:
            if ground == BROUGHT:
                self._bring(at)
                continue
            assert self.state is not None
            if ground in (CHOSEN, BY_CLOCK, ANSWERED):
                own = self.state.due
                assert (NEVER if own is None else minute_of(self.model, own.until)) == due
            if ground == CHOSEN:
                self._choose(at, step, outcome)
            elif ground == ANSWERED:
                self._answer(at, outcome, bool(mandate))
            elif ground == BY_CLOCK or (ground == BY_JOINT_RULE and at == due):
                self._take(decide(self.model, self.state, PassTime(moment(self.model, at + 1))))
            else:
                assert ground in (BY_ROUTE, BY_JOINT_RULE)  # it came with what was done before
        return self.told

    def _bring(self, at: int) -> None:
        roles = frozenset(self.model.spec.kinds[self.matter.kind].brought_by)
        events = register(self.model, self.matter, Actor("anna", roles, "unit"), moment(self.model, at))
        assert not isinstance(events, Refusal), events
        self.state = replay(events)
        self.told.extend(self._tellings(events[1:]))

    def _choose(self, at: int, number: int, outcome: int) -> None:
        assert self.state is not None
        step, when = self.model.program.steps[number], moment(self.model, at)
        here = current_step(self.model, self.state)
        assert here is not None
        chosen = self.model.program.outcomes[outcome]
        assert chosen is not None
        actor = self._actor(here)
        for item in open_items(self.model, self.state, here, when):
            self._take(
                decide(self.model, self.state, AnswerItem(here.key, item, True, "i orden", actor, when))
            )
        entry = Choose(step.key, chosen.key, actor, when, self._sitting(here, when), reason="derfor")
        self._take(decide(self.model, self.state, entry))

    def _actor(self, here: CompiledStep) -> Actor:
        assert self.state is not None
        if here.body.key == REQUESTER:
            return Actor("anna", frozenset(), "unit")
        return Actor("somebody", roles_at(self.model, self.state, here), "unit")

    def _sitting(self, here: CompiledStep, at: datetime) -> Sitting | None:
        if not here.body.is_forum:
            return None
        on = local_day(self.model, at)
        seats = seats_on(self.model, here.body.key, on)
        chairs = chairs_among(self.model, here.body.key, seats, on)
        present = frozenset(seat.id for seat in seats)
        return Sitting(here.body.key, present, dict.fromkeys(present, Vote.FOR), chairs[0])

    def _answer(self, at: int, member: int, is_yes: bool) -> None:
        assert self.state is not None
        when = moment(self.model, at)
        code = members_on(self.model, local_day(self.model, when))[member]
        answer = Answer.CONSENTS if is_yes else Answer.DECLINES
        own = _own_decision(self.matter.id, code, is_yes, when)
        self.told.append((at, "answered", member, is_yes))
        self._take(decide(self.model, self.state, AnswerAsMember(code, answer, when, own)))

    def _take(self, events: Any) -> None:
        assert not isinstance(events, Refusal), events.problem
        assert self.state is not None
        self.state = apply_all(self.state, events)
        self.told.extend(self._tellings(events))

    def _tellings(self, events: tuple[Event, ...]) -> Iterator[Told]:
        for event in events:
            at = minute_of(self.model, event.at)
            if isinstance(event, Decided):
                known = event.authority.ground == "mandate"
                yield at, event.step, event.outcome, event.authority.key if known else None
            elif isinstance(event, Entered):
                yield at, "to", event.step, event.body
            elif isinstance(event, Ended):
                yield at, "end", event.end


def _attributes(model: GovernanceModel, kind: str, vector: tuple[int, ...]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key in model.spec.kinds[kind].attributes:
        number = int(vector[model.program.attribute_number(key)])
        of = model.spec.attributes[key].type
        if of is AttributeType.MONEY:
            found[key] = Money(number, currency_of(model))
        elif of is AttributeType.YES_NO:
            found[key] = bool(number)
        elif of is AttributeType.CHOICE:
            found[key] = model.program.values[key][number]
        else:
            found[key] = number
    return found


@cache
def _members_model() -> GovernanceModel:
    return load(ANSWERS_FOR_ALL, library.model_files, library.municipalities())


def _own_decision(subject: str, code: str, is_yes: bool, at: datetime) -> Evidence:
    """A member's own matter, decided a minute before by its head of digitalisation."""
    model = _members_model()
    head, before = Actor("head", frozenset({"head_of_digitalisation"})), at - timedelta(minutes=1)
    known: dict[str, Value] = {"amount": Money.of(1000), "new_appropriation": False}
    matter = Matter(f"{subject}-{code}", "joint_consent", known, "head", None, subject, code)
    begun = register(model, matter, head, before)
    assert not isinstance(begun, Refusal), begun
    own = replay(begun)
    choice = Choose(own.step or "", "consent" if is_yes else "decline", head, before, reason="derfor")
    decided = decide(model, own, choice)
    assert not isinstance(decided, Refusal), decided
    return Evidence(model, apply_all(own, decided))
