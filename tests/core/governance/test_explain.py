"""The way of a matter as one value: who, by when, under which line, and what of it is a guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date

import pytest
from tests.core.governance.engine_world.world import changed, files_of, matter, model_of, moment

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance import Explanation, GovernanceModel, Matter, Money, Part, Value, explain, load
from samspil.core.governance.explain import Assumed, WayEnd
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.language.joint import JointEffect, Participation
from samspil.core.governance.language.mandates import DelegationCode, Scope
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Do
from samspil.core.governance.program import Body

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")
MONDAY = "2026-02-02T10:00"


def told(
    kind: str, *, model: GovernanceModel = TOWN, choices: dict[str, str] | None = None, **known: Value
) -> Explanation:
    return explain(model, matter(kind, **known), moment(MONDAY), choices)


def test_it_says_what_it_was_asked_of_whom_and_where_the_way_ends_with_all_time_used() -> None:
    wish = told("wish")
    assert (wish.model, wish.version, wish.digest) == ("skovby", "1.0", TOWN.digest)
    assert (wish.matter, wish.brought_at) == (matter("wish"), moment(MONDAY))
    assert wish.may_be_brought_by == ("citizen",)
    assert wish.end == WayEnd("approved", "approved", moment("2026-02-09T16:00"))
    assert told("wish", choices={"desk": "reject"}).end.result == "rejected"


def test_a_step_says_what_is_done_there_from_when_and_why() -> None:
    desk, gardener = told("wish").steps
    assert (desk.route, desk.do, desk.effect) == ("wish", Do.SCREEN, Effect.APPROVES)
    assert (gardener.route, gardener.do, gardener.effect) == ("wish", Do.INFORM, Effect.AUTOMATIC)
    assert (desk.entered_at, gardener.entered_at) == (moment(MONDAY), moment("2026-02-09T16:00"))
    assert [(why.attribute, why.comparison, why.parameter) for why in desk.reasons] == [
        ("amount", "≤", "clerk_limit"),
        ("new_appropriation", "∈", None),
    ]
    assert gardener.reasons == ()


def test_the_desk_decides_a_small_wish_in_five_days_counted_from_monday() -> None:
    desk, gardener = told("wish").steps
    assert desk.due is not None
    assert desk.counted is not None
    assert (str(desk.body), desk.due.on, desk.counted.due_on) == (
        "role clerk",
        date(2026, 2, 9),
        date(2026, 2, 9),
    )
    assert (desk.outcome, desk.alternatives) == ("approve", ("reject", "return", "late"))
    assert (gardener.due, gardener.counted, gardener.mandate) == (None, None, None)


def test_whoever_decides_is_told_with_the_mandate_and_its_line() -> None:
    decided = told("wish").decided_by
    assert decided is not None
    assert decided.mandate is not None
    assert decided.mandate.key == "clerk_in_own_unit"
    assert decided.mandate.place == TOWN.place("mandates", "clerk_in_own_unit")
    line = decided.mandate
    assert (line.body, line.code, line.scope) == (
        Body("role", "clerk"),
        DelegationCode.DECIDES,
        Scope.OWN_UNIT,
    )
    assert (line.delegated_from, line.source) == (None, "assumed")
    assert decided.mandate.place != decided.place == TOWN.place("routes", "wish", "steps", "desk")


def test_a_mandate_says_whose_it_was() -> None:
    chief = "chief_answers: {who: {role: chief}, code: B, kinds: [answer], up_to: clerk_limit,"
    model = changed("skovby", (chief, f"{chief} delegated_from: council_answers,"))
    decided = told("answer", model=model).decided_by
    assert decided is not None
    assert decided.mandate is not None
    assert (decided.mandate.key, decided.mandate.delegated_from) == ("chief_answers", "council_answers")


def test_a_meeting_is_looked_up_and_not_counted() -> None:
    council = told("wish", amount=Money.of(50000)).steps[1]
    assert council.due is not None
    assert (council.due.papers_by, council.counted) == (date(2026, 2, 18), None)


def test_where_nobody_needs_to_decide_nobody_is_said_to() -> None:
    notice = told("notice")
    assert (notice.decided_by, notice.members, notice.members_decide) == (None, None, False)


def test_who_is_told_stands_on_the_way_or_in_a_line_with_o() -> None:
    gardener, chief = told("wish").informed
    assert (str(gardener.body), str(chief.body)) == ("role gardener", "role chief")
    assert gardener.place == TOWN.place("routes", "wish", "steps", "told")
    assert chief.place == TOWN.place("mandates", "chief_is_told")
    assert [str(one.body) for one in told("wish", urgent=True).informed] == ["role gardener"]


def test_obligations_name_both_sides_and_the_rule_s_line() -> None:
    report = told("wish").obligations[0]
    assert (str(report.owed_by), str(report.owed_to)) == ("role clerk", "forum council")
    assert report.place == TOWN.place("obligations", "report")


def test_what_members_owe_is_owed_by_the_members() -> None:
    owed = told("together", model=LEAGUE).obligations
    assert [(one.owed_by.sort, one.owed_by.key, one.created.rule) for one in owed] == [
        ("members", "members", "tell")
    ] * 3


# --- The members of an association


def test_a_joint_matter_says_that_the_members_decide_each_for_itself() -> None:
    together = told("together", model=LEAGUE)
    assert together.members is not None
    assert together.members_decide
    assert together.decided_by is None
    assert (together.members.step, together.members.joint) == ("answers", "some")
    assert together.members.members == ("0155", "0185", "0153")
    assert together.members.participation is Participation.OPT_IN
    assert together.members.place == LEAGUE.place("joint", "some")
    assert told("everybody", model=LEAGUE).members_decide


def test_a_forum_that_decides_only_what_the_members_are_asked_has_not_the_last_word() -> None:
    """The table's own decision comes first; what the members then say is what counts."""
    model = changed("sund_league", ("code: I, kinds: [together]", "code: B, kinds: [together]"))
    assert told("together", model=model).decided_by is None


