"""Matters played by chance: whoever does whatever, the engine says what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from tests.core.governance.engine_world.world import model_of

from samspil.core.governance import entries
from samspil.core.governance.checklists import items_of
from samspil.core.governance.clocks import calendar_of, local_day
from samspil.core.governance.engine import current_step, decide, register
from samspil.core.governance.events import Answer, Event, Events
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Matter, Refusal, Sitting, Value, Vote
from samspil.core.governance.membership import whose_turn
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.units import Money

UNITS = ("park", "harbour")
FIRST_DAY = date(2024, 1, 2)  # members answer under the town's model, which holds from the day before


@dataclass
class Play:
    """What was asked and what came of it, in order; ``before`` is the state that each entry met."""

    model: GovernanceModel
    events: list[Event] = field(default_factory=list)
    turns: list[tuple[State, entries.Entry, Events]] = field(default_factory=list)
    refusals: int = 0


@cache
def limits(model: GovernanceModel) -> tuple[int, ...]:
    book = model.program.book
    return tuple(sorted({abs(one) for columns, _ in book.columns for one in columns if one > -(2**60)}))


def value(model: GovernanceModel, key: str, rng: Random) -> Value:
    attribute = model.spec.attributes[key]
    if attribute.type is AttributeType.YES_NO:
        return rng.random() < 0.5
    if attribute.type is AttributeType.CHOICE:
        return rng.choice(model.program.values[key])
    number = max(0, rng.choice(limits(model)) + rng.randint(-1, 1))
    return Money(number) if attribute.type is AttributeType.MONEY else number


def bring(model: GovernanceModel, rng: Random) -> Events | Refusal:
    """A matter of any kind on any working morning of ten years."""
    spec = model.spec
    kind = rng.choice(sorted(spec.kinds))
    known = {key: value(model, key, rng) for key in spec.kinds[kind].attributes}
    day = max(spec.valid_from, FIRST_DAY) + timedelta(rng.randint(0, 3650))
    at = calendar_of(model).instant(day, rng.randint(0, 23))
    roles = frozenset({rng.choice(spec.kinds[kind].brought_by)})
    subject, member = ("joint", "0155") if spec.kinds[kind].answers_joint else (None, None)
    matter = Matter("m", kind, known, "anna", rng.choice(UNITS), subject, member)
    return register(model, matter, Actor("anna", roles, matter.unit), at)


def play(model: GovernanceModel, seed: int, most: int = 40) -> Play:
    """Up to so many entries, most of them by those who may."""
    rng = Random(seed)
    played = Play(model)
    begun = bring(model, rng)
    if isinstance(begun, Refusal):
        played.refusals += 1
        return played
    played.events.extend(begun)
    state = replay(begun)
    for _ in range(most):
        at = state.at + timedelta(hours=rng.choice((0, 1, 30, 200)))
        if rng.random() < 0.15 and state.due is not None:
            at = max(at, state.due.at + timedelta(seconds=rng.choice((0, 1))))
        entry = any_entry(model, state, at, rng)
        answer = decide(model, state, entry)
        if isinstance(answer, Refusal):
            played.refusals += 1
            continue
        played.turns.append((state, entry, answer))
        played.events.extend(answer)
        state = apply_all(state, answer)
    return played


def any_entry(model: GovernanceModel, state: State, at: datetime, rng: Random) -> entries.Entry:
    kinds: list[tuple[int, Callable[[], entries.Entry]]] = [
        (30, lambda: choose(model, state, at, rng)),
        (12, lambda: item(model, state, at, rng)),
        (8, lambda: entries.PassTime(at)),
        (1, lambda: entries.Withdraw(who(model, state, rng), "", at)),
        (3, lambda: entries.Park(who(model, state, rng), "", later(model, at, rng), at)),
        (4, lambda: entries.Resume(who(model, state, rng), at)),
        (2, lambda: recuse(model, state, at, rng)),
    ]
    if model.spec.members:
        kinds.append((20, lambda: as_member(model, state, at, rng)))
    return rng.choices([make for _, make in kinds], [weight for weight, _ in kinds])[0]()


def later(model: GovernanceModel, at: datetime, rng: Random) -> date:
    return local_day(model, at) + timedelta(rng.randint(0, 90))


def who(model: GovernanceModel, state: State, rng: Random) -> Actor:
    """Most often somebody at whose table the matter is; sometimes anybody; sometimes the requester."""
    step = current_step(model, state)
    if rng.random() < 0.1 or (step is not None and step.body.key == "requester" and rng.random() < 0.8):
        return Actor("anna", frozenset({"requester"}), rng.choice(UNITS))
    roles = sorted(model.spec.roles)
    if step is not None and rng.random() < 0.8:
        body = step.body
        at_table = (
            [one.role for one in model.spec.forums[body.key].seats.values()] if body.is_forum else [body.key]
        )
        stand_in = model.spec.roles[at_table[0]].stands_in if at_table[0] in model.spec.roles else None
        roles = [*at_table, *([stand_in] if stand_in else [])]
    return Actor(rng.choice(("bo", "cai", "dan")), frozenset({rng.choice(roles)}), rng.choice(UNITS))


def choose(model: GovernanceModel, state: State, at: datetime, rng: Random) -> entries.Choose:
    step = current_step(model, state)
    outcomes = list(step.spec.outcomes) if step is not None else ["approve"]
    outcome = rng.choice(outcomes)
    amends: dict[str, Value] = {}
    if step is not None and step.spec.outcomes[outcome].amends and rng.random() < 0.5:
        key = rng.choice(step.spec.outcomes[outcome].amends)
        amends[key] = value(model, key, rng)
    return entries.Choose(
        state.step or "", outcome, who(model, state, rng), at, together(model, state, at, rng),
        rng.choice(("", "why")), (), amends,
    )  # fmt: skip


def together(model: GovernanceModel, state: State, at: datetime, rng: Random) -> Sitting | None:
    """The forum of the step: everybody who may, mostly for; sometimes any of them."""
    step = current_step(model, state)
    if step is None or not step.body.is_forum:
        return None
    seats = seats_on(model, step.body.key, local_day(model, at))
    free = [one for one in seats if (state.body, one.id) not in state.recused or rng.random() < 0.05]
    if rng.random() < 0.2:
        free = [one for one in free if rng.random() < 0.6]
    said = {one.id: rng.choices(list(Vote), (9, 1, 1))[0] for one in free}
    turn = [one.id for one in free if one.kind == model.spec.forums[step.body.key].chair]
    chair = rng.choice(turn or [one.id for one in free] or [""])
    return Sitting(step.body.key, frozenset(said), said, chair, rng.random() < 0.1, state.entered_at)


def item(model: GovernanceModel, state: State, at: datetime, rng: Random) -> entries.AnswerItem:
    step = current_step(model, state)
    known = list(items_of(model, state, step, at)) if step is not None else []
    asked = rng.choice(known or ["nothing"])
    return entries.AnswerItem(state.step or "", asked, rng.random() < 0.9, "", who(model, state, rng), at)


def seat(model: GovernanceModel, state: State, at: datetime, rng: Random) -> str:
    step = current_step(model, state)
    if step is None:
        return "nobody"
    if not step.body.is_forum:
        return step.body.key
    seats = seats_on(model, step.body.key, local_day(model, at))
    return rng.choice([one.id for one in seats] or ["nobody"])


def recuse(model: GovernanceModel, state: State, at: datetime, rng: Random) -> entries.Recuse:
    """Somebody at the table, for itself or another; now and then a role of several holders."""
    named = rng.choice((None, None, "bo", "cai"))
    seat_or_role, actor = seat(model, state, at, rng), who(model, state, rng)
    return entries.Recuse(seat_or_role, "", actor, at, named, rng.random() < 0.3)


def as_member(model: GovernanceModel, state: State, at: datetime, rng: Random) -> entries.Entry:
    member = rng.choice(model.spec.members).municipality
    answer = rng.choice((*Answer, Answer.CONSENTS, Answer.CONSENTS))
    if rng.random() < 0.1:
        return entries.LeaveJoint(member, at, own_decision(state, member, Answer.DECLINES, at))
    own = None if rng.random() < 0.1 else own_decision(state, member, answer, at)
    if rng.random() < 0.15:
        return entries.JoinLate(member, at, own)
    return entries.AnswerAsMember(member, answer, at, own)


def own_decision(state: State, member: str, answer: Answer, at: datetime) -> entries.Evidence | None:
    """The member's chief decides at home, at once."""
    if answer is Answer.DEFERS:
        return None
    model = model_of("skovby")
    known: dict[str, Value] = {"amount": Money(0), "trees": 0, "urgent": False}
    matter = Matter(f"{member}-answer", "answer", known, "chief", None, state.matter.id, member)
    chief = Actor("chief", frozenset({"chief"}))
    begun = register(model, matter, chief, at)
    assert not isinstance(begun, Refusal)
    own = replay(begun)
    outcome = "consent" if answer is Answer.CONSENTS else "decline"
    decided = decide(model, own, entries.Choose("chief", outcome, chief, at))
    assert not isinstance(decided, Refusal)
    return entries.Evidence(model, apply_all(own, decided))


