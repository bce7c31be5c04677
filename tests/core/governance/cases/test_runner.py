"""Cases that hold, and what each expectation says when it does not."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent

import pytest
from tests.core.governance.engine_world.world import changed, model_of

from samspil.core.errors import ProblemsError
from samspil.core.governance.cases.language import MatterAsWritten
from samspil.core.governance.cases.runner import CaseResult, matter_of, run_cases, value_of
from samspil.core.governance.load import GovernanceModel
from samspil.core.units import Money

TOWN = model_of("skovby")
LEAGUE = model_of("sund_league")
KNOWN = "{amount: 5000, trees: 1, urgent: false, new_appropriation: false}"
WISH = f"{{kind: wish, unit: park, attributes: {KNOWN}}}"
GARDEN = "{kind: gathering, attributes: {theme: garden, urgent: false}}"


def run(
    body: str,
    model: GovernanceModel = TOWN,
    on: str = "2026-02-02T10:00",
    head: str = "",
    load_model: Callable[[str], GovernanceModel] = model_of,
) -> CaseResult:
    """One case of a file, with what is always the same left out."""
    text = (
        f"{head}cases:\n  one:\n    title: {{da: En, en: One, nb: En}}\n    on: {on}\n"
        + indent(dedent(body).strip("\n"), "    ")
        + "\n"
    )
    files = {"model.yaml": b"", "cases/one.yaml": text.encode()}
    (result,) = run_cases(model, files, load_model)
    return result


def problems(body: str, model: GovernanceModel = TOWN, **more: str) -> list[str]:
    """What was found: ``what: expected got``."""
    found = run(body, model, **more).problems  # type: ignore[arg-type]
    assert all(one.code == "case_fails" and one.place is not None for one in found)
    assert all(one.args["case"] == "one" for one in found)
    return [f"{one.args['what']}: {one.args['expected']} {one.args['got']}" for one in found]


def case(expect: str = "{}", matter: str = WISH, brought_by: str = "citizen", more: str = "") -> str:
    return f"brought_by: {brought_by}\nmatter: {matter}\nexpect: {expect}\n{more}"


def play(*lines: str, then: str = "", matter: str = WISH, brought_by: str = "citizen") -> str:
    said = "".join(f"  - {line}\n" for line in lines)
    return case(
        matter=matter, brought_by=brought_by, more=f"play:\n{said}" + (f"then: {then}\n" if then else "")
    )


EXPECTED = {
    "route": ("[desk, told]", "[desk]"),
    "bodies": ("[role clerk]", "[role chief]"),
    "decided_by": ("role clerk", "role chief"),
    "mandate": ("clerk_in_own_unit", "clerk_urgent"),
    "nobody_decides": ("false", "true"),
    "ends": ("approved", "rejected"),
    "ends_on": ("2026-02-09", "2026-02-10"),
    "due": ("{desk: 2026-02-09}", "{desk: 2026-02-10}"),
    "obligations": (
        "[{rule: report}, {rule: report}, {rule: report}, {rule: check}, {rule: check}, {rule: check}]",
        "[{rule: report}]",
    ),
    "members": ("0", "1"),
    "parameters": ("{clerk_limit: '10000'}", "{clerk_limit: '20000'}"),
}


@pytest.mark.parametrize("what", EXPECTED)
def test_an_expectation_holds_as_written_and_fails_otherwise_at_its_line(what: str) -> None:
    right, wrong = EXPECTED[what]
    assert problems(case(f"{{{what}: {right}}}")) == []
    result = run(case(f"\n  {what}: {wrong}"))
    (found,) = result.problems
    assert found.place is not None
    assert (found.place.file, found.place.line) == ("skovby/cases/one.yaml", 8)
    assert (result.file, result.key, result.case.title.en) == ("cases/one.yaml", "one", "One")


def test_a_host_is_expected_on_the_day() -> None:
    body = case('{host: "0153", members: 3}', "{kind: law}", "envoy")
    assert problems(body, LEAGUE) == []
    assert problems(body, LEAGUE, on="2025-12-31T10:00") == ["host: 0153 0155"]


def test_a_step_without_a_clock_and_a_parameter_that_is_not_there_are_told() -> None:
    assert problems(case("{due: {told: 2026-02-09}}")) == ["told: 2026-02-09 –"]
    assert problems(case("{parameters: {x: '1'}}")) == ["x: 1 –"]
    assert problems(case("{parameters: {clerk_limit: '20000'}}")) == ["clerk_limit: 20000 10000"]


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ("[{rule: report, due: 2026-03-10}, {rule: report}, {rule: report}]", True),
        ("[{rule: report}, {rule: report, due: 2026-03-10}, {rule: report}]", True),
        ("[{rule: report, due: 2026-03-10}, {rule: report, due: 2026-03-10}, {rule: report}]", False),
        ("[{rule: report}, {rule: report}, {rule: check}]", False),
    ],
)
def test_each_obligation_that_is_expected_needs_its_own(expect: str, found: bool) -> None:
    """Two lines that would both fit one obligation do not stand for two."""
    reports_only = changed("skovby", ("creates: [report, check]", "creates: [report]"))
    assert (problems(case(f"{{obligations: {expect}}}"), reports_only) == []) is found


def test_what_was_expected_of_obligations_is_told_with_what_there_is() -> None:
    reports_only = changed("skovby", ("creates: [report, check]", "creates: [check]"))
    (told,) = problems(case("{obligations: []}"), reports_only)
    assert told.startswith("obligations: [] [('check', datetime.date(2026")
    (told,) = problems(case("{obligations: [{rule: report}]}", "{kind: notice}"))
    assert told == "obligations: [('report', None, None)] []"


def test_a_way_is_walked_by_the_choices_that_a_case_makes() -> None:
    assert problems(case("{ends: rejected}", more="choices: {desk: reject}\n")) == []


def test_a_refusal_is_expected_by_its_code_before_and_at_registration() -> None:
    assert problems(case("{refused: missing_attribute}", "{kind: wish}")) == []
    assert problems(case(matter="{kind: wish}")) == ["refused: – missing_attribute"]
    known = "{amount: 5000, trees: 1, urgent: false}"
    assert problems(case("{refused: missing_attribute}", f"{{kind: wish, attributes: {known}}}")) == []
    by_mayor = case("{refused: may_not_bring}", brought_by="mayor")
    assert problems(by_mayor) == []
    assert problems(case("{refused: may_not_bring}")) == ["refused: may_not_bring –"]


def test_nothing_is_played_after_a_refusal() -> None:
    more = "play: [{at: 2026-02-02T10:00, pass_time: true}]\nthen: {step: desk}\n"
    found = run(case("{refused: may_not_bring}", brought_by="mayor", more=more)).problems
    assert {one.code for one in found} == {"nothing_follows_a_refusal"}
    assert [one.args for one in found] == [{"case": "one", "what": "play"}, {"case": "one", "what": "then"}]
    assert [one.place and one.place.line for one in found] == [8, 9]


def test_a_play_is_every_entry_in_turn() -> None:
    body = play(
        "{at: 2026-02-02T11:00, by: clerk, park_until: 2026-03-01}",
        "{at: 2026-02-03T11:00, by: clerk, resume: true}",
        "{at: 2026-02-03T12:00, by: clerk, choose: return, reason: why, unit: park}",
        "{at: 2026-02-03T12:00, by: mayor, choose: supplement, refused: the_requester_answers}",
        "{at: 2026-02-03T12:00, by: requester, choose: supplement, amends: {amount: 6000, trees: 12}}",
        "{at: 2026-02-03T12:01, by: clerk, items: all, finding: fine}",
        "{at: 2026-02-03T12:02, by: clerk, item: colour, fulfilled: false, condition: red}",
        "{at: 2026-02-03T12:03, by: clerk, unit: park, choose: approve}",
        then="{ends: approved, open: [], mandates: [clerk_in_own_unit, clerk_in_own_unit]}",
    )
    assert problems(body) == []


def test_one_point_is_answered_alone() -> None:
    body = play(
        "{at: 2026-02-03T10:00, by: clerk, unit: park, item: cost}",
        "{at: 2026-02-03T10:00, by: clerk, unit: park, choose: approve, refused: items_are_open}",
        "{at: 2026-02-03T10:00, by: clerk, unit: park, item: many_trees}",
        "{at: 2026-02-03T10:00, by: clerk, unit: park, choose: approve}",
        matter=WISH.replace("trees: 1", "trees: 12"),
    )
    assert problems(body) == []


def test_what_is_amended_is_what_the_matter_then_is() -> None:
    body = play(
        "{at: 2026-02-03T10:00, by: clerk, choose: return, reason: why, unit: park}",
        "{at: 2026-02-03T10:00, by: requester, choose: supplement, amends: {amount: 10001}}",
        then="{step: desk, open: [recommend, return]}",
    )
    assert problems(body) == []


THEN = {  # what holds, what does not, and what is told of it
    "step": ("desk", "council", "council desk"),
    "due": ("2026-02-09", "2026-02-10", "2026-02-10 2026-02-09"),
    "mandates": ("[]", "[clerk_urgent]", "['clerk_urgent'] []"),
    "participants": ("[]", '["0155"]', "['0155'] []"),
    "waits_for": ("[]", '["0155"]', "['0155'] []"),
    "obligations": ("[]", "[{rule: report}]", "[('report', None, None)] []"),
    "open": ("[approve, reject, return]", "[approve]", "['approve'] ['approve', 'reject', 'return']"),
    "ends": (None, "approved", "approved –"),
}


@pytest.mark.parametrize("what", THEN)
def test_what_must_stand_after_a_play_is_compared(what: str) -> None:
    right, wrong, told = THEN[what]
    passing = "{at: 2026-02-03T10:00, pass_time: true}"
    if right is not None:
        assert problems(play(passing, then=f"{{{what}: {right}}}")) == []
    assert problems(play(passing, then=f"{{{what}: {wrong}}}")) == [f"{what}: {told}"]
    (found,) = run(play(passing, then=f"\n  {what}: {wrong}")).problems
    assert found.place is not None
    assert found.place.line == 11


def test_an_entry_that_is_refused_otherwise_than_expected_is_told() -> None:
    line = "{at: 2026-02-03T10:00, by: mayor, choose: reject, reason: no, refused: %s}"
    assert problems(play(line % "not_your_table")) == []
    (told,) = problems(play(line % "no_mandate"))
    assert told.startswith("0: no_mandate skovby/model.yaml:")
    passing = "{at: 2026-02-03T10:00, pass_time: true}"
    (found,) = run(play(passing, line % "no_mandate")).problems
    assert found.place is not None
    assert (found.args["what"], found.place.line) == ("1", 10)
    let_through = (
        "{at: 2026-02-03T10:00, by: clerk, unit: park, choose: reject, reason: no, refused: no_mandate}"
    )
    assert problems(play(let_through)) == ["refused: no_mandate –"]


def test_points_of_a_matter_that_has_none_are_not_answered_in_silence() -> None:
    ended = play(
        "{at: 2026-02-03T10:00, by: clerk, unit: park, choose: reject, reason: no}",
        "{at: 2026-02-03T10:00, by: clerk, items: all, refused: matter_has_ended}",
    )
    assert problems(ended) == []
    nothing_to_answer = play(
        "{at: 2026-02-03T10:00, by: gardener, items: all, refused: unknown_item}", matter=GARDEN
    )
    assert problems(nothing_to_answer) == []


SITTINGS = {
    "present: all": "",
    "present: all, votes_against: [member_2, member_3]": "not_carried",
    "present: [member_1, member_2], votes_for: [member_1]": "",
    "present: [member_1], votes_for: [member_1]": "no_quorum",
    "present: all, in_writing: true, sent_at: 2026-02-05T08:00": "",
    "present: all, in_writing: true": "not_sent_out",
    "present: all, chair: member_2": "",
    "present: []": "unknown_seat",
    "reason: alone": "a_forum_decides_together",
}


@pytest.mark.parametrize("sat", SITTINGS)
def test_a_forum_sits_as_it_is_written(sat: str) -> None:
    refused = f", refused: {SITTINGS[sat]}" if SITTINGS[sat] else ""
    line = f"{{at: 2026-02-05T09:00, by: gardener, choose: approve, {sat}{refused}}}"
    assert problems(play(line, matter=GARDEN)) == []


def test_whoever_is_there_and_first_in_turn_is_in_the_chair() -> None:
    """The mayor is, wherever in the line the mayor is written."""
    body = play(
        "{at: 2026-02-03T10:00, by: clerk, unit: park, choose: recommend}",
        "{at: 2026-03-04T10:00, by: scribe, choose: approve, present: [councillor_1, mayor, councillor_2]}",
        then="{ends: approved}",
        matter=WISH.replace("amount: 5000", "amount: 50000"),
    )
    assert problems(body) == []


def test_a_seat_with_an_interest_is_not_among_all() -> None:
    body = play(
        "{at: 2026-02-05T08:00, by: gardener, recuse: member_1}",
        "{at: 2026-02-05T09:00, by: gardener, choose: approve, present: all}",
        then="{ends: approved}",
        matter=GARDEN,
    )
    assert problems(body) == []


def test_a_matter_is_withdrawn_by_whom_the_route_says() -> None:
    body = play(
        "{at: 2026-02-03T10:00, by: mayor, withdraw: true, refused: not_yours_to_move}",
        "{at: 2026-02-03T10:00, by: requester, withdraw: true}",
        then="{ends: withdrawn}",
    )
    assert problems(body) == []


# --- Members ---------------------------------------------------------------------------------------

USING = "members_use: skovby\n"
TABLE = "{at: 2026-02-03T10:00, by: envoy, choose: recommend, present: all}"


def members(*lines: str, then: str = "{}") -> str:
    return play(TABLE, *lines, then=then, matter="{kind: together}", brought_by="envoy")


def test_members_answer_join_and_leave_by_their_own_decisions() -> None:
    body = members(
        '{at: 2026-02-03T12:00, member: "0155", answers: defers}',
        '{at: 2026-02-03T12:00, member: "0185"}',
        '{at: 2026-02-03T12:00, member: "0153", answers: consents}',
        '{at: 2026-02-04T12:00, member: "0155", answers: declines}',
        '{at: 2026-03-02T12:00, joins: "0155"}',
        '{at: 2026-03-03T12:00, leaves: "0153", own: {trees: -1}, refused: wrong_attribute}',
        '{at: 2026-03-03T12:00, leaves: "0153"}',
        '{at: 2026-03-03T12:00, leaves: "0101", refused: takes_no_part}',
        then='{ends: approved, participants: ["0153", "0155", "0185"], obligations: '
        "[{rule: share, members: 2, due: 2026-05-04}, {rule: tell, members: 3}]}",
    )
    assert problems(body, LEAGUE, head=USING) == []


def test_a_member_without_a_decision_of_its_own_is_refused() -> None:
    body = members(
        '{at: 2026-02-03T12:00, member: "0155", without_own: true, refused: only_by_its_own_decision}',
        '{at: 2026-02-03T12:00, member: "0155", own_of: "0185", refused: another_decision}',
        '{at: 2026-02-03T12:00, member: "0155", own: {amount: 50000}, refused: condition_fails}',
        '{at: 2026-02-03T12:00, member: "0155", own: {trees: -1}, refused: wrong_attribute}',
        '{at: 2026-02-03T12:00, joins: "0155", own: {trees: -1}, refused: wrong_attribute}',
        then='{step: answers, waits_for: ["0153", "0155", "0185"]}',
    )
    assert problems(body, LEAGUE, head=USING) == []


@pytest.mark.parametrize("head", ["", "members_use: sund_league\n"])
def test_members_need_a_model_under_which_they_answer(head: str) -> None:
    with pytest.raises(ProblemsError) as error:
        run(members('{at: 2026-02-03T12:00, member: "0155"}'), LEAGUE, head=head)
    (problem,) = error.value.problems
    assert problem.code == "no_members_use"
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == ("sund_league/cases/one.yaml", 2 if head else 1)


def test_a_choice_that_a_member_must_make_is_not_made_for_it() -> None:
    """Where the member's kind asks for a theme, the case says which."""
    themed = changed(
        "skovby", ("attributes: [amount, trees, urgent]", "attributes: [amount, trees, urgent, theme]")
    )
    body = members(
        '{at: 2026-02-03T12:00, member: "0155", refused: missing_attribute}',
        '{at: 2026-02-03T12:00, member: "0155", own: {theme: garden}}',
        then='{waits_for: ["0153", "0185"]}',
    )
    assert run(body, LEAGUE, head=USING, load_model=lambda _: themed).problems == ()


