"""Run a model's cases; each difference is a problem with the line that expected otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance import entries
from samspil.core.governance.cases.language import (
    Case,
    CasesFile,
    MatterAsWritten,
    OwedAsExpected,
    Play,
    Written,
)
from samspil.core.governance.checklists import items_of
from samspil.core.governance.clocks import local_day
from samspil.core.governance.document import Document, read
from samspil.core.governance.engine import current_step, decide, register
from samspil.core.governance.events import Answer, ObligationCreated
from samspil.core.governance.forum_decisions import chairs_among, seats_on
from samspil.core.governance.joint_decisions import consents_needed, participants_on
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Ground, Matter, Refusal, Sitting, Value, Vote, currency_of
from samspil.core.governance.membership import members_on, secretariat_host
from samspil.core.governance.questions import Way, next_steps, route
from samspil.core.governance.shape import shaped
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.units import Money

LoadModel = Callable[[str], GovernanceModel]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and what it found; no problems is a pass."""

    file: str
    key: str
    case: Case
    problems: tuple[Problem, ...]


def run_cases(model: GovernanceModel, files: Mapping[str, bytes], load_model: LoadModel) -> list[CaseResult]:
    """Run every case of a model's files.

    Args:
        model: the model that the cases are about.
        files: the model's files; those under ``cases/`` are read.
        load_model: gives the model under which members answer joint proposals.

    Raises:
        ProblemsError: a file of cases is not as it must be.
    """
    results = []
    for name in sorted(files):
        if not name.startswith("cases/"):
            continue
        document = read(files[name], f"{model.key}/{name}")
        cases = shaped(document, CasesFile)
        member_model = load_model(cases.members_use) if cases.members_use else None
        for key, case in cases.cases.items():
            run = _Run(model, member_model, cases.own, document, ("cases", key), case)
            results.append(CaseResult(name, key, case, tuple(run.problems())))
    return results


def matter_of(model: GovernanceModel, written: MatterAsWritten, requester: str, key: str = "case") -> Matter:
    """A matter as a person writes it: kroner for money, words for the rest."""
    attributes = {key: value_of(model, key, value) for key, value in written.attributes.items()}
    return Matter(key, written.kind, attributes, requester, written.unit)


def value_of(model: GovernanceModel, key: str, value: int | str | bool) -> Value:
    """A written value as the engine's: kroner become money."""
    attribute = model.spec.attributes.get(key)
    is_money = attribute is not None and attribute.type is AttributeType.MONEY
    return Money.of(value, currency_of(model)) if is_money and not isinstance(value, bool) else value