def onward(model: GovernanceModel, state: State, rng: Random) -> tuple[State, Events]:
    """One move that is let through: an outcome that somebody may choose, or time passing."""
    step = current_step(model, state)
    assert step is not None
    due = state.due.at if state.due is not None else state.at + timedelta(days=60)
    outcomes = list(step.spec.outcomes)
    rng.shuffle(outcomes)
    for outcome in outcomes:
        at = state.at
        for answered in (False, True):
            if answered:
                for key in items_of(model, state, step, at):
                    state = apply_all(state, ask(model, state, answer_item(model, state, key, at)))
            found = decide(model, state, choose_outright(model, state, outcome, at))
            if not isinstance(found, Refusal):
                return apply_all(state, found), found
    events = ask(model, state, entries.PassTime(max(state.at, due) + timedelta(seconds=1)))
    assert events, (model.key, state.step)
    return apply_all(state, events), events


def ask(model: GovernanceModel, state: State, entry: entries.Entry) -> Events:
    answer = decide(model, state, entry)
    assert not isinstance(answer, Refusal), answer
    return answer


def owner(model: GovernanceModel, state: State) -> Actor:
    step = current_step(model, state)
    assert step is not None
    body = step.body
    roles = {one.role for one in model.spec.forums[body.key].seats.values()} if body.is_forum else {body.key}
    return Actor("anna", frozenset(roles), state.matter.unit)


def answer_item(model: GovernanceModel, state: State, key: str, at: datetime) -> entries.AnswerItem:
    return entries.AnswerItem(state.step or "", key, True, "", owner(model, state), at)


def choose_outright(model: GovernanceModel, state: State, outcome: str, at: datetime) -> entries.Choose:
    """Those at the table choose, all present and all for."""
    step = current_step(model, state)
    assert step is not None
    sat = None
    if step.body.is_forum:
        seats = seats_on(model, step.body.key, local_day(model, at))
        everybody = [one.id for one in seats]
        chair = chair_of(model, step.body.key, local_day(model, at))
        sat = Sitting(step.body.key, frozenset(everybody), dict.fromkeys(everybody, Vote.FOR), chair)
    return entries.Choose(state.step or "", outcome, owner(model, state), at, sat, "why")


def chair_of(model: GovernanceModel, forum: str, on: date) -> str:
    """A seat that may chair on the day, when everybody is there."""
    spec = model.spec.forums[forum]
    turn = whose_turn(spec.chaired_by, on)
    chairs = [one for one in seats_on(model, forum, on) if one.kind == spec.chair]
    return next((one.id for one in chairs if turn in (None, one.member)), chairs[0].id)
