"""Whatever is asked of the engine, nobody takes part in a joint decision against its will.

Random sequences of entries are played over both associations that ship: answers, late joiners, notices,
time passing, votes, strangers, and evidence that is missing, another's, undecided, out of date, about
something else, or used before. A ledger beside the engine writes down what each municipality has really
decided at home. The model files, not the engine, say who consented to the statutes and when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samspil import library
from samspil.core.governance import joining, joint_decisions
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import (
    AnswerAsMember,
    AnswerItem,
    Choose,
    Entry,
    Evidence,
    JoinLate,
    LeaveJoint,
    PassTime,
    Recuse,
    Withdraw,
)
from samspil.core.governance.events import Answer, Decided, Event, MemberJoined, MemberLeft, MembersTakePart
from samspil.core.governance.forum_decisions import chairs_among, seats_on
from samspil.core.governance.joint_decisions import participants_on
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.matter import Actor, Matter, Refusal, Sitting, Value, Vote
from samspil.core.governance.membership import members_on
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.units import Money

ZONE = ZoneInfo("Europe/Copenhagen")
NINE = ("0155", "0161", "0165", "0167", "0169", "0175", "0183", "0187", "0269")
BALLERUP, COPENHAGEN = "0151", "0101"
EVERYBODY = (*NINE, BALLERUP, COPENHAGEN)
BINDING_KINDS = {"mandatory_programme", "mandatory_change"}
MONEY: dict[str, Value] = {"amount": Money.of(1000)}
DUTY: dict[str, Value] = {"legal_source": "act", "months_to_deadline": 12, "effort_days": 10, **MONEY}

STARTS: list[tuple[str, str, dict[str, Value], str]] = [
    ("storkoebenhavn_association", "mandatory_programme", DUTY, "2016-09-05"),
    ("storkoebenhavn_association", "voluntary_initiative", {"effort_days": 1, **MONEY}, "2017-01-10"),
    ("storkoebenhavn_association", "joint_purchase", MONEY, "2017-01-10"),
    ("storkoebenhavn_association", "activity_plan", {"plan_year": 2017, **MONEY}, "2016-09-05"),
    ("storkoebenhavn_association", "joint_model", {"shared_model": "project_model"}, "2016-09-05"),
    ("tight_association", "mandatory_programme", {"months_to_deadline": 12, **MONEY}, "2016-09-05"),
    ("tight_association", "mandatory_programme", {"months_to_deadline": 12, **MONEY}, "2018-05-07"),
    ("tight_association", "mandatory_change", {"months_to_deadline": 12, **MONEY}, "2020-09-07"),
    ("tight_association", "voluntary_initiative", MONEY, "2017-12-04"),
    ("tight_association", "voluntary_initiative", MONEY, "2020-09-07"),
]


NEVER = datetime.min.replace(tzinfo=UTC)


class BoundAgainstItsWillError(AssertionError):
    """A municipality takes part, or is put out, without its own decision and without the statutes."""


@cache
def model_of(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


@dataclass
class Home:
    """What one municipality really decided, in its own matter."""

    member: str
    subject: str
    answer: Answer
    decided_at: datetime
    amount: Money


@dataclass
class Play:
    """A joint matter under way, and the ledger of what the municipalities decided at home."""

    model: GovernanceModel
    state: State
    ledger: list[Home] = field(default_factory=list)
    first_yes: dict[str, Evidence] = field(default_factory=dict)
    last_no: dict[str, datetime] = field(default_factory=dict)
    last_yes: dict[str, datetime] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def ask(self, entry: Entry) -> tuple[Event, ...]:
        """Ask the engine; check whoever it lets in, and who takes part on the day and long after."""
        answer = decide(self.model, self.state, entry)
        if isinstance(answer, Refusal):
            return ()
        self.state = apply_all(self.state, answer)
        for event in answer:
            self._check(event)
        if isinstance(entry, AnswerAsMember) and entry.answer is Answer.DECLINES and entry.own:
            self.last_no[entry.member] = entry.own.state.decisions[-1].at
        if isinstance(entry, LeaveJoint):
            self.last_no[entry.member] = entry.at
        says_yes = isinstance(entry, JoinLate) or getattr(entry, "answer", None) is Answer.CONSENTS
        if says_yes and isinstance(entry, AnswerAsMember | JoinLate) and entry.own:
            self.last_yes[entry.member] = entry.own.state.decisions[-1].at
        self._check_membership(entry.at.astimezone(ZONE).date())
        return answer

    def _check(self, event: Event) -> None:
        if isinstance(event, MembersTakePart):
            for member in event.members:
                if not self._by_the_statutes(member, event.at):
                    self._own_consent(member, event.at)
        elif isinstance(event, MemberJoined):
            self._own_consent(event.member, event.at)
        elif isinstance(event, MemberLeft):
            self._own_no(event.member, event.at)
        elif isinstance(event, Decided) and event.tally and event.outcome == "adopt":
            self._check_vote(event)

    def _own_consent(self, member: str, at: datetime) -> None:
        since = self.last_no.get(member, NEVER)
        amount = self.state.matter.attributes.get("amount")
        costs = isinstance(amount, Money) and amount.minor > 0
        if not any(
            home.member == member
            and home.subject == self.state.matter.id
            and home.answer is Answer.CONSENTS
            and since < home.decided_at <= at
            and (home.amount.minor > 0 or not costs)
            for home in self.ledger
        ):
            raise BoundAgainstItsWillError(member)

    def _own_no(self, member: str, at: datetime) -> None:
        """Nobody is put out either: it said no at home after its last yes that was handed over."""
        since = self.last_yes.get(member, NEVER)
        if not any(
            home.member == member
            and home.subject == self.state.matter.id
            and home.answer is Answer.DECLINES
            and since < home.decided_at <= at
            for home in self.ledger
        ):
            raise BoundAgainstItsWillError(member)

    def _by_the_statutes(self, member: str, at: datetime) -> bool:
        on = at.astimezone(ZONE).date()
        return (
            self.model.key == "tight_association"
            and self.state.matter.kind in BINDING_KINDS
            and any(
                one.municipality == member
                and one.joined <= on < (one.left or date.max)
                and one.consented_to_statutes is not None
                and one.consented_to_statutes <= on
                for one in self.model.spec.members
            )
        )

    def _check_vote(self, event: Decided) -> None:
        """Two thirds of the people of every member that is not recused stand behind what binds."""
        if self.model.key != "tight_association" or event.tally is None:
            return
        on = event.at.astimezone(ZONE).date()
        people = {
            one.municipality: library.municipalities()[one.municipality].population
            for one in self.model.spec.members
            if one.joined <= on < (one.left or date.max)
        }
        recused = {seat.removeprefix("director_") for _, seat in self.state.recused}
        entitled = sum(number for code, number in people.items() if code not in recused)
        assert 3 * event.tally.votes_for >= 2 * entitled

    def _check_membership(self, on: date) -> None:
        """Who has left the association takes no part, but for a contract that says otherwise."""
        if self.state.matter.kind == "joint_purchase":
            return
        for day in (on, on + timedelta(days=365), on + timedelta(days=3650)):
            assert set(participants_on(self.model, self.state, day)) <= set(members_on(self.model, day))

    def evidence(self, recipe: str, member: str, answer: Answer, at: datetime) -> Evidence | None:
        """What is handed over as a member's own decision; only some of it is one."""
        if recipe == "none":
            return None
        if recipe == "used":
            return self.first_yes.get(member)
        own = self._handled(recipe, member, answer, at)
        if recipe == "genuine" and answer is Answer.CONSENTS:
            self.first_yes.setdefault(member, own)
        return own

    def _handled(self, recipe: str, member: str, answer: Answer, at: datetime) -> Evidence:
        model = model_of("danish_municipality")
        if recipe == "anothers":
            member = EVERYBODY[(EVERYBODY.index(member) + 1) % len(EVERYBODY)]
        if recipe == "the_other_way":
            answer = Answer.DECLINES if answer is Answer.CONSENTS else Answer.CONSENTS
        subject = "something-else" if recipe == "about_something_else" else self.state.matter.id
        decided_at = {"old": at - timedelta(days=120), "future": at + timedelta(days=2)}.get(recipe, at)
        head = Actor("head", frozenset({"head_of_digitalisation"}))
        amount = Money(0) if recipe == "for_nothing" else Money.of(1000)
        known: dict[str, Value] = {"amount": amount, "new_appropriation": False}
        matter = Matter(f"home-{next(self.numbers)}", "joint_consent", known, head.id, None, subject, member)
        begun = register(model, matter, head, decided_at)
        assert not isinstance(begun, Refusal)
        state = replay(begun)
        if recipe == "undecided":
            return Evidence(model, state)
        outcome = "consent" if answer is Answer.CONSENTS else "decline"
        entry: Entry = Choose("head", outcome, head, decided_at, reason="–")
        if recipe == "withdrawn":
            entry = Withdraw(head, "–", decided_at)
        decided = decide(model, state, entry)
        assert not isinstance(decided, Refusal)
        state = apply_all(state, decided)
        if recipe == "another_version":
            return Evidence(model, replace(state, digest="0" * 64))
        if recipe != "withdrawn":
            self.ledger.append(Home(member, subject, answer, decided_at, amount))
        return Evidence(model, state)


