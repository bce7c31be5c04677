"""A member is in, and out again, only by what it has itself decided under a mandate that reaches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.core.governance.engine_world.world import (
    brought,
    changed,
    chooses,
    done,
    matter,
    model_of,
    moment,
    sitting,
    somebody,
)

from samspil.core.errors import Place
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import AnswerAsMember, Choose, Entry, Evidence, JoinLate, LeaveJoint
from samspil.core.governance.events import Answer, Decided, MemberAuthority, MemberLeft
from samspil.core.governance.joint_decisions import authority_of
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Ground, Matter, Refusal, Value
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.units import Money

BEGUN, SOON, MARCH = "2026-02-02T10:00", "2026-02-03T10:00", "2026-03-02T10:00"
ENVOYS = ["envoy_0155", "envoy_0185", "envoy_0153"]
MONEY = "attributes: {amount: {name: {da: Beløb, en: Amount, nb: Beløp}, type: money}}\n\nkinds:\n"
BRINGS = "    brought_by: [envoy]\n    attributes: "
COSTLY = (
    ("kinds:\n", MONEY),
    (f"route: together\n{BRINGS}[]", f"route: together\n{BRINGS}[amount]"),
    (f"route: everybody\n{BRINGS}[]", f"route: everybody\n{BRINGS}[amount]"),
)
TOWN, LEAGUE = model_of("skovby"), changed("sund_league", *COSTLY)
LIMITED, OVER = "{amount: {at_most: clerk_limit}}", "{amount: {over: clerk_limit}}"
WITHOUT_AMOUNT = changed(
    "skovby",
    ("[amount, trees, urgent]\n    answers_joint", "[trees, urgent]\n    answers_joint"),
    ("kinds: [answer], up_to: clerk_limit", "kinds: [answer], when: {urgent: false}"),
    (f"kinds: [answer], when: {OVER}", "kinds: [answer], when: {urgent: true}"),
    (f"consent: {{to: approved, when: {LIMITED}}}", "consent: {to: approved, when: {urgent: false}}"),
    (f"decline: {{to: rejected, when: {LIMITED}}}", "decline: {to: rejected, when: {urgent: false}}"),
    (f"recommend: {{to: council, when: {OVER}}}", "recommend: {to: council, when: {urgent: true}}"),
)
LEAVING = "within: late_months}\n    leaving: {"
ONLY_BY_LAW = changed("sund_league", *COSTLY, (LEAVING, LEAVING + "only_by: [law], "))


def asked_of_the_members(kind: str = "together", costs: int = 5000, model: GovernanceModel = LEAGUE) -> State:
    """A proposal that costs so many kroner, come to the members."""
    state = brought(model, kind, BEGUN, amount=Money.of(costs))
    if state.step == "table":
        entry = chooses(state, "envoy", "recommend", BEGUN, sitting=sitting("table", ENVOYS))
        state = done(model, state, entry)
    return state


def at_home(
    member: str,
    outcome: str = "consent",
    at: str = SOON,
    amount: Money | None = Money.of(500),  # noqa: B008 – a value
    model: GovernanceModel = TOWN,
) -> Evidence:
    """What the chief of a member's town has decided."""
    known: dict[str, Value] = {"trees": 0, "urgent": False}
    if amount is not None:
        known["amount"] = amount
    chief = Actor("chief", frozenset({"chief"}))
    one = Matter(f"{member}-{at}", "answer", known, "chief", None, "m1", member)
    begun = register(model, one, chief, moment(at))
    assert not isinstance(begun, Refusal)
    own = replay(begun)
    decided = decide(model, own, Choose("chief", outcome, chief, moment(at)))
    assert not isinstance(decided, Refusal)
    return Evidence(model, apply_all(own, decided))


def consents(state: State, member: str, own: Evidence | None, model: GovernanceModel = LEAGUE) -> State | str:
    return asked(state, AnswerAsMember(member, Answer.CONSENTS, moment(SOON), own), model)


