"""Every refusal of the engine names its code, and the line of the file that holds the rule."""

from __future__ import annotations

import ast
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.core.governance.engine_world import moves
from tests.core.governance.engine_world.plays import own_decision
from tests.core.governance.engine_world.world import (
    PLAIN,
    answers,
    brought,
    changed,
    chooses,
    done,
    matter,
    model_of,
    moment,
    sitting,
    somebody,
    told,
)

from samspil.core import governance
from samspil.core.errors import ProblemsError
from samspil.core.governance import entries
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import Evidence
from samspil.core.governance.events import Answer
from samspil.core.governance.joint_decisions import authority_of
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Matter, Refusal, Value, Vote, describe
from samspil.core.governance.questions import route
from samspil.core.governance.state import Participation, State
from samspil.core.units import Money

BEGUN = "2026-02-02T10:00"
SOON = "2026-02-02T11:00"
LATE = "2026-02-09T16:01"
COUNCIL = ["mayor", "councillor_1", "councillor_2", "councillor_3", "councillor_4"]
ENVOYS = ["envoy_0155", "envoy_0185", "envoy_0153"]
Found = Refusal | ProblemsError

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")


def wish(**known: Value) -> State:
    return brought(TOWN, "wish", BEGUN, **known)


def asked(entry: entries.Entry, state: State | None = None, model: GovernanceModel = TOWN) -> Refusal:
    """The refusal of an entry, which changes nothing."""
    state = state or wish()
    kept = deepcopy(state)
    answer = decide(model, state, entry)
    assert isinstance(answer, Refusal), answer
    assert state == kept
    return answer


def registered(key: str, at: str = BEGUN, role: str = "citizen", **known: Value) -> Refusal:
    one = matter("wish", **known)
    answer = register(TOWN, replace(one, kind=key), Actor("anna", frozenset({role})), moment(at))
    assert isinstance(answer, Refusal), answer
    return answer


def at_council(at: str = BEGUN) -> State:
    state = brought(TOWN, "wish", at, amount=Money.of(50000))
    return done(TOWN, state, chooses(state, "clerk", "recommend", at))


def in_council(present: list[str], state: State | None = None, **more: Any) -> Refusal:
    state = state or at_council()
    sat = sitting("council", present, **more)
    return asked(chooses(state, "scribe", "approve", "2026-03-04T17:00", sitting=sat), state)


def parked() -> State:
    state = wish()
    return done(TOWN, state, entries.Park(somebody("clerk"), "", date(2026, 3, 1), moment(SOON)))


def ended() -> State:
    state = wish()
    return done(TOWN, state, chooses(state, "clerk", "reject", SOON, reason="no"))


def gathering(theme: str = "garden", at: str = "2026-04-28T10:00") -> State:
    return brought(TOWN, "gathering", at, theme=theme)


def in_circle(forum: str, theme: str, at: str, **more: Any) -> Refusal:
    state = gathering(theme)
    sat = sitting(forum, ["member_1", "member_2"], **more)
    return asked(chooses(state, "gardener", "approve", at, sitting=sat), state)


def recused() -> State:
    """A gate whose keeper has an interest, and for whom nobody stands in."""
    state = brought(TOWN, "gate", BEGUN)
    return done(TOWN, state, entries.Recuse("chief", "cousin", somebody("chief"), moment(SOON)))


def no_mandate() -> Refusal:
    """The chief only advises on a gate where planting has begun."""
    state = brought(TOWN, "gate", BEGUN, phase="plant")
    return asked(chooses(state, "chief", "approve", SOON), state)


# --- The league ------------------------------------------------------------------------------------


def put_to_members(kind: str = "everybody", at: str = BEGUN) -> State:
    state = brought(LEAGUE, kind, at)
    if state.step == "table":
        sat = sitting("table", ENVOYS)
        state = done(LEAGUE, state, chooses(state, "envoy", "recommend", at, sitting=sat))
    return state