def begin(start: tuple[str, str, dict[str, Value], str]) -> Play:
    """A matter brought and led to the step before anybody can be bound."""
    key, kind, attributes, day = start
    model = model_of(key)
    at = datetime.fromisoformat(day).replace(hour=10, tzinfo=ZONE)
    bringer = Actor("bringer", frozenset(model.spec.kinds[kind].brought_by))
    begun = register(model, Matter("joint", kind, attributes, bringer.id), bringer, at)
    assert not isinstance(begun, Refusal)
    play = Play(model, replay(begun))
    step = model.spec.routes[model.spec.kinds[kind].route].steps["prepare"]
    assert step.who.role is not None
    actor = Actor("preparer", frozenset({step.who.role}))
    for item in step.items:
        assert play.ask(AnswerItem("prepare", item, True, "–", actor, at))
    assert play.ask(Choose("prepare", next(iter(step.outcomes)), actor, at))
    return play


Move = tuple[object, ...]
RECIPES = [
    "genuine", "genuine", "genuine", "genuine", "none", "used", "old", "future", "anothers", "undecided",
    "withdrawn", "the_other_way", "about_something_else", "another_version", "for_nothing",
]  # fmt: skip
MOVES = st.one_of(
    st.tuples(
        st.just("answer"),
        st.sampled_from(EVERYBODY),
        st.sampled_from([Answer.CONSENTS] * 3 + [Answer.DECLINES, Answer.DEFERS]),
        st.sampled_from(RECIPES),
    ),
    st.tuples(st.just("round"), st.integers(0, 2**11 - 1), st.sampled_from(RECIPES)),
    st.tuples(st.just("mind"), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("join"), st.sampled_from(EVERYBODY), st.sampled_from(RECIPES)),
    st.tuples(st.just("leave"), st.sampled_from(EVERYBODY), st.sampled_from(RECIPES)),
    st.tuples(st.just("vote"), st.integers(0, 2**10 - 1), st.integers(0, 2**10 - 1), st.integers(0, 3)),
    st.tuples(st.just("vote"), st.just(2**10 - 1), st.just(0), st.integers(0, 3)),
    st.tuples(st.just("recuse"), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("time"), st.sampled_from([0, 1, 30, 40, 92, 200, 400])),
)
EVERY_OR_SOME = st.one_of(st.just(2**11 - 1), st.integers(1, 2**11 - 1))
# Half of the sequences begin with something that is likely to be carried.
OPENINGS: st.SearchStrategy[list[Move]] = st.one_of(
    st.just([]),
    st.tuples(
        st.just(("vote", 2**10 - 1, 0, 0)),
        st.just(("vote", 2**10 - 1, 0, 0)),
        st.one_of(st.just(("time", 0)), st.tuples(st.just("mind"), st.sampled_from(EVERYBODY))),
        st.tuples(st.just("round"), EVERY_OR_SOME, st.sampled_from(["genuine", "genuine", "for_nothing"])),
        st.just(("time", 200)),
    ).map(list),
)
PLAYS = st.tuples(OPENINGS, st.lists(MOVES, min_size=4, max_size=14)).map(
    lambda parts: [*parts[0], *parts[1]]
)