NOTHING = """nothing:
  name: {da: nothing, en: nothing, nb: nothing}
  unit: dkk
  values:
    2024-01-01: {value: 0, source: assumed}
none:
  name: {da: none, en: none, nb: none}
  unit: count
  values:
    2024-01-01: {value: 0, source: assumed}
many:
"""


def test_what_a_case_does_not_say_of_a_member_s_matter_costs_and_needs_nothing() -> None:
    """A member that may consent only to what is free, and must say why it declines, does both."""
    free = "{amount: {at_most: nothing}, trees: {at_most: none}, urgent: false}"
    cheap = "when: {amount: {at_most: clerk_limit}}}"
    strict = changed(
        "skovby",
        (f"consent: {{to: approved, {cheap}", f"consent: {{to: approved, when: {free}}}"),
        (f"decline: {{to: rejected, {cheap}", f"decline: {{to: rejected, needs_reason: true, {cheap}"),
        ("many:\n  name: {da: many,", NOTHING + "  name: {da: many,"),
    )
    body = members(
        '{at: 2026-02-03T12:00, member: "0155", answers: consents}',
        '{at: 2026-02-03T12:00, member: "0153", answers: declines}',
        then='{waits_for: ["0185"]}',
    )
    assert run(body, LEAGUE, head=USING, load_model=lambda _: strict).problems == ()


