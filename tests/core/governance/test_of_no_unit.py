"""A matter of no unit is not let out on a way that only a mandate for one's own unit could take further."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.core.governance.test_who_can_decide import DEPUTY, HEAD, ONCE, step, tip

from samspil.core.governance.engine import register
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Actor, Matter, Refusal

MONDAY = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))


def own_unit(mandate: str) -> str:
    return mandate.replace("scope: organisation", "scope: own_unit")


def missing(model: GovernanceModel, area: str, unit: str | None = None) -> str:
    """The step that a tip would stand still at; nothing where it is let through."""
    matter = Matter("m1", "tip", {"area": area}, "anna", unit=unit)
    answer = register(model, matter, Actor("anna", frozenset({"requester"}), unit), MONDAY)
    if not isinstance(answer, Refusal):
        return ""
    assert answer.code == "unit_is_missing"
    return str(answer.problem.args["step"])


@pytest.mark.parametrize("unit", [None, "u"])
def test_a_step_that_is_come_to_once_at_most_is_asked_about(unit: str | None) -> None:
    before = step("look", "inform", "role: deputy", "informed: {to: once}")
    model = tip("look", before, ONCE, mandates=own_unit(HEAD))
    assert missing(model, "schools", unit) == ("" if unit else "once")


@pytest.mark.parametrize(("area", "stands_at"), [("schools", ""), ("care", "theirs")])
def test_where_a_used_up_loop_leads_is_asked_about_for_the_matter_s_own_area(
    area: str, stands_at: str
) -> None:
    again = step(
        "again", "decide", "role: head", "reject: {to: rejected}, return: {to: again}",
        "at_most: {times: returns, then: theirs}, ",
    )  # fmt: skip
    theirs = step("theirs", "decide", "role_for: area", "approve: {to: approved}")
    model = tip("again", again, theirs, mandates=HEAD + own_unit(DEPUTY))
    assert missing(model, area) == stands_at
    assert missing(model, area, "u") == ""