def perform(play: Play, move: Move, at: datetime) -> None:
    """One move of a random sequence."""
    match move:
        case ("answer", str(member), Answer() as answer, str(recipe)):
            play.ask(AnswerAsMember(member, answer, at, play.evidence(recipe, member, answer, at)))
        case ("round", int(members), str(recipe)):
            for member in chosen(EVERYBODY, members):
                own = play.evidence(recipe, member, Answer.CONSENTS, at)
                play.ask(AnswerAsMember(member, Answer.CONSENTS, at, own))
        case ("mind", str(member)):
            change_its_mind(play, member, at)
        case ("join", str(member), str(recipe)):
            play.ask(JoinLate(member, at, play.evidence(recipe, member, Answer.CONSENTS, at)))
        case ("leave", str(member), str(recipe)):
            play.ask(LeaveJoint(member, at, play.evidence(recipe, member, Answer.DECLINES, at)))
        case ("vote", int(present), int(against), int(outcome)):
            vote(play, present, against, outcome, at)
        case ("recuse", str(member)):
            play.ask(Recuse(f"director_{member}", "–", Actor("secretary", frozenset({"coordinator"})), at))
        case ("time", int()):
            play.ask(PassTime(at))


def change_its_mind(play: Play, member: str, at: datetime) -> None:
    """A yes, a no, and somebody who comes with the old yes again."""
    said = [(Answer.CONSENTS, "genuine"), (Answer.DECLINES, "genuine"), (Answer.CONSENTS, "used")]
    for minute, (answer, recipe) in enumerate(said):
        now = at + timedelta(minutes=minute)
        play.ask(AnswerAsMember(member, answer, now, play.evidence(recipe, member, answer, now)))


