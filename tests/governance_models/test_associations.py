"""What the cases of the two associations cannot say: members that go, being let out, and broken copies."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
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
)
from samspil.core.governance.events import Answer
from samspil.core.governance.forum_decisions import chairs_among, seats_on
from samspil.core.governance.joint_decisions import participants_on
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.matter import Actor, Matter, Refusal, Sitting, Value, Vote
from samspil.core.governance.membership import members_on
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.units import Money

ZONE = ZoneInfo("Europe/Copenhagen")
NINE = ("0155", "0161", "0165", "0167", "0169", "0175", "0183", "0187", "0269")
LOOSE, TIGHT, TOWN = "storkoebenhavn_association", "tight_association", "danish_municipality"
MONEY: dict[str, Value] = {"amount": Money.of(1000)}


@cache
def model_of(key: str, *changes: tuple[str, str]) -> GovernanceModel:
    """A shipped model, or a copy in which each first text is replaced by the second, once."""

    def read(name: str) -> dict[str, bytes]:
        files = library.model_files(name)
        for old, new in changes if name == key else ():
            holding = [file for file in ("model.yaml", "parameters.yaml") if old.encode() in files[file]]
            assert holding, old
            files[holding[0]] = files[holding[0]].replace(old.encode(), new.encode(), 1)
        return files

    return load(key, read, library.municipalities())


def codes_of(key: str, *changes: tuple[str, str]) -> set[str]:
    with pytest.raises(ProblemsError) as error:
        model_of(key, *changes)
    assert all(problem.place and problem.place.line > 0 for problem in error.value.problems)
    return {problem.code for problem in error.value.problems}


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


def brought(model: GovernanceModel, matter: Matter, at: datetime) -> State:
    bringer = Actor(matter.requester, frozenset(model.spec.kinds[matter.kind].brought_by))
    begun = register(model, matter, bringer, at)
    assert not isinstance(begun, Refusal), begun
    return replay(begun)


def asked(model: GovernanceModel, state: State, entry: Entry) -> State:
    events = decide(model, state, entry)
    assert not isinstance(events, Refusal), events
    return apply_all(state, events)


def refusal_of(model: GovernanceModel, state: State, entry: Entry) -> str:
    answer = decide(model, state, entry)
    assert isinstance(answer, Refusal), answer
    return answer.code


def chosen(model: GovernanceModel, state: State, outcome: str, at: datetime) -> State:
    """Whoever the matter is with chooses, all present and for, with every point answered."""
    assert state.step is not None
    step = model.spec.routes[model.spec.kinds[state.matter.kind].route].steps[state.step]
    forum = step.who.forum
    sitting = None
    roles = {step.who.role or ""}
    if forum:
        seats = seats_on(model, forum, at.date())
        ids = [seat.id for seat in seats]
        chair = chairs_among(model, forum, seats, at.date())[0]
        sitting = Sitting(forum, frozenset(ids), dict.fromkeys(ids, Vote.FOR), chair)
        roles = {seat.role for seat in model.spec.forums[forum].seats.values()}
    actor = Actor(state.matter.requester, frozenset(roles))
    for item in step.items:
        state = asked(model, state, AnswerItem(state.step or "", item, True, "–", actor, at))
    return asked(model, state, Choose(state.step or "", outcome, actor, at, sitting, "–"))


def at_home(member: str, answer: Answer, at: datetime, subject: str = "joint") -> Evidence:
    model = model_of(TOWN)
    attributes: dict[str, Value] = {"amount": Money.of(1000), "new_appropriation": False}
    state = brought(
        model, Matter(f"{member} {at}", "joint_consent", attributes, "h", None, subject, member), at
    )
    return Evidence(model, chosen(model, state, "consent" if answer is Answer.CONSENTS else "decline", at))


def leaving(member: str, at: str, let_out: Evidence | None = None) -> LeaveJoint:
    """A participant leaves by its own decision, made at home that moment."""
    return LeaveJoint(member, moment(at), at_home(member, Answer.DECLINES, moment(at)), let_out)


def answered(model: GovernanceModel, state: State, member: str, answer: Answer, at: datetime) -> State:
    return asked(model, state, AnswerAsMember(member, answer, at, at_home(member, answer, at)))


def together(model: GovernanceModel, kind: str, consenting: tuple[str, ...] = NINE) -> State:
    """A proposal put to the nine on 17 January 2017 and answered by all of them on 14 February."""
    attributes: dict[str, Value] = MONEY if kind == "joint_purchase" else {"effort_days": 1, **MONEY}
    state = brought(model, Matter("joint", kind, attributes, "r"), moment("2017-01-10T10:00"))
    state = chosen(model, state, "put_to_members", moment("2017-01-17T10:00"))
    for member in sorted(NINE, key=lambda code: code in consenting):
        answer = Answer.CONSENTS if member in consenting else Answer.DECLINES
        if state.is_open and state.step == "members":
            state = answered(model, state, member, answer, moment("2017-02-14T10:00"))
    return state


def bound() -> State:
    """A programme of the tight association, decided on 9 June 2016; it binds all nine."""
    model = model_of(TIGHT)
    attributes: dict[str, Value] = {"months_to_deadline": 12, **MONEY}
    state = brought(
        model, Matter("joint", "mandatory_programme", attributes, "r"), moment("2016-03-07T10:00")
    )
    state = chosen(model, state, "recommend", moment("2016-03-14T10:00"))
    return chosen(model, state, "adopt", moment("2016-06-09T09:30"))


def deviation(outcome: str, member: str = "0167", subject: str = "joint") -> Evidence:
    """What the association answered a member that asked to deviate, on 8 December 2016."""
    model = model_of(TIGHT)
    matter = Matter("wish", "deviation", {"months_to_deadline": 6}, "director", None, subject, member)
    state = chosen(
        model, brought(model, matter, moment("2016-09-05T10:00")), "recommend", moment("2016-09-12T10:00")
    )
    return Evidence(model, chosen(model, state, outcome, moment("2016-12-08T09:30")))


GLOSTRUP = '{municipality: "0161", joined: 2016-03-01, source: F4.1}'
GONE = '{municipality: "0161", joined: 2016-03-01, left: 2017-07-01, source: F4.1}'
HOEJE_TAASTRUPS_TURN = '- {municipality: "0169", since: 2016-03-01, source: "data'
HVIDOVRES_TURN = (
    HOEJE_TAASTRUPS_TURN,
    f'- {{municipality: "0167", since: 2018-03-01, source: assumed}}\n      {HOEJE_TAASTRUPS_TURN}',
)
PREPARES = "clock: {working_days: preparation_days}\n        outcomes:\n          put_to_members"
PUT_AGAIN = (
    (
        "creates: [share_experience]}\n          fallen: {to: lapsed}",
        "creates: []}\n          fallen: {to: prepare}",
    ),
    (PREPARES, f"at_most: {{times: most_preparations, then: lapsed}}\n        {PREPARES}"),
)
BACK = f'{GONE}\n  - {{municipality: "0161", joined: 2018-01-01, source: F4.1}}'


def test_the_nine_founded_it_on_the_first_of_march_2016() -> None:
    model = model_of(LOOSE)
    assert members_on(model, date(2016, 2, 29)) == ()
    founders = members_on(model, date(2016, 3, 1))
    assert [library.municipalities()[code].name for code in founders] == [
        "Albertslund",
        "Dragør",
        "Glostrup",
        "Hvidovre",
        "Høje-Taastrup",
        "Ishøj",
        "Rødovre",
        "Solrød",
        "Vallensbæk",
    ]
    assert sum(library.municipalities()[code].population for code in founders) == 273_168


@pytest.mark.parametrize(("least", "step"), [(90_381, "tender"), (90_382, None)])
def test_a_purchase_needs_the_last_inhabitant(least: int, step: str | None) -> None:
    """Høje-Taastrup 50,759, Ishøj 22,989 and Vallensbæk 16,633 are 90,381."""
    model = model_of(LOOSE, ("value: 90000", f"value: {least}"))
    assert together(model, "joint_purchase", ("0169", "0183", "0187")).step == step


def test_a_member_that_leaves_the_association_leaves_what_is_under_way() -> None:
    model = model_of(LOOSE, (GLOSTRUP, GONE))
    state = together(model, "voluntary_initiative")
    assert "0161" in participants_on(model, state, date(2017, 6, 30))
    assert "0161" not in participants_on(model, state, date(2017, 7, 1))
    assert len(participants_on(model, state, date(2017, 7, 1))) == 8
    assert state.step == "under_way"


def test_a_contract_outlives_the_membership() -> None:
    model = model_of(LOOSE, (GLOSTRUP, GONE))
    state = together(model, "joint_purchase")
    assert "0161" in participants_on(model, state, date(2018, 7, 1))
    state = asked(model, state, leaving("0161", "2017-08-01T10:00"))
    assert "0161" in participants_on(model, state, date(2018, 7, 31))
    assert "0161" not in participants_on(model, state, date(2018, 8, 1))


def test_a_notice_ends_with_the_membership_at_the_latest() -> None:
    model = model_of(LOOSE, (GLOSTRUP, GONE))
    state = together(model, "voluntary_initiative")
    early = asked(model, state, leaving("0161", "2017-03-01T10:00"))
    assert early.participants["0161"].leaves_on == date(2017, 6, 1)
    late = asked(model, state, leaving("0161", "2017-06-01T10:00"))
    assert late.participants["0161"].leaves_on == date(2017, 7, 1)


def test_who_comes_back_to_the_association_is_not_in_by_itself() -> None:
    model = model_of(LOOSE, (GLOSTRUP, BACK))
    state = together(model, "voluntary_initiative")
    assert "0161" in members_on(model, date(2018, 1, 2))
    assert "0161" not in participants_on(model, state, date(2018, 1, 2))
    at = moment("2018-01-10T10:00")
    old = at_home("0161", Answer.CONSENTS, moment("2017-02-14T10:00"))
    assert refusal_of(model, state, JoinLate("0161", at, old)) == "older_decision"
    state = asked(model, state, JoinLate("0161", at, at_home("0161", Answer.CONSENTS, at)))
    assert "0161" in participants_on(model, state, at.date())


def test_a_member_that_leaves_while_the_others_consider_counts_nowhere() -> None:
    model = model_of(LOOSE, (GLOSTRUP, GONE.replace("2017-07-01", "2017-02-20")))
    attributes: dict[str, Value] = {"shared_model": "project_model"}
    state = brought(model, Matter("joint", "joint_model", attributes, "r"), moment("2016-09-05T10:00"))
    for step, day in (
        ("recommend", "2016-09-12"),
        ("recommend", "2016-10-04"),
        ("put_to_members", "2016-12-08"),
    ):
        state = chosen(model, state, step, moment(f"{day}T13:30"))
    for member in NINE:
        if member not in {"0161", "0269"}:
            state = answered(model, state, member, Answer.CONSENTS, moment("2017-01-16T10:00"))
    late = AnswerAsMember("0161", Answer.DEFERS, moment("2017-02-20T09:00"))
    assert refusal_of(model, state, late) == "not_a_member"
    state = answered(model, state, "0269", Answer.CONSENTS, moment("2017-02-20T10:00"))
    assert state.end == "approved"
    assert set(state.participants) == set(NINE) - {"0161"}


def test_a_consent_does_not_reach_what_was_changed_afterwards() -> None:
    """A proposal that falls and is put again is a new question: the yes to the first is no yes to it."""
    model = model_of(LOOSE, *PUT_AGAIN)
    attributes: dict[str, Value] = {"effort_days": 1, **MONEY}
    state = brought(
        model, Matter("joint", "voluntary_initiative", attributes, "r"), moment("2017-01-10T10:00")
    )
    state = chosen(model, state, "put_to_members", moment("2017-01-17T10:00"))
    first = at_home("0155", Answer.CONSENTS, moment("2017-02-14T10:00"))
    state = asked(model, state, AnswerAsMember("0155", Answer.CONSENTS, moment("2017-02-14T10:00"), first))
    state = asked(model, state, PassTime(moment("2017-04-18T16:01")))
    assert state.step == "prepare"
    state = chosen(model, state, "put_to_members", moment("2017-05-02T10:00"))
    again = AnswerAsMember("0155", Answer.CONSENTS, moment("2017-05-03T10:00"), first)
    assert refusal_of(model, state, again) == "older_decision"
    state = answered(model, state, "0155", Answer.CONSENTS, moment("2017-05-03T10:00"))
    assert state.answers["0155"].answer is Answer.CONSENTS


def test_a_decision_of_another_town_under_its_own_model_is_not_this_members() -> None:
    model = model_of(LOOSE)
    attributes: dict[str, Value] = {"effort_days": 1, **MONEY}
    state = brought(
        model, Matter("joint", "voluntary_initiative", attributes, "r"), moment("2017-01-10T10:00")
    )
    state = chosen(model, state, "put_to_members", moment("2017-01-17T10:00"))
    at = moment("2017-02-14T10:00")
    town = model_of(
        TOWN,
        ("organisation: {kind: municipality}", 'organisation: {kind: municipality, municipality: "0161"}'),
    )
    for member, refused in (("0155", True), ("0161", False)):
        matter = Matter(
            "own",
            "joint_consent",
            {"amount": Money.of(1000), "new_appropriation": False},
            "h",
            None,
            "joint",
            member,
        )
        own = Evidence(town, chosen(town, brought(town, matter, at), "consent", at))
        answer = decide(model, state, AnswerAsMember(member, Answer.CONSENTS, at, own))
        assert isinstance(answer, Refusal) is refused


def test_a_granted_deviation_lets_a_member_out_after_a_month() -> None:
    model, state, at = model_of(TIGHT), bound(), "2016-12-09T10:00"
    assert refusal_of(model, state, leaving("0167", at)) == "left_only_by"
    state = asked(model, state, leaving("0167", at, deviation("approve")))
    assert "0167" in participants_on(model, state, date(2017, 1, 8))
    assert "0167" not in participants_on(model, state, date(2017, 1, 9))
    assert len(participants_on(model, state, date(2017, 1, 9))) == 8


def test_an_appeal_that_is_upheld_lets_a_member_out() -> None:
    model = model_of(TIGHT)
    matter = Matter("appeal", "appeal", {"appealed": "deviation"}, "director", None, "joint", "0167")
    upheld = chosen(
        model, brought(model, matter, moment("2017-01-09T10:00")), "approve", moment("2017-01-16T13:30")
    )
    state = asked(model, bound(), leaving("0167", "2017-01-17T10:00", Evidence(model, upheld)))
    assert state.participants["0167"].leaves_on == date(2017, 2, 17)


@pytest.mark.parametrize(
    ("let_out", "at"),
    [
        (None, "2016-12-09T10:00"),
        (lambda: deviation("reject"), "2016-12-09T10:00"),
        (lambda: deviation("approve", member="0155"), "2016-12-09T10:00"),
        (lambda: deviation("approve", subject="something else"), "2016-12-09T10:00"),
        (lambda: deviation("approve"), "2016-12-07T10:00"),
        (lambda: at_home("0167", Answer.CONSENTS, moment("2016-12-01T10:00")), "2016-12-09T10:00"),
        (lambda: Evidence(model_of(TIGHT), bound()), "2016-12-09T10:00"),
    ],
    ids=["nothing", "refused", "anothers", "about something else", "not yet", "its own word", "another kind"],
)
def test_nothing_else_lets_a_member_out(let_out: object, at: str) -> None:
    evidence = let_out() if callable(let_out) else None
    assert refusal_of(model_of(TIGHT), bound(), leaving("0167", at, evidence)) == "left_only_by"


def test_what_is_outside_the_purpose_cannot_be_made_to_bind() -> None:
    binds = "put_to_members: {to: members}\n        source: assumed\n      members:"
    bound_to = binds.replace("{to: members}", "{to: members, binds: within_the_purpose}")
    assert codes_of(TIGHT, (binds, bound_to)) == {"outside_the_purpose", "one_joint_rule_a_route"}
    narrower = ("purpose: [mandatory_programme, mandatory_change]", "purpose: [mandatory_change]")
    assert codes_of(TIGHT, narrower) == {"outside_the_purpose"}


def test_what_binds_must_have_law_and_consent_behind_it() -> None:
    no_consent = ("consented_to_statutes: 2016-01-26, ", "")
    assert codes_of(TIGHT, no_consent) == {"no_consent_to_statutes"}
    only_recommends = ("effect: binding", "effect: recommendation")
    assert "binding_needs_legal_basis" in codes_of(TIGHT, only_recommends)
    asks = ("effect: recommendation\n    participation: opt_in", "effect: binding\n    participation: opt_in")
    assert {"binding_needs_legal_basis", "binding_asks_nobody"} <= codes_of(TIGHT, asks)


def test_whose_turn_it_is_to_chair() -> None:
    elsewhere = ('chaired_by:\n      - {municipality: "0169"', 'chaired_by:\n      - {municipality: "0151"')
    assert codes_of(LOOSE, elsewhere) == {"host_is_no_member"}
    one_seat = ("director: {role: director, per_member: true", "director: {role: director, number: 9")
    assert codes_of(LOOSE, one_seat) == {"only_members_take_turns"}
    model = model_of(LOOSE, HVIDOVRES_TURN)
    for day, chair in ((date(2018, 2, 28), "director_0169"), (date(2018, 3, 1), "director_0167")):
        assert chairs_among(model, "board", seats_on(model, "board", day), day) == (chair,)
    early = date(2016, 3, 1) - timedelta(days=1)
    assert chairs_among(model, "board", seats_on(model, "board", early), early) == ()