# --- What may be written ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["{at: 2026-02-03T10:00, by: clerk}", "{at: 2026-02-03T10:00, withdraw: true, resume: true}"]
)
def test_a_line_of_a_play_says_one_thing(line: str) -> None:
    with pytest.raises(ProblemsError) as error:
        run(play(line))
    (found,) = error.value.problems
    assert found.code == "exactly_one"
    assert found.place is not None
    assert found.place.line == 9


def test_only_files_of_cases_are_read() -> None:
    others = {"README.md": b"not yaml: [", "model.yaml": b""}
    assert run_cases(TOWN, others, model_of) == []
    one = dedent(f"""\
        cases:
          one:
            title: {{da: En, en: One, nb: En}}
            on: 2026-02-02T10:00
            brought_by: citizen
            matter: {WISH}
            expect: {{}}
        """)
    found = run_cases(
        TOWN, {**others, "cases/one.yaml": one.encode(), "cases/two.yaml": one.encode()}, model_of
    )
    assert [result.file for result in found] == ["cases/one.yaml", "cases/two.yaml"]


def test_kroner_become_money_and_the_rest_stays() -> None:
    assert value_of(TOWN, "amount", "5.50") == Money(550)
    assert value_of(TOWN, "amount", 5) == Money(500)
    assert value_of(TOWN, "amount", True) is True
    assert value_of(TOWN, "trees", 5) == 5
    assert value_of(TOWN, "unknown", 5) == 5
    written = MatterAsWritten(kind="wish", attributes={"amount": 1}, unit="park")
    one = matter_of(TOWN, written, "anna", "m7")
    assert (one.id, one.requester, one.unit, one.attributes) == ("m7", "anna", "park", {"amount": Money(100)})
    assert matter_of(TOWN, written, "anna").id == "case"


def test_a_norwegian_model_counts_in_norwegian_kroner() -> None:
    norway = changed(
        "skovby",
        (
            "organisation: {kind: municipality}",
            "organisation: {kind: municipality}\nworking_time: {country: NO, closed: [christmas_eve]}",
        ),
        ("unit: dkk", "unit: nok"),
    )
    assert value_of(norway, "amount", 5) == Money(500, "NOK")