def answered(state: State, member: str, answer: Answer = Answer.CONSENTS, at: str = SOON) -> State:
    own = own_decision(state, member, answer, moment(at))
    return done(LEAGUE, state, entries.AnswerAsMember(member, answer, moment(at), own))


def joint(entry: entries.Entry, state: State | None = None) -> Refusal:
    return asked(entry, state or put_to_members(), LEAGUE)


def by_member(member: str, own: Evidence | None, answer: Answer = Answer.CONSENTS, **more: Any) -> Refusal:
    state = more.pop("state", None) or put_to_members()
    assert isinstance(state, State)
    at = moment(str(more.pop("at", "2026-02-02T12:00")))
    return joint(entries.AnswerAsMember(member, answer, at, own), state)


def carried_by_two() -> State:
    """Tårnby and Brøndby are enough; Dragør has declined."""
    state = put_to_members("together")
    state = answered(state, "0185")
    state = answered(state, "0153")
    return answered(state, "0155", Answer.DECLINES)


def leaving(member: str, at: str, decided: str | None = None) -> entries.LeaveJoint:
    """A participant that has decided at home to leave."""
    return entries.LeaveJoint(member, moment(at), own(member, Answer.DECLINES, decided or at))


def left_in_march() -> State:
    return done(LEAGUE, carried_by_two(), leaving("0153", "2026-03-02T10:00"))


def in_for(state: State, member: str) -> State:
    """The same, where the member has taken on an øre."""
    part = replace(state.participants[member], amount=Money(1))
    return replace(state, participants={**state.participants, member: part})


def decided_by_the_council_alone() -> State:
    """What the chief of the town decided, told as if under the council's mandate."""
    found = own("0155").state
    (decided,) = found.decisions
    authority = replace(decided.authority, key="council_answers")
    return replace(found, decisions=(replace(decided, authority=authority),))


def under_another_rule(model: GovernanceModel) -> Refusal:
    """Dragør consents for nothing to what is put to everybody under a league that asks for more."""
    known: dict[str, Value] = {"amount": Money.of(5000)} if model is COSTLY else {}
    state = brought(model, "everybody", BEGUN, **known)
    at = moment("2026-02-02T12:00")
    consents = entries.AnswerAsMember("0155", Answer.CONSENTS, at, own("0155", state=state))
    return asked(consents, state, model)


def withdrawn_from_members() -> Refusal:
    """Tårnby takes part already, and the proposal is still at a step."""
    state = replace(put_to_members("together"), participants={"0185": Participation(date(2026, 2, 1))})
    return asked(entries.Withdraw(somebody("secretary"), "", moment(SOON)), state, LEAGUE)


def own(
    member: str, answer: Answer = Answer.CONSENTS, at: str = SOON, state: State | None = None
) -> Evidence:
    found = own_decision(state or put_to_members(), member, answer, moment(at))
    assert found is not None
    return found


def joins_late(member: str, at: str, model: GovernanceModel = LEAGUE, decided: str | None = None) -> Refusal:
    state = carried_by_two() if model is LEAGUE else replace(carried_by_two(), digest=model.digest)
    evidence = own(member, at=decided or at)
    return asked(entries.JoinLate(member, moment(at), evidence), state, model)


NO_LATE_JOINING = changed(
    "sund_league", ("    late_joining: {terms: {da: Betal, en: Pay, nb: Betal}, within: late_months}\n", "")
)
LEAVING = "within: late_months}\n    leaving: {"
ONLY_BY = changed("sund_league", (LEAVING, LEAVING + "only_by: [law], "))
BALLOTS = changed("sund_league", ("member_kind: answer", "member_kind: ballot"))
REJECTS = "          reject: {to: rejected}\n        source: assumed\n"
LAST_LINES = REJECTS + "    withdraw: {by: [secretary], to: withdrawn}\n    source: assumed\n"
MONEY = "attributes: {amount: {name: {da: Beløb, en: Amount, nb: Beløp}, type: money}}\n"
EVERYBODY = "route: everybody\n    brought_by: [envoy]\n    attributes: "
COSTLY = changed("sund_league", (LAST_LINES, LAST_LINES + MONEY), (EVERYBODY + "[]", EVERYBODY + "[amount]"))
DRAGOER = changed("skovby", ("{kind: municipality}", '{kind: municipality, municipality: "0155"}'))


