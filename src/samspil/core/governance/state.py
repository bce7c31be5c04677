"""Where a matter stands: its events, added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from samspil.core.governance.events import (
    Amended,
    Decided,
    Due,
    Ended,
    Entered,
    Event,
    ItemAnswered,
    MemberAnswered,
    MemberJoined,
    MemberLeft,
    MembersTakePart,
    MovedToVersion,
    ObligationCreated,
    Parked,
    Recused,
    Registered,
    Resumed,
    Withdrawn,
)
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.matter import Matter
from samspil.core.units import Money

_CAME_TO_NOTHING = frozenset({Result.REJECTED.value, Result.WITHDRAWN.value, Result.LAPSED.value})


@dataclass(frozen=True, slots=True)
class Participation:
    """A member's part in a joint matter: from a day, until a day where it has given notice.

    ``amount`` is what its own consent took on, where that said one.
    """

    joined_on: date
    leaves_on: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A matter as it stands after its last event.

    ``recused`` are seats of forums and whole roles, each with its body; ``barred`` are persons, each with
    the body at whose steps, or with nothing where they may act nowhere.
    ``model`` and ``digest`` are the version it goes by now, since ``moved_at`` where it began under another.
    ``asked_at`` is when it was last put to the members; ``last_word`` when each of them last decided
    something of its own about it.
    """

    matter: Matter
    model: str
    digest: str
    at: datetime
    step: str | None = None
    body: str = ""
    entered_at: datetime | None = None
    moved_at: datetime | None = None
    due: Due | None = None
    visits: Mapping[tuple[str, str], int] = field(default_factory=dict)
    items: Mapping[tuple[str, str], ItemAnswered] = field(default_factory=dict)
    recused: frozenset[tuple[str, str]] = frozenset()
    barred: frozenset[tuple[str, str]] = frozenset()
    members: tuple[str, ...] = ()
    answers: Mapping[str, MemberAnswered] = field(default_factory=dict)
    participants: Mapping[str, Participation] = field(default_factory=dict)
    carried_on: date | None = None
    asked_at: datetime | None = None
    last_word: Mapping[str, datetime] = field(default_factory=dict)
    decisions: tuple[Decided, ...] = ()
    obligations: tuple[ObligationCreated, ...] = ()
    parked_at: datetime | None = None
    parked_until: date | None = None
    rested_days: int = 0
    end: str | None = None
    result: str | None = None

    def bars(self, person: str, body: str) -> bool:
        """Whether somebody has an interest and may not act at a body's steps."""
        return bool(self.barred & {("", person), (body, person)})

    @property
    def is_open(self) -> bool:
        """Whether the matter is still under way."""
        return self.end is None

    def participants_on(self, day: date) -> tuple[str, ...]:
        """Who takes part on a day, by code."""
        return tuple(
            sorted(
                member
                for member, part in self.participants.items()
                if part.joined_on <= day and (part.leaves_on is None or day < part.leaves_on)
            )
        )


def replay(events: Iterable[Event]) -> State:
    """The state that events add up to. The first is a registration. Linear in their number."""
    remaining = iter(events)
    first = next(remaining)
    assert isinstance(first, Registered)
    state = State(first.matter, first.model, first.digest, first.at)
    for event in remaining:
        state = apply(state, event)
    return state


def apply_all(state: State, events: Iterable[Event]) -> State:
    """The state after further events."""
    for event in events:
        state = apply(state, event)
    return state