def test_a_board_that_adopts_what_is_then_put_to_the_members_has_not_the_last_word() -> None:
    model = load("storkoebenhavn_association", library.model_files, library.municipalities())
    plan = Matter("plan", "activity_plan", {"plan_year": 2027, "amount": Money.of(0)}, "coordinator")
    way = explain(model, plan, moment("2026-02-02T09:00"))
    assert [one.key for one in way.steps if one.outcome == "adopt"] == ["board"]
    assert way.members_decide
    assert way.decided_by is None


def test_a_binding_decision_reaches_those_that_consented_to_the_statutes_by_then() -> None:
    law = told("law", model=LEAGUE)
    assert law.members is not None
    assert law.members.effect is JointEffect.BINDING
    assert law.members.members == ("0155", "0185")
    assert law.decided_by is not None
    assert not law.members_decide
    assert told("law", model=LEAGUE, choices={"table": "reject"}).members is None


def test_who_consents_before_the_table_meets_is_bound_by_what_it_decides() -> None:
    """The table takes the matter up on 3 March; who consents on that day is with, a day later not."""
    for day, members in (("2026-03-03", ("0155", "0185", "0153")), ("2026-03-04", ("0155", "0185"))):
        consents = ("consented_to_statutes: 2026-09-01", f"consented_to_statutes: {day}")
        bound = told("law", model=changed("sund_league", consents)).members
        assert bound is not None
        assert bound.members == members


# --- What is assumed


def test_what_no_source_says_is_told_once_each_with_its_part() -> None:
    assumed = told("wish", choices={"desk": "return"}).assumed
    places = [one.place for one in assumed]
    assert len(set(places)) == len(places)
    parts = {(one.part, one.key) for one in assumed}
    assert {
        (Part.STEP, "desk"),
        (Part.STEP, "home"),
        (Part.MANDATE, "clerk_in_own_unit"),
        (Part.CALENDAR, "council"),
        (Part.PARAMETER, "desk_days"),
    } <= parts
    assert (Part.JOINT, "some") in {(one.part, one.key) for one in told("together", model=LEAGUE).assumed}


def lines(assumed: tuple[Assumed, ...]) -> list[tuple[str, str, str | None, str, str]]:
    """What each is, whose, and what its line begins with."""
    found = []
    for one in assumed:
        key, _, name = one.place.file.partition("/")
        written = files_of(key)[name].decode().splitlines()[one.place.line - 1]
        found.append((one.part.value, one.key, one.route, str(one.body), written.split(":")[0].strip()))
    return found


def test_a_guess_is_told_with_whose_it_is_and_the_line_it_stands_on() -> None:
    assert lines(told("wish", amount=Money.of(50000)).assumed) == [
        ("step", "desk", "wish", "role clerk", "desk"),
        ("mandate", "clerk_recommends", None, "role clerk", "clerk_recommends"),
        ("parameter", "clerk_limit", None, "None", "2024-01-01"),
        ("parameter", "desk_days", None, "None", "2024-01-01"),
        ("step", "council", "wish", "forum council", "council"),
        ("mandate", "council_rest", None, "forum council", "council_rest"),
        ("calendar", "council", None, "forum council", "calendar"),
        ("parameter", "council_papers", None, "None", "2026-01-01"),
        ("step", "told", "wish", "role gardener", "told"),
    ]
    assert lines(told("wish").assumed)[-2:] == [
        ("obligation", "report", None, "None", "report"),
        ("obligation", "check", None, "None", "check"),
    ]
    assert ("joint", "some", None, "None", "some") in lines(told("together", model=LEAGUE).assumed)


def test_what_a_source_says_is_not_assumed() -> None:
    wish = "scope: own_unit, source: assumed}"
    model = changed("skovby", (wish, 'scope: own_unit, source: "decision: Rådet 2023"}'))
    mandates = {one.key for one in told("wish", model=model).assumed if one.part is Part.MANDATE}
    assert mandates == set()


# --- A value


def parts_of(value: object) -> Iterator[object]:
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from parts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from parts_of(one)


@pytest.mark.parametrize(("model", "kind"), [(TOWN, "wish"), (LEAGUE, "together"), (LEAGUE, "law")])
def test_there_are_no_words_in_it(model: GovernanceModel, kind: str) -> None:
    assert not any(isinstance(part, Texts) for part in parts_of(told(kind, model=model)))


def test_it_is_a_value_like_any_other() -> None:
    assert told("wish") == told("wish")
    with pytest.raises(FrozenInstanceError):
        told("wish").model = "another"  # type: ignore[misc]


def test_a_choice_at_a_step_that_the_route_has_not_is_refused_with_the_route_s_line() -> None:
    with pytest.raises(ProblemsError) as caught:
        told("wish", choices={"nowhere": "approve"})
    (problem,) = caught.value.problems
    assert problem.code == "unknown_step"
    assert problem.args == {"key": "nowhere", "known": "desk, home, council, told"}
    assert problem.place == TOWN.place("routes", "wish", "steps")