def of_another_town() -> Refusal:
    evidence = own("0185")
    state = replace(evidence.state, digest=DRAGOER.digest)
    return by_member("0185", Evidence(DRAGOER, state))


def authority(state: State) -> Refusal:
    found = authority_of(TOWN, state)
    assert isinstance(found, Refusal)
    return found


def raised(ask: Callable[[], object]) -> Refusal:
    with pytest.raises(ProblemsError) as error:
        ask()
    return Refusal(error.value.problems[0])


REFUSALS: dict[str, tuple[str, Callable[[], Refusal]]] = {
    # engine.py
    "another_version": (
        'version: "1.0"',
        lambda: asked(entries.PassTime(moment(SOON)), replace(wish(), digest="old")),
    ),
    "naive_time": ("zone: Europe/Copenhagen", lambda: asked(entries.PassTime(datetime(2026, 2, 3)))),  # noqa: DTZ001
    "time_goes_backwards": ("working_time:", lambda: asked(entries.PassTime(moment("2026-02-02T09:59:59")))),
    "matter_has_ended": (
        "rejected: {name: {da: Afslået, en: Rejected, nb: Avslått}, result: rejected}",
        lambda: asked(chooses(wish(), "clerk", "reject", "2026-02-03T11:00"), ended()),
    ),
    "matter_is_parked": (
        "park: {by: [requester, clerk], at_most: longest_rest}",
        lambda: asked(chooses(wish(), "clerk", "reject", "2026-02-03T11:00"), parked()),
    ),
    "clock_has_run_out": (
        "clock: {working_days: desk_days}",
        lambda: asked(chooses(wish(), "clerk", "reject", LATE, reason="no")),
    ),
    "matter_is_elsewhere": ("desk:", lambda: asked(chooses(wish(), "clerk", "reject", SOON, step="council"))),
    "unknown_outcome": ("outcomes:", lambda: asked(chooses(wish(), "clerk", "dance", SOON))),
    "nobody_chooses_this": ("late: {to: council}", lambda: asked(chooses(wish(), "clerk", "late", SOON))),
    "reason_is_missing": (
        "reject: {to: rejected, when",
        lambda: asked(chooses(wish(), "clerk", "reject", SOON, reason="  ")),
    ),
    "items_are_open": (
        "approve: {to: told, when",
        lambda: asked(chooses(wish(), "clerk", "approve", SOON)),
    ),
    "may_not_amend": (
        "return: {to: home, needs_reason: true}",
        lambda: asked(chooses(wish(), "clerk", "return", SOON, reason="why", amends={"trees": 2})),
    ),
    "unknown_item": ("items:", lambda: asked(answers(wish(), "clerk", "smell", SOON))),
    "unknown_seat": ("desk:", lambda: asked(entries.Recuse("mayor", "", somebody("mayor"), moment(SOON)))),
    "members_take_part": ("withdraw: {by: [secretary], to: withdrawn}", withdrawn_from_members),
    "not_yours_to_move": (
        "withdraw: {by: [requester], to: withdrawn}",
        lambda: asked(entries.Withdraw(somebody("requester"), "", moment(SOON))),
    ),
    "route_has_no_parking": (
        "gathering:",
        lambda: asked(
            entries.Park(somebody("clerk"), "", date(2026, 6, 1), moment("2026-04-28T11:00")), gathering()
        ),
    ),
    "rest_is_over": (
        "park: {by: [requester, clerk], at_most: longest_rest}",
        lambda: asked(entries.Resume(somebody("clerk"), moment("2026-06-01T00:00")), parked()),
    ),
    "parked_too_long": (
        "park: {by: [requester, clerk], at_most: longest_rest}",
        lambda: asked(entries.Park(somebody("clerk"), "", date(2026, 5, 5), moment(SOON))),
    ),
    "no_rest_left": (
        "park: {by: [requester, clerk], at_most: longest_rest}",
        lambda: asked(
            entries.Park(somebody("clerk"), "", date(2026, 2, 5), moment(SOON)),
            replace(wish(), rested_days=91),
        ),
    ),
    "matter_is_not_parked": ("desk:", lambda: asked(entries.Resume(somebody("clerk"), moment(SOON)))),
    "may_not_bring": ("brought_by: [citizen]", lambda: registered("wish", role="mayor")),
    # transitions.py
    "condition_fails": (
        "recommend: {to: council, when: [{amount: {over: clerk_limit}}, {new_appropriation: true}]}",
        lambda: asked(chooses(wish(), "clerk", "recommend", SOON)),
    ),
    "no_mandate": ("approve: {to: approved, needs_items: true}", no_mandate),
    "a_forum_decides_together": (
        "council:",
        lambda: asked(chooses(at_council(), "mayor", "approve", "2026-03-04T17:00"), at_council()),
    ),
    # bodies.py
    "the_requester_answers": (
        "who: {role: requester}",
        lambda: asked(chooses(at_home(), "requester", "supplement", "2026-02-03T10:00"), at_home()),
    ),
    "nobody_stands_in": (
        "who: {role: chief}",
        lambda: asked(chooses(recused(), "chief", "close", "2026-02-03T10:00"), recused()),
    ),
    "not_your_table": (
        "who: {role: clerk}",
        lambda: asked(chooses(wish(), "mayor", "reject", SOON, reason="no")),
    ),
    "unit_is_missing": (
        "clerk_in_own_unit: {who",
        lambda: brought_without_unit(),  # noqa: PLW0108 – named below
    ),
    "person_is_recused": (
        "who: {role: clerk}",
        lambda: asked(
            chooses(wish(), "clerk", "reject", SOON, reason="no"),
            replace(wish(), barred=frozenset({("", "clerk")})),
        ),
    ),
    "outside_own_unit": (
        "clerk_in_own_unit: {who",
        lambda: asked(chooses(wish(), "clerk", "reject", SOON, reason="no", unit="harbour")),
    ),
    # forum_decisions.py
    "forum_has_ended": ("until: 2026-05-07", lambda: in_circle("festival", "party", "2026-05-07T09:00")),
    "no_written_procedure": (
        "deciding: {rule: majority, quorum: half, tie: chair_decides, source: assumed}",
        lambda: in_council(COUNCIL, in_writing=True),
    ),
    "not_sent_out": ("deciding: {rule: consent", lambda: written(None)),
    "sent_out_elsewhen": ("deciding: {rule: consent", lambda: written("2026-02-02T09:00")),
    "answers_can_still_come": ("deciding: {rule: consent", lambda: written(BEGUN)),
    "seat_is_recused": ("seats:", lambda: in_council(COUNCIL, without("councillor_4"))),
    "seat_is_absent": ("seats:", lambda: in_council(COUNCIL[:4], votes={"councillor_4": Vote.FOR})),
    "the_chair_is_there": ("chair: mayor", lambda: in_council(COUNCIL, chair="councillor_1")),
    "no_quorum": (
        "deciding: {rule: majority, quorum: half, tie: chair_decides, source: assumed}",
        lambda: in_council(COUNCIL[:2]),
    ),
    "not_carried": (
        "deciding: {rule: majority, quorum: half, tie: chair_decides, source: assumed}",
        lambda: in_council(COUNCIL, against=COUNCIL[2:]),
    ),
    # matter.py, standing.py, clocks.py
    "unknown_kind": ("kinds:", lambda: registered("dream")),
    "unknown_attribute": (
        "attributes: [amount, trees, urgent, new_appropriation]",
        lambda: registered("wish", x=1),
    ),
    "missing_attribute": (
        "attributes: [amount, trees, urgent, new_appropriation]",
        lambda: raised(lambda: describe(TOWN, "wish", {})),
    ),
    "wrong_attribute": (
        "amount: {name: {da: Beløb, en: Amount, nb: Beløp}, type: money}",
        lambda: registered("wish", amount=Money(1, "EUR")),
    ),
    "phase_is_skipped": ("when: {urgent: true}", lambda: gate(phase="plant", urgent=False)),
    "model_not_valid_yet": ("valid_from: 2024-01-01", lambda: registered("wish", at="2023-12-31T10:00")),
    "no_meeting_left": (
        "calendar: {starts: 2024-01-04T09:00, rule: FREQ=WEEKLY;BYDAY=TH",
        lambda: to_a_forum_that_has_ended("2026-05-01T10:00"),
    ),
    # questions.py
    "choice_not_possible": (
        "outcomes:",
        lambda: raised(lambda: route(TOWN, matter("wish"), moment(BEGUN), {"desk": "recommend"})),
    ),
    # joint_decisions.py
    "answers_no_joint_proposal": ("wish:", lambda: authority(wish())),
    "another_decision": ("all:", lambda: by_member("0155", own("0185"))),
    "member_has_not_decided": (
        "answer:",
        lambda: by_member("0155", Evidence(TOWN, replace(own("0155").state, result="withdrawn"))),
    ),
    "not_before_the_members": (
        "table:",
        lambda: joint(
            entries.AnswerAsMember("0155", Answer.DEFERS, moment(SOON)), brought(LEAGUE, "law", BEGUN)
        ),
    ),
    "not_a_member": ("members:", lambda: by_member("0101", None)),
    "has_decided_already": (
        "answers:",
        lambda: by_member("0155", None, Answer.DEFERS, state=answered(put_to_members(), "0155")),
    ),
    "only_by_its_own_decision": ("all:", lambda: by_member("0155", None)),
    "not_decided_yet": ("all:", lambda: by_member("0155", own("0155", at="2026-02-02T13:00"))),
    "older_decision": (
        "all:",
        lambda: by_member(
            "0155", own("0155"), state=answered(put_to_members(), "0155"), at="2026-02-02T12:00"
        ),
    ),
    "mandate_does_not_reach": ("answer:", lambda: authority(decided_by_the_council_alone())),
    "another_kind_of_answer": (
        "member_kind: answer",
        lambda: under_another_rule(BALLOTS),
    ),
    "takes_on_no_amount": ("all:", lambda: under_another_rule(COSTLY)),
    # moving.py
    "goes_by_that_version": ('version: "1.0"', lambda: asked(moves.moves(TOWN))),
    "members_were_asked_under_this": (
        "answers:",
        lambda: joint(moves.moves(moves.LEAGUE_LATER)),
    ),
    "step_is_gone": ("steps:", lambda: asked(moves.moves(moves.WITHOUT_DESK))),
    "step_is_for_something_else": ("do: screen", lambda: asked(moves.moves(moves.DESK_QUALIFIES))),
    "interest_would_be_lost": (
        "seats:",
        lambda: asked(moves.moves(moves.TWO_SEATS, "2026-04-28T11:00"), moves.third_seat_stepped_aside()),
    ),
    "nobody_could_go_on": (
        "council:",
        lambda: asked(moves.moves(moves.SMALL_ANSWERS_BY_THE_CHIEF), moves.answer_at_council()),
    ),
    "would_be_approved_by_nobody": (
        "chief:",
        lambda: asked(moves.moves(moves.COUNCIL_FIRST), moves.answer()),
    ),
    # joining.py
    "nothing_to_join": (
        "everybody:",
        lambda: joint(entries.JoinLate("0155", moment("2026-02-02T12:00"), own("0155"))),
    ),
    "no_late_joining": ("some:", lambda: joins_late("0155", "2026-03-02T10:00", NO_LATE_JOINING)),
    "too_late_to_join": (
        "late_joining: {terms: {da: Betal, en: Pay, nb: Betal}, within: late_months}",
        lambda: joins_late("0155", "2027-02-03T10:00"),
    ),
    "takes_part_already": ("some:", lambda: joins_late("0185", "2026-03-02T10:00")),
    "takes_no_part": (
        "together:",
        lambda: joint(entries.LeaveJoint("0155", moment("2026-03-02T10:00")), carried_by_two()),
    ),
    "leaves_already": (
        "leaving: {terms: {da: Varsel, en: Notice, nb: Varsel}, notice",
        lambda: joint(leaving("0153", "2026-03-03T10:00"), left_in_march()),
    ),
    "leaves_less_than_it_took_on": (
        "leaving: {terms: {da: Varsel, en: Notice, nb: Varsel}, notice",
        lambda: joint(leaving("0153", "2026-03-02T10:00"), in_for(carried_by_two(), "0153")),
    ),
    "left_only_by": (
        "leaving: {terms: {da: Varsel, en: Notice, nb: Varsel}, notice",
        lambda: asked(
            entries.LeaveJoint("0153", moment("2026-03-02T10:00")),
            replace(carried_by_two(), digest=ONLY_BY.digest),
            ONLY_BY,
        ),
    ),
}