def chosen(things: tuple[str, ...], mask: int) -> list[str]:
    return [thing for number, thing in enumerate(things) if mask >> number & 1]


def vote(play: Play, present: int, against: int, outcome: int, at: datetime) -> None:
    """Whatever forum or role the matter is with, in whatever strength, choose one of its outcomes."""
    if play.state.step is None:
        return
    route = play.model.spec.kinds[play.state.matter.kind].route
    step = play.model.spec.routes[route].steps[play.state.step]
    known = list(step.outcomes)
    roles = {step.who.role or ""}
    sitting = None
    if step.who.forum:
        seats = seats_on(play.model, step.who.forum, at.astimezone(ZONE).date())
        there = chosen(tuple(seat.id for seat in seats), present)
        chairs = chairs_among(play.model, step.who.forum, seats, at.astimezone(ZONE).date())
        chair = next((seat for seat in there if seat in chairs), (there or [""])[0])
        no = chosen(tuple(there), against)
        votes = {seat: Vote.AGAINST if seat in no else Vote.FOR for seat in there}
        sitting = Sitting(step.who.forum, frozenset(there), votes, chair)
        roles = {seat.role for seat in play.model.spec.forums[step.who.forum].seats.values()}
    actor = Actor("bringer", frozenset(roles))
    play.ask(Choose(play.state.step, known[outcome % len(known)], actor, at, sitting, "–"))


def days_of(move: Move) -> int:
    return int(str(move[1])) if move[0] == "time" else 0


def play_through(start: tuple[str, str, dict[str, Value], str], moves: list[Move]) -> Play:
    play = begin(start)
    at = play.state.at
    for move in moves:
        at += timedelta(days=days_of(move), hours=1)
        perform(play, move, at)
    return play


AT_ONCE = (Phase.generate,)


def the_property(examples: int, phases: tuple[Phase, ...] = tuple(Phase)) -> Callable[[], None]:
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(STARTS), PLAYS)
    def nobody_is_bound(start: tuple[str, str, dict[str, Value], str], moves: list[Move]) -> None:
        play_through(start, moves)

    return nobody_is_bound


def test_nobody_takes_part_without_its_own_consent_or_the_statutes() -> None:
    the_property(400)()


def test_without_the_look_at_whose_decision_it_is_somebody_is_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_decisions, "_authority_refusal", lambda *_: None)
    with pytest.raises(BoundAgainstItsWillError):
        the_property(400, AT_ONCE)()


def test_without_the_statutes_somebody_is_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_decisions, "consented_to_statutes", members_on)
    with pytest.raises(BoundAgainstItsWillError):
        the_property(400, AT_ONCE)()


def test_without_the_order_of_decisions_an_old_consent_binds_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = joint_decisions._authority_refusal

    def forgetful(model: GovernanceModel, state: State, *rest: object) -> Refusal | None:
        return whole(model, replace(state, last_word={}, asked_at=None), *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(joint_decisions, "_authority_refusal", forgetful)
    with pytest.raises(BoundAgainstItsWillError):
        the_property(400, AT_ONCE)()


def test_without_a_look_at_the_amount_somebody_is_in_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_decisions, "_content_refusal", lambda *_: None)
    with pytest.raises(BoundAgainstItsWillError):
        the_property(400, AT_ONCE)()


def test_if_leaving_took_any_decision_of_the_member_s_somebody_is_put_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = joint_decisions.own_authority

    def careless(model: GovernanceModel, state: State, entry: Entry, answer: Answer) -> object:
        if not isinstance(entry, LeaveJoint) or entry.own is None:
            return whole(model, state, entry, answer)  # type: ignore[arg-type]
        return joint_decisions.authority_of(entry.own.model, entry.own.state)

    monkeypatch.setattr(joining, "own_authority", careless)
    with pytest.raises(BoundAgainstItsWillError):
        the_property(400, AT_ONCE)()


@pytest.mark.parametrize("start", STARTS)
def test_when_all_are_willing_they_do_take_part(start: tuple[str, str, dict[str, Value], str]) -> None:
    """The property would say nothing if nobody ever took part."""
    everything = 2**11 - 1
    willing: list[Move] = [
        ("vote", everything, 0, 0),
        ("vote", everything, 0, 0),
        ("round", everything, "genuine"),
    ]
    play = play_through(start, willing)
    assert set(NINE) <= set(play.state.participants) <= {*NINE, BALLERUP}