def asked(state: State, entry: Entry, model: GovernanceModel = LEAGUE) -> State | str:
    """The state that follows, or the code of the refusal."""
    answer = decide(model, state, entry)
    return answer.code if isinstance(answer, Refusal) else apply_all(state, answer)


def carried(model: GovernanceModel = LEAGUE, **amounts: Money) -> State:
    """Tårnby and Brøndby are in for 500 kroner each, or as said; Dragør has declined."""
    state = asked_of_the_members(model=model)
    for member in ("0185", "0153"):
        own = at_home(member, amount=amounts.get(f"of_{member}", Money.of(500)))
        state = done(model, state, AnswerAsMember(member, Answer.CONSENTS, moment(SOON), own))
    no = at_home("0155", "decline", amount=Money(0))
    return done(model, state, AnswerAsMember("0155", Answer.DECLINES, moment(SOON), no))


def leaves(
    state: State, own: Evidence | None, at: str = MARCH, model: GovernanceModel = LEAGUE
) -> State | str:
    return asked(state, LeaveJoint("0153", moment(at), own), model)


# --- The amount ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("costs", "own", "said"),
    [
        (5000, Money(0), "takes_on_no_amount"),
        (5000, Money(1), Money(1)),
        (5000, Money.of(500), Money.of(500)),
        (0, Money(0), Money(0)),
    ],
)
def test_who_consents_to_what_costs_something_says_what_it_takes_on(
    costs: int, own: Money, said: Money | str
) -> None:
    state = consents(asked_of_the_members("everybody", costs), "0155", at_home("0155", amount=own))
    if isinstance(state, State):
        given = state.answers["0155"].authority
        assert given is not None
        assert given.amount == said
    else:
        assert state == said


def test_a_matter_of_a_kind_that_has_no_amount_takes_on_none() -> None:
    own = at_home("0155", amount=None, model=WITHOUT_AMOUNT)
    assert consents(asked_of_the_members("everybody"), "0155", own) == "takes_on_no_amount"
    free = consents(asked_of_the_members("everybody", costs=0), "0155", own)
    assert isinstance(free, State)
    assert free.answers["0155"].authority is not None
    assert free.answers["0155"].authority.amount is None


def test_a_proposal_that_has_no_amount_asks_for_none() -> None:
    plain = model_of("sund_league")
    state = consents(brought(plain, "everybody", BEGUN), "0155", at_home("0155", amount=Money(0)), plain)
    assert isinstance(state, State)


def test_who_declines_takes_on_nothing_and_need_not_say_so() -> None:
    entry = AnswerAsMember("0155", Answer.DECLINES, moment(SOON), at_home("0155", "decline", amount=Money(0)))
    assert isinstance(asked(asked_of_the_members(), entry), State)


@pytest.mark.parametrize(("own", "in_for"), [(Money(0), None), (Money(1), Money(1))])
def test_who_joins_late_takes_on_an_amount_as_the_others_did(own: Money, in_for: Money | None) -> None:
    entry = JoinLate("0155", moment(MARCH), at_home("0155", at=MARCH, amount=own))
    state = asked(carried(), entry)
    if isinstance(state, State):
        assert state.participants["0155"].amount == in_for
    else:
        assert (state, in_for) == ("takes_on_no_amount", None)


def test_what_each_participant_has_taken_on_is_kept() -> None:
    state = carried(of_0185=Money.of(700))
    assert {code: part.amount for code, part in state.participants.items()} == {
        "0153": Money.of(500),
        "0185": Money.of(700),
    }


# --- The kind and the mandate ----------------------------------------------------------------------