def brought_without_unit() -> Refusal:
    one = replace(matter("wish"), unit=None)
    answer = register(TOWN, one, Actor("anna", frozenset({"citizen"})), moment(BEGUN))
    assert isinstance(answer, Refusal)
    return answer


def written(sent_at: str | None) -> Refusal:
    state = brought(TOWN, "gathering", BEGUN)
    sent = moment(sent_at) if sent_at else None
    sat = sitting("circle", ["member_1", "member_2"], in_writing=True, sent_at=sent)
    return asked(chooses(state, "gardener", "approve", SOON, sitting=sat), state)


def gate(**known: Value) -> Refusal:
    one = matter("gate", **known)
    answer = register(TOWN, one, Actor("anna", frozenset({"gardener"})), moment(BEGUN))
    assert isinstance(answer, Refusal)
    return answer


def at_home() -> State:
    state = wish()
    return done(TOWN, state, chooses(state, "clerk", "return", SOON, reason="why"))


def without(seat: str) -> State:
    state = at_council()
    return done(TOWN, state, entries.Recuse(seat, "", somebody("councillor"), moment("2026-02-03T10:00")))


def to_a_forum_that_has_ended(at: str) -> Refusal:
    """The committee meets for the last time on 30 April; its end is on the next meeting's day."""
    one = matter("gathering", theme="party")
    answer = register(TOWN, one, Actor("anna", frozenset({"citizen"})), moment(at))
    assert isinstance(answer, Refusal)
    return answer


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_names_its_code_and_the_line_of_its_rule(code: str) -> None:
    begins, ask = REFUSALS[code]
    got, line = told(ask())
    assert got == code
    assert line.startswith(begins)


