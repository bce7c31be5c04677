"""A tip of two to four steps: where nobody can decide it, and where it is approved by nobody, is found.

Each fault has beside it the model that differs by what mends it, and that is let through.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.core.governance.small_world import changed, town

from samspil.core.errors import ProblemsError
from samspil.core.governance.checks.coverage import regions
from samspil.core.governance.load import GovernanceModel

AT_LAST = "obligations:\n"
WORDS = "{da: X, en: X, nb: X}"
HEAD = (
    "  head_decides_tips: {who: {role: head}, code: B, kinds: [tip], scope: organisation, source: assumed}\n"
)
DEPUTY = HEAD.replace("head", "deputy")
KIND = f"""
  tip:
    name: {WORDS}
    route: tip
    brought_by: [requester]
    attributes: [area]
    source: assumed
mandates:
"""


def step(key: str, does: str, who: str, outcomes: str, more: str = "") -> str:
    clock = "" if does == "inform" else "clock: {working_days: days}, "
    said = f"do: {does}, name: {WORDS}, who: {{{who}}}, {clock}{more}outcomes: {{{outcomes}}}"
    return f"      {key}: {{{said}, source: assumed}}\n"


def tip(start: str, *steps: str, mandates: str = HEAD, before: str = "routes:\n") -> GovernanceModel:
    """The town, whose first route is that of a tip; or its last, before the obligations."""
    route = f"""\
  tip:
    name: {WORDS}
    start: {start}
    steps:
{"".join(steps)}    withdraw: {{by: [requester], to: withdrawn}}
    source: assumed
"""
    everything = ("    kinds: all\n", "    kinds: [purchase]\n")
    placed = route + before if before == AT_LAST else before + route
    return town(("\nmandates:\n", KIND + mandates), (before, placed), everything)


def fault(start: str, *steps: str, mandates: str = HEAD) -> tuple[str, str]:
    """What is wrong with it, and at which step."""
    with pytest.raises(ProblemsError) as refused:
        tip(start, *steps, mandates=mandates)
    (problem,) = refused.value.problems
    return problem.code, str(problem.args["step"])


LOOK = step("look", "inform", "role: deputy", "informed: {to: first}")
FIRST = step("first", "decide", "role: head", "approve: {to: approved}, reject: {to: rejected}")


def test_the_very_first_step_of_a_model_is_looked_at_when_only_another_leads_to_it() -> None:
    other = HEAD.replace("head", "deputy")
    assert tip("look", FIRST, LOOK).program.steps[0].key == "first"
    assert fault("look", FIRST, LOOK, mandates=other) == ("nobody_may_decide", "first")


def test_going_on_to_the_very_first_step_is_no_end_though_the_last_end_is_an_approval() -> None:
    ends = (
        "\nmandates:\n",
        f"\nterms: {{ends: {{agreed: {{name: {WORDS}, result: approved}}}}}}\nmandates:\n",
    )
    model = town(ends)
    assert model.program.ends[-1] == "agreed"


ONCE = step(
    "once",
    "decide",
    "role: head",
    "approve: {to: approved}, reject: {to: rejected}",
    "at_most: {times: one, then: rejected}, ",
)


def test_a_step_that_is_come_to_once_at_most_is_looked_at() -> None:
    before = step("look", "inform", "role: deputy", "informed: {to: once}")
    assert tip("look", before, ONCE).program.steps
    assert fault("look", before, ONCE, mandates=DEPUTY) == ("nobody_may_decide", "once")


def test_a_used_up_loop_leads_to_the_body_of_the_matter_s_own_area() -> None:
    """Schools are the head's and care the deputy's: whoever of them cannot decide its own is named."""
    again = step(
        "again", "decide", "role: head", "reject: {to: rejected}, return: {to: again}",
        "at_most: {times: returns, then: theirs}, ",
    )  # fmt: skip
    theirs = step("theirs", "decide", "role_for: area", "approve: {to: approved}")
    assert tip("again", again, theirs, mandates=HEAD + DEPUTY).program.steps
    with pytest.raises(ProblemsError) as refused:
        tip("again", again, theirs)
    (problem,) = refused.value.problems
    assert problem.code == "nobody_may_decide"
    assert (problem.args["step"], problem.args["body"]) == ("theirs", "role deputy")
    assert "area=care" in str(problem.args["matter"])


FALLS = """        outcomes: {carried: {to: approved, creates: [share]}, fallen: {to: told}}
        source: assumed
      told:
        do: inform
        name: {da: X, en: X, nb: X}
        who: {role: head}
        outcomes: {informed: {to: %s}}
"""


def league(end: str) -> GovernanceModel:
    outcomes = "        outcomes: {carried: {to: approved, creates: [share]}, fallen: {to: lapsed}}\n"
    return changed("league/model.yaml", (outcomes, FALLS % end))


def test_what_falls_with_the_members_is_not_approved_afterwards() -> None:
    assert league("lapsed").program.steps
    with pytest.raises(ProblemsError) as refused:
        league("approved")
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["step"]) == ("approved_by_nobody", "told")


def test_only_what_the_mandates_of_its_own_bodies_ask_for_parts_matters() -> None:
    """The deputy's mandate asks for the area; on this way the deputy decides nothing, so areas are alike."""
    by_area = DEPUTY.replace("kinds: [tip],", "kinds: [tip], when: {area: care},")
    for first, second in ((HEAD, by_area), (by_area, HEAD)):
        assert len(sorts_of(tip("first", FIRST, mandates=first + second))) == 1
        after_the_deputy_s = tip("first", FIRST, mandates=first + second, before=AT_LAST)
        assert len(sorts_of(after_the_deputy_s)) == 1
    asked = HEAD.replace("kinds: [tip],", "kinds: [tip], when: {area: [schools, care]},")
    assert sorts_of(tip("first", FIRST, mandates=asked)) == [(1, 0, 0, 0, area, 0) for area in (0, 1)]


def sorts_of(model: GovernanceModel) -> list[tuple[int, ...]]:
    day = date(2026, 1, 1).toordinal()
    return [one.vector for one in regions(model.spec, model.program, "tip", day)]