@dataclass(slots=True)
class _Run:
    model: GovernanceModel
    member_model: GovernanceModel | None
    members_own: Mapping[str, Written]
    document: Document
    path: tuple[str | int, ...]
    case: Case

    def problems(self) -> Iterator[Problem]:
        at = self._moment(self.case.on)
        matter = matter_of(self.model, self.case.matter, REQUESTER)
        yield from self._check_day(at)
        try:
            way = route(self.model, matter, at, self.case.choices)
        except ProblemsError as error:
            yield from self._refused(error.problems[0].code)
            return
        yield from self._check_way(way)
        actor = Actor(REQUESTER, frozenset({self.case.brought_by}), self.case.matter.unit)
        begun = register(self.model, matter, actor, at)
        if isinstance(begun, Refusal):
            yield from self._refused(begun.code)
            return
        yield from self._compare("refused", self.case.expect.refused, None)
        state = replay(begun)
        for number, play in enumerate(self.case.play):
            state, found = self._play(state, play, ("play", number))
            yield from found
        yield from self._check_state(state)

    def _refused(self, code: str) -> Iterator[Problem]:
        """A matter that is not taken in: as expected or not, nothing written after it can hold."""
        yield from self._compare("refused", self.case.expect.refused, code)
        for name in ("play", "then"):
            if getattr(self.case, name):
                place = self.document.place((*self.path, name))
                yield Problem("nothing_follows_a_refusal", {"case": self.path[-1], "what": name}, place)

    def _moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=ZoneInfo(self.model.spec.working_time.zone))

    def _compare(self, where: str, expected: object, got: object, *more: str | int) -> Iterator[Problem]:
        if where != "refused" and expected is None:
            return
        if expected != got:
            yield self._problem(("expect", where, *more), expected, got)

    def _problem(self, path: tuple[str | int, ...], expected: object, got: object) -> Problem:
        place = self.document.place((*self.path, *path))
        args = {"case": self.path[-1], "what": str(path[-1]), "expected": _say(expected), "got": _say(got)}
        return Problem("case_fails", args, place)

    def _check_day(self, at: datetime) -> Iterator[Problem]:
        """What is true of the organisation on the day, whatever the matter."""
        on, expect = local_day(self.model, at), self.case.expect
        yield from self._compare("host", expect.host, secretariat_host(self.model, on))
        yield from self._compare("members", expect.members, len(members_on(self.model, on)))
        for key, value in expect.parameters.items():
            got = (
                self.model.program.book.read(key, on).spec.value
                if key in self.model.spec.parameters
                else None
            )
            if got is None or Fraction(got) != Fraction(value):
                yield self._problem(("expect", "parameters", key), value, got)

    def _check_way(self, way: Way) -> Iterator[Problem]:
        expect, deciding = self.case.expect, way.deciding
        yield from self._compare("route", expect.route, [passage.step.key for passage in way.passages])
        yield from self._compare("bodies", expect.bodies, [str(body) for body in way.bodies])
        yield from self._compare(
            "decided_by", expect.decided_by, str(deciding.step.body) if deciding else None
        )
        mandate = deciding.mandate.key if deciding and deciding.mandate else None
        yield from self._compare("mandate", expect.mandate, mandate)
        yield from self._compare("nobody_decides", expect.nobody_decides, deciding is None)
        yield from self._compare("ends", expect.ends, way.end)
        yield from self._compare("ends_on", expect.ends_on, local_day(self.model, way.at))
        due = {passage.step.key: passage.due.on for passage in way.passages if passage.due}
        for key, day in expect.due.items():
            yield from self._compare("due", day, due.get(key), key)
        yield from self._check_owed(("expect",), expect.obligations, way.obligations)

    def _check_owed(
        self,
        path: tuple[str, ...],
        expected: list[OwedAsExpected] | None,
        owed: tuple[ObligationCreated, ...],
    ) -> Iterator[Problem]:
        if expected is None:
            return
        wanted = [(one.rule, one.due, one.members) for one in expected]
        days = sorted({(one.rule, one.due_on) for one in owed})
        got = [
            (
                rule,
                day,
                sum(1 for one in owed if (one.rule, one.due_on, one.member is None) == (rule, day, False))
                or None,
            )
            for rule, day in days
        ]
        if len(wanted) != len(got) or not _pair_off(wanted, got):
            yield self._problem((*path, "obligations"), wanted, got)

    def _check_state(self, state: State) -> Iterator[Problem]:
        then = self.case.then
        if then is None:
            return
        found: dict[str, object] = {
            "step": state.step,
            "ends": state.end,
            "due": state.due.on if state.due else None,
            "mandates": [
                one.authority.key for one in state.decisions if one.authority.ground is Ground.MANDATE
            ],
            "participants": list(participants_on(self.model, state, local_day(self.model, state.at))),
            "waits_for": list(consents_needed(self.model, state)),
            "open": [one.outcome for one in next_steps(self.model, state, state.at) if one.outcome],
        }
        for name, got in found.items():
            expected = getattr(then, name)
            if expected is not None and expected != got:
                yield self._problem(("then", name), expected, got)
        yield from self._check_owed(("then",), then.obligations, state.obligations)

    def _play(self, state: State, play: Play, path: tuple[str | int, ...]) -> tuple[State, list[Problem]]:
        for entry in self._entries(state, play):
            answer = entry if isinstance(entry, Refusal) else decide(self.model, state, entry)
            if isinstance(answer, Refusal):
                found = (
                    [] if answer.code == play.refused else [self._problem(path, play.refused, answer.problem)]
                )
                return state, found
            state = apply_all(state, answer)
        return state, [self._problem((*path, "refused"), play.refused, None)] if play.refused else []

    def _entries(self, state: State, play: Play) -> Iterator[entries.Entry | Refusal]:
        at = self._moment(play.at)
        actor = Actor(play.by or "", frozenset({play.by or ""}), play.unit)
        if play.items is not None or play.item is not None:
            yield from self._item_entries(state, play, actor, at)
        elif play.choose is not None:
            yield self._choice(state, play, play.choose, actor, at)
        elif play.member is not None:
            yield self._member_entry(state, play, play.member, at)
        elif play.joins is not None:
            own = self._own_decision(state, play, play.joins, Answer.CONSENTS, at)
            yield own if isinstance(own, Refusal) else entries.JoinLate(play.joins, at, own)
        elif play.leaves is not None:
            own = self._own_decision(state, play, play.leaves, Answer.DECLINES, at)
            yield own if isinstance(own, Refusal) else entries.LeaveJoint(play.leaves, at, own)
        else:
            yield _plain_entry(play, actor, at)

    def _item_entries(self, state: State, play: Play, actor: Actor, at: datetime) -> Iterator[entries.Entry]:
        step = current_step(self.model, state)
        known = list(items_of(self.model, state, step, at)) if step else []
        for item in [play.item] if play.item else known or ["all"]:
            yield entries.AnswerItem(
                state.step or "", item, play.fulfilled, play.finding, actor, at, play.condition
            )

    def _choice(self, state: State, play: Play, outcome: str, actor: Actor, at: datetime) -> entries.Entry:
        amends = {key: value_of(self.model, key, value) for key, value in play.amends.items()}
        sitting = self._sitting(state, play, at)
        return entries.Choose(
            play.step or state.step or "",
            outcome,
            actor,
            at,
            sitting,
            play.reason,
            tuple(play.conditions),
            amends,
        )

    def _sitting(self, state: State, play: Play, at: datetime) -> Sitting | None:
        """The forum of the step, with the seats written; ``all`` are those not recused."""
        sort, _, forum = state.body.partition(" ")
        if sort != "forum" or play.present is None:
            return None
        seats = seats_on(self.model, forum, local_day(self.model, at))
        free = [seat.id for seat in seats if (state.body, seat.id) not in state.recused]
        present = free if play.present == "all" else play.present
        votes_for = [seat for seat in present if seat not in play.votes_against]
        if isinstance(play.votes_for, list):
            votes_for = play.votes_for
        votes = dict.fromkeys(votes_for, Vote.FOR) | dict.fromkeys(play.votes_against, Vote.AGAINST)
        turn = chairs_among(self.model, forum, seats, local_day(self.model, at))
        chairs = [seat for seat in turn if seat in present]
        chair = play.chair or (chairs or present or [""])[0]
        sent_at = self._moment(play.sent_at) if play.sent_at else None
        return Sitting(forum, frozenset(present), votes, chair, play.in_writing, sent_at)

    def _member_entry(self, state: State, play: Play, member: str, at: datetime) -> entries.Entry | Refusal:
        answer = Answer(play.answers or "consents")
        own = self._own_decision(state, play, member, answer, at)
        return own if isinstance(own, Refusal) else entries.AnswerAsMember(member, answer, at, own)

    def _own_decision(
        self, state: State, play: Play, member: str, answer: Answer, at: datetime
    ) -> entries.Evidence | Refusal | None:
        """The member's own matter, brought and decided at home half an hour before, under its own model."""
        if answer is Answer.DEFERS or play.without_own:
            return None
        model = self.member_model
        answering = [key for key, one in model.spec.kinds.items() if one.answers_joint] if model else []
        if model is None or not answering:
            raise ProblemsError.of("no_members_use", self.document.place(("cases",)))
        kind = answering[0]
        head = Actor("head", frozenset(model.spec.kinds[kind].brought_by))
        decider = play.own_of or member
        own_words = {**self.members_own, **play.own}
        known = {key: value_of(model, key, value) for key, value in own_words.items()}
        attributes = _nothing(model, kind) | known
        matter = Matter(f"{decider}-answer", kind, attributes, head.id, None, state.matter.id, decider)
        begun = register(model, matter, head, at - timedelta(minutes=30))
        if isinstance(begun, Refusal):
            return begun
        own = replay(begun)
        outcome = "consent" if answer is Answer.CONSENTS else "decline"
        decided = decide(
            model,
            own,
            entries.Choose(own.step or "", outcome, head, at - timedelta(minutes=30), reason="–"),
        )
        return decided if isinstance(decided, Refusal) else entries.Evidence(model, apply_all(own, decided))