MODULES = (
    "bodies",
    "checklists",
    "clocks",
    "engine",
    "forum_decisions",
    "joining",
    "joint_decisions",
    "mandated",
    "matter",
    "moving",
    "obligations",
    "questions",
    "standing",
    "transitions",
    "unit_needed",
)


def codes_in(source: str) -> set[str]:
    """The codes that a module refuses with: the first word in small letters given to what refuses."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
            "refuse",
            "of",
            "Problem",
        }:
            words = [one.value for one in node.args if isinstance(one, ast.Constant)]
            found.update(word for word in words[:1] if isinstance(word, str) and word.islower())
    return found


def test_every_code_that_the_engine_refuses_with_is_asked_for_here() -> None:
    folder = Path(str(governance.__file__)).parent
    codes = {code for name in MODULES for code in codes_in((folder / f"{name}.py").read_text())}
    assert codes - set(REFUSALS) == set()
    assert len(codes) > 40


def test_a_code_that_nobody_asks_for_is_found() -> None:
    assert codes_in('refuse(model, path, "brand_new", step=1)\nhere.refuse(("x",), "other")') == {
        "brand_new",
        "other",
    }


def test_what_the_calendar_cannot_count_is_refused_at_the_working_time() -> None:
    """Nobody has told us the holidays of 2101."""
    at = datetime(2100, 12, 30, 9, tzinfo=UTC)
    answer = register(TOWN, matter("wish"), Actor("anna", frozenset({"citizen"})), at)
    assert isinstance(answer, Refusal)
    assert told(answer) == ("year_outside_calendar", "working_time:")
    assert answer.problem.args == {"country": "DK", "year": 2101, "first": 1771, "last": 2100}


def test_a_naive_time_brings_nothing() -> None:
    naive = datetime(2026, 2, 2)  # noqa: DTZ001
    answer = register(TOWN, matter("wish"), Actor("anna", frozenset({"citizen"})), naive)
    assert isinstance(answer, Refusal)
    assert told(answer) == ("naive_time", "working_time:")


def test_a_decision_of_another_town_is_not_the_member_s() -> None:
    answer = of_another_town()
    assert answer.code == "another_decision"
    assert answer.problem.args == {"member": "0185", "matter": "0185-answer"}
    assert told(answer)[1].startswith("organisation: {kind: municipality")


def test_an_answer_under_another_version_of_the_member_s_model_is_not_read() -> None:
    evidence = Evidence(TOWN, replace(own("0155").state, digest="old"))
    answer = by_member("0155", evidence)
    assert told(answer) == ("another_version", 'version: "1.0"')
    assert answer.problem.args == {"model": "skovby"}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("amount", 5, "DKK ≥ 0"),
        ("amount", Money(-1), "DKK ≥ 0"),
        ("amount", Money(1, "NOK"), "DKK ≥ 0"),
        ("trees", True, "0, 1, 2 …"),
        ("trees", -1, "0, 1, 2 …"),
        ("trees", "many", "0, 1, 2 …"),
        ("urgent", 1, "true, false"),
    ],
)
def test_a_value_of_another_type_is_refused_with_what_would_do(key: str, value: Value, expected: str) -> None:
    problem = raised(lambda: describe(TOWN, "wish", {**PLAIN["wish"], key: value})).problem
    assert (problem.code, problem.args["expected"]) == ("wrong_attribute", expected)


def test_a_choice_that_is_not_one_is_refused_with_those_that_are() -> None:
    problem = raised(lambda: describe(TOWN, "gathering", {**PLAIN["gathering"], "theme": "war"})).problem
    assert (problem.code, problem.args["expected"]) == ("wrong_attribute", "garden, party")


def test_every_problem_of_a_matter_is_told_at_once() -> None:
    with pytest.raises(ProblemsError) as error:
        describe(TOWN, "gathering", {"colour": 1, "urgent": 1})
    codes = [problem.code for problem in error.value.problems]
    assert codes == ["unknown_attribute", "wrong_attribute", "missing_attribute"]


def test_a_matter_is_its_own_requester_s_and_a_refusal_has_the_code_of_its_problem() -> None:
    refusal = asked(chooses(wish(), "mayor", "reject", SOON, reason="no"))
    assert refusal.code == refusal.problem.code == "not_your_table"
    assert Matter("x", "wish", {}, "bo").subject is None