def test_a_member_answers_in_the_kind_that_the_rule_names() -> None:
    asks_for_ballots = changed("sund_league", *COSTLY, ("member_kind: answer", "member_kind: ballot"))
    state = asked_of_the_members("everybody", model=asks_for_ballots)
    assert consents(state, "0155", at_home("0155"), asks_for_ballots) == "another_kind_of_answer"
    named = ":\n    name: {da: Svar, en: Answer, nb: Svar}\n    route"
    ballots = changed("skovby", (f"answer{named}", f"ballot{named}"), ("kinds: [answer]", "kinds: [ballot]"))
    own = at_home("0155")
    in_a_ballot = replace(own.state, matter=replace(own.state.matter, kind="ballot"), digest=ballots.digest)
    assert isinstance(consents(state, "0155", Evidence(ballots, in_a_ballot), asks_for_ballots), State)


def last_of(own: Evidence) -> Decided:
    return own.state.decisions[-1]


def told(own: Evidence, **otherwise: object) -> State:
    """The member's matter with its decision told otherwise than it was made."""
    decided = replace(last_of(own), **otherwise)  # type: ignore[arg-type]
    return replace(own.state, decisions=(decided,))


def under(own: Evidence, mandate: str) -> State:
    return told(own, authority=replace(last_of(own).authority, key=mandate))


def known(own: Evidence, **otherwise: Value) -> State:
    attributes = {**own.state.matter.attributes, **otherwise}
    return replace(own.state, matter=replace(own.state.matter, attributes=attributes))