def apply(state: State, event: Event) -> State:  # noqa: C901, PLR0911, PLR0912 – one line for each kind of event
    """The state after one more event."""
    match event:
        case Entered():
            return _entered(state, event)
        case ItemAnswered():
            answered = {**state.items, (event.step, event.item): event}
            return replace(state, at=event.at, items=answered)
        case Recused():
            return _recused(state, event)
        case Decided():
            return replace(state, at=event.at, decisions=(*state.decisions, event))
        case Amended():
            attributes = {**state.matter.attributes, **event.attributes}
            return replace(state, at=event.at, matter=replace(state.matter, attributes=attributes))
        case MemberAnswered():
            return _with_answer(state, event)
        case MembersTakePart():
            return _with_participants(state, _consented(state, event), event.since, event.at)
        case MemberJoined():
            taken_on = {event.member: event.authority.amount}
            joined = _with_participants(state, taken_on, event.since, event.at)
            return _with_word(joined, event.member, event.authority.decided_at)
        case MemberLeft():
            leaving = replace(state.participants[event.member], leaves_on=event.leaves_on)
            left = replace(state, at=event.at, participants={**state.participants, event.member: leaving})
            return _with_word(left, event.member, event.authority.decided_at)
        case ObligationCreated():
            return replace(state, at=event.at, obligations=(*state.obligations, event))
        case Parked():
            return replace(state, at=event.at, parked_at=event.at, parked_until=event.until, due=None)
        case Resumed():
            rested = state.rested_days + event.rested_days
            return replace(
                state, at=event.at, parked_at=None, parked_until=None, due=event.due, rested_days=rested
            )
        case MovedToVersion():
            return _moved(state, event)
        case Withdrawn():
            return replace(state, at=event.at)
        case Ended():
            return _ended(state, event)
        case Registered():
            raise ValueError("a matter is registered once")
        case _:
            assert_never(event)


def _recused(state: State, event: Recused) -> State:
    """A seat is out of its forum, a role out of the matter, a person out of what they may not touch."""
    whose = f"role {event.seat}" if event.body.startswith("role ") else event.body
    out = {(whose, event.seat)} if event.is_empty else set()
    where = "" if event.person == event.actor else event.body
    barred = set() if event.person is None else {(where, event.person)}
    return replace(state, at=event.at, recused=state.recused | out, barred=state.barred | barred)


def _entered(state: State, event: Entered) -> State:
    """At a step; where members are asked anew, what they said of an earlier proposal no longer counts."""
    key = (event.step, event.body)
    if event.members:
        state = _with_nobody(state)
    return replace(
        state,
        at=event.at,
        step=event.step,
        body=event.body,
        entered_at=event.at,
        due=event.due,
        members=event.members or state.members,
        asked_at=event.at if event.members else state.asked_at,
        answers={} if event.members else state.answers,
        items={key: answer for key, answer in state.items.items() if key[0] != event.step},
        visits={**state.visits, key: state.visits.get(key, 0) + 1},
    )


def _moved(state: State, event: MovedToVersion) -> State:
    """At the same step, with all that was answered and seen there, under the other version's rules."""
    return replace(
        state,
        at=event.at,
        model=event.model,
        digest=event.digest,
        moved_at=event.at,
        body=event.body,
        due=event.due,
    )


def _ended(state: State, event: Ended) -> State:
    """At an end; in what came to nothing nobody takes part."""
    if event.result in _CAME_TO_NOTHING:
        state = _with_nobody(state)
    return replace(
        state,
        at=event.at,
        step=None,
        body="",
        due=None,
        parked_at=None,
        parked_until=None,
        end=event.end,
        result=event.result,
    )


def _with_nobody(state: State) -> State:
    return replace(state, participants={}, carried_on=None)


def _with_answer(state: State, event: MemberAnswered) -> State:
    state = replace(state, at=event.at, answers={**state.answers, event.member: event})
    return _with_word(state, event.member, event.authority.decided_at) if event.authority else state


def _with_word(state: State, member: str, at: datetime) -> State:
    return replace(state, last_word={**state.last_word, member: at})


def _consented(state: State, event: MembersTakePart) -> dict[str, Money | None]:
    """What each that takes part has taken on; nothing said where the statutes bind it."""
    own = {code: answer.authority.amount for code, answer in state.answers.items() if answer.authority}
    return {code: own.get(code) for code in event.members}


def _with_participants(
    state: State, taken_on: Mapping[str, Money | None], since: date, at: datetime
) -> State:
    joined = {member: Participation(since, None, amount) for member, amount in taken_on.items()}
    return replace(
        state,
        at=at,
        participants={**state.participants, **joined},
        carried_on=state.carried_on or since,
    )