def _plain_entry(play: Play, actor: Actor, at: datetime) -> entries.Entry:
    """What needs nothing but what is written."""
    if play.recuse is not None:
        return entries.Recuse(play.recuse, play.reason, actor, at)
    if play.park_until is not None:
        return entries.Park(actor, play.reason, play.park_until, at)
    if play.withdraw:
        return entries.Withdraw(actor, play.reason, at)
    return entries.Resume(actor, at) if play.resume else entries.PassTime(at)


def _nothing(model: GovernanceModel, kind: str) -> dict[str, Value]:
    """Attributes of a matter that costs nothing and needs nothing; a choice is the case's to write."""
    empty: dict[AttributeType, Value] = {
        AttributeType.MONEY: Money(0, currency_of(model)),
        AttributeType.NUMBER: 0,
        AttributeType.YES_NO: False,
    }
    types = {key: model.spec.attributes[key].type for key in model.spec.kinds[kind].attributes}
    return {key: empty[one] for key, one in types.items() if one in empty}


def _pair_off(wanted: Sequence[tuple[object, ...]], got: Sequence[tuple[object, ...]]) -> bool:
    """Whether each thing wanted can have its own among what is there (Kuhn's augmenting paths)."""
    taken: dict[int, int] = {}

    def place(want: int, tried: set[int]) -> bool:
        for have in range(len(got)):
            if have not in tried and _fits(wanted[want], got[have]):
                tried.add(have)
                if have not in taken or place(taken[have], tried):
                    taken[have] = want
                    return True
        return False

    return all(place(want, set()) for want in range(len(wanted)))


def _fits(want: tuple[object, ...], have: tuple[object, ...]) -> bool:
    return all(wanted is None or wanted == got for wanted, got in zip(want, have, strict=True))


def _say(value: object) -> str:
    return "–" if value is None else str(value)