FORGED: dict[str, Callable[[Evidence], State]] = {
    "a mandate that the model does not have": lambda own: under(own, "head_decides"),
    "a mandate of another body": lambda own: under(own, "council_answers"),
    "a mandate that only recommends": lambda own: under(own, "chief_sends_answers"),
    "a mandate for another kind": lambda own: under(own, "gatekeeper"),
    "more than the mandate reaches": lambda own: known(own, amount=Money.of("10000.01")),
    "another body than the step's": lambda own: told(own, body="role clerk"),
    "the same body's step on another route": lambda own: told(own, step="keeper", outcome="approve"),
    "an outcome that the step does not have": lambda own: told(own, outcome="approve"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_decision_that_its_mandate_could_not_bear_binds_nobody(what: str) -> None:
    answer = authority_of(TOWN, FORGED[what](at_home("0155")))
    assert isinstance(answer, Refusal)
    assert answer.code == "mandate_does_not_reach"


def test_up_to_its_limit_the_mandate_reaches() -> None:
    limit = at_home("0155", amount=Money.of(10000))
    assert isinstance(authority_of(TOWN, limit.state), MemberAuthority)


def test_a_no_cannot_be_told_as_a_yes() -> None:
    no = at_home("0155", "decline")
    answer = authority_of(TOWN, replace(told(no, effect="approves"), result="approved", end="approved"))
    assert isinstance(answer, Refusal)
    assert answer.code == "mandate_does_not_reach"


def test_an_outcome_that_was_not_open_to_the_matter_was_not_chosen() -> None:
    """The mandate reaches what is urgent; the step lets nobody consent to it."""
    guard = "consent: {to: approved, when: {amount: {at_most: clerk_limit}"
    calm = changed("skovby", (guard, guard + ", urgent: false"))
    own = at_home("0155", model=calm)
    assert isinstance(authority_of(calm, own.state), MemberAuthority)
    answer = authority_of(calm, known(own, urgent=True))
    assert isinstance(answer, Refusal)
    assert answer.code == "mandate_does_not_reach"


def test_what_answers_no_proposal_or_for_no_member_answers_nothing() -> None:
    own = at_home("0155").state
    known: dict[str, Value] = {**matter("wish").attributes}
    for other in (
        replace(own.matter, subject=None),
        replace(own.matter, member=None),
        replace(own.matter, kind="wish", attributes=known),
    ):
        answer = authority_of(TOWN, replace(own, matter=other))
        assert isinstance(answer, Refusal)
        assert answer.code == "answers_no_joint_proposal"


def test_whose_model_decides_for_no_other_stands_on_its_own_line() -> None:
    """Skovby's model as that of Tårnby (0185), asked about a matter of Dragør (0155)."""
    model = changed("skovby", ("{kind: municipality}", '{kind: municipality, municipality: "0185"}'))
    own = at_home("0185", model=model).state
    answer = authority_of(model, replace(own, matter=replace(own.matter, member="0155")))
    assert isinstance(answer, Refusal)
    assert answer.code == "another_decision"
    assert answer.problem.place == model.place("organisation", "municipality")
    assert answer.problem.place is not None
    assert answer.problem.place.column > len("organisation: {kind: municipality, ")


def test_what_was_decided_by_nobody_s_mandate_was_not_decided() -> None:
    own = at_home("0155")
    no_mandate = replace(last_of(own).authority, ground=Ground.ROUTE)
    for state in (told(own, authority=no_mandate), replace(own.state, decisions=())):
        answer = authority_of(TOWN, state)
        assert isinstance(answer, Refusal)
        assert answer.code == "member_has_not_decided"


def test_a_matter_that_is_not_of_the_model_s_kinds_is_refused_and_does_not_fall_over() -> None:
    own = at_home("0155").state
    strange = [replace(own.matter, kind="dream"), replace(own.matter, attributes={})]
    answers = [authority_of(TOWN, replace(own, matter=one)) for one in strange]
    assert [one.code for one in answers if isinstance(one, Refusal)] == ["unknown_kind", "missing_attribute"]


def test_the_line_of_a_mandate_is_the_model_s_own() -> None:
    own = at_home("0155")
    elsewhere = told(own, authority=replace(last_of(own).authority, place=Place("made/up.yaml", 1)))
    found = authority_of(TOWN, elsewhere)
    assert isinstance(found, MemberAuthority)
    assert found.place == TOWN.place("mandates", "chief_answers")
    assert (found.mandate, found.kind, found.amount) == ("chief_answers", "answer", Money.of(500))
    assert (found.member, found.model) == ("0155", "skovby")


# --- Leaving ---------------------------------------------------------------------------------------

NO_REASON_TO_GO: dict[str, tuple[Callable[[], Evidence | None], str]] = {
    "nothing": (lambda: None, "only_by_its_own_decision"),
    "another member's": (lambda: at_home("0185", "decline", MARCH), "another_decision"),
    "its consent": (lambda: at_home("0153", "consent", MARCH), "another_decision"),
    "a no from before its yes": (lambda: at_home("0153", "decline", BEGUN), "older_decision"),
    "a no of tomorrow": (lambda: at_home("0153", "decline", "2026-03-03T10:00"), "not_decided_yet"),
    "a no to less than its yes": (
        lambda: at_home("0153", "decline", MARCH, Money.of("499.99")),
        "leaves_less_than_it_took_on",
    ),
    "a no to no amount": (
        lambda: at_home("0153", "decline", MARCH, None, WITHOUT_AMOUNT),
        "leaves_less_than_it_took_on",
    ),
}


@pytest.mark.parametrize("what", NO_REASON_TO_GO)
def test_nobody_leaves_but_by_its_own_later_decision(what: str) -> None:
    own, code = NO_REASON_TO_GO[what]
    assert leaves(carried(), own()) == code


def test_a_participant_that_has_decided_to_leaves_after_its_notice() -> None:
    """Six months from Monday 2 March."""
    state = carried()
    own = at_home("0153", "decline", MARCH)
    answer = decide(LEAGUE, state, LeaveJoint("0153", moment(MARCH), own))
    assert not isinstance(answer, Refusal)
    (left,) = answer
    assert isinstance(left, MemberLeft)
    assert (left.leaves_on, left.authority.mandate) == (date(2026, 9, 2), "chief_answers")
    after = apply_all(state, answer)
    assert after.participants["0153"].leaves_on == date(2026, 9, 2)
    assert after.participants["0153"].amount == Money.of(500)


def test_who_has_left_is_not_let_in_by_what_it_had_decided_before() -> None:
    state = done(LEAGUE, carried(), LeaveJoint("0153", moment(MARCH), at_home("0153", "decline", MARCH)))
    old = JoinLate("0153", moment("2026-10-01T10:00"), at_home("0153", at=MARCH))
    assert asked(state, old) == "older_decision"


@pytest.mark.parametrize(("seconds", "is_let_in"), [(-1, False), (0, False), (1, True)])
def test_who_has_left_is_let_in_by_what_it_decided_after_that(seconds: int, is_let_in: bool) -> None:
    """When it was told is not when it was decided: the notice is passed on a day after the decision."""
    own, told = at_home("0153", "decline", MARCH), moment(MARCH) + timedelta(days=1)
    state = done(LEAGUE, carried(), LeaveJoint("0153", told, own))
    again = at_home("0153", at=(moment(MARCH) + timedelta(seconds=seconds)).isoformat())
    found = asked(state, JoinLate("0153", moment("2026-10-01T10:00"), again))
    assert isinstance(found, State) if is_let_in else found == "older_decision"


def test_who_is_bound_by_the_statutes_took_on_no_amount_and_leaves_by_its_own_decision() -> None:
    model = model_of("sund_league")
    state = brought(model, "law", BEGUN)
    state = done(model, state, chooses(state, "envoy", "approve", BEGUN, sitting=sitting("table", ENVOYS)))
    assert "0185" in state.participants
    assert asked(state, LeaveJoint("0185", moment(MARCH)), model) == "only_by_its_own_decision"
    own = at_home("0185", "decline", MARCH, Money(0))
    assert isinstance(asked(state, LeaveJoint("0185", moment(MARCH), own), model), State)


def granted(model: GovernanceModel, outcome: str = "approve") -> State:
    """What the table said when Brøndby asked to be let out."""
    wish = replace(matter("law"), id="m2", subject="m1", member="0153", unit=None)
    begun = register(model, wish, somebody("envoy"), moment(SOON))
    assert not isinstance(begun, Refusal)
    state = replay(begun)
    entry = chooses(state, "envoy", outcome, MARCH, sitting=sitting("table", ENVOYS))
    return done(model, state, entry)


def lets_out(evidence: Evidence, own: Evidence | None = None) -> State | str:
    entry = LeaveJoint("0153", moment(MARCH), own, evidence)
    return asked(carried(ONLY_BY_LAW), entry, ONLY_BY_LAW)


def test_what_the_association_grants_lets_nobody_out_that_has_not_decided_to_go() -> None:
    grant = Evidence(ONLY_BY_LAW, granted(ONLY_BY_LAW))
    assert lets_out(grant) == "only_by_its_own_decision"
    assert isinstance(lets_out(grant, at_home("0153", "decline", MARCH)), State)


def test_a_grant_under_another_model_of_the_same_name_lets_nobody_out() -> None:
    """The same key and nothing else: one envoy may let out whom it likes."""
    made_up = changed("sund_league", *COSTLY)
    assert made_up.key == ONLY_BY_LAW.key
    own = at_home("0153", "decline", MARCH)
    assert lets_out(Evidence(made_up, granted(made_up)), own) == "left_only_by"
    as_if = replace(granted(made_up), digest=ONLY_BY_LAW.digest)
    assert lets_out(Evidence(made_up, as_if), own) == "left_only_by"


def test_a_grant_under_a_mandate_that_the_association_does_not_have_lets_nobody_out() -> None:
    state = granted(ONLY_BY_LAW)
    (decided,) = state.decisions
    forged = replace(decided, authority=replace(decided.authority, key="envoy_lets_out"))
    own = at_home("0153", "decline", MARCH)
    assert lets_out(Evidence(ONLY_BY_LAW, replace(state, decisions=(forged,))), own) == "left_only_by"
