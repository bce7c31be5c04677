"""What is said of a kind of matter is what every matter of it would be told."""

from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance import Explanation, GovernanceModel, Matter, Money, Value, explain, load
from samspil.core.governance.clocks import calendar_of, local_day
from samspil.core.governance.usual import usual_answer

MONDAY = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))


def shipped(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


def every_purchase(model: GovernanceModel) -> list[Explanation]:
    """A purchase of each sort: both sides of the limit, with and without a new appropriation."""
    told = []
    for kroner, new in product((100000, 100001), (False, True)):
        known: dict[str, Value] = {"personal_data": False, "replaces_system": False}
        attributes: dict[str, Value] = {"amount": Money.of(kroner), "new_appropriation": new, **known}
        told.append(explain(model, Matter("m", "purchase_request", attributes, "anna"), MONDAY))
    return told


def test_it_says_what_every_purchase_would_be_told() -> None:
    model = shipped("jammerbugt_purchase_screening")
    found, told = usual_answer(model, "purchase_request", MONDAY), every_purchase(model)
    days = [
        calendar_of(model).working_days_between(MONDAY.date(), local_day(model, one.end.at)) for one in told
    ]
    assert (found.least_days, found.most_days) == (min(days), max(days))
    ends = [local_day(model, one.end.at) for one in told]
    assert (found.kind, found.latest_on) == ("purchase_request", max(ends))
    assert set(found.deciders) == {one.decided_by.body for one in told if one.decided_by}
    assert {str(body) for body in found.first} == {"role it_expert"}
    assert {str(body) for body in found.told} == {"role buyer"}
    assert not found.undecided
    assert not found.members_decide


def test_the_deciders_of_the_quickest_ways_come_first() -> None:
    found = usual_answer(shipped("jammerbugt_purchase_screening"), "purchase_request", MONDAY)
    assert [body.key for body in found.deciders] == ["it_expert", "head_of_digitalisation", "council"]


def test_what_needs_nobodys_decision_says_so() -> None:
    found = usual_answer(shipped("gladsaxe_network"), "local_initiative", MONDAY)
    assert found.undecided
    assert found.deciders == ()
    assert (found.least_days, found.most_days) == (0, 0)


def test_a_theme_that_is_known_leads_to_its_group_alone() -> None:
    model = shipped("gladsaxe_network")
    assert len(usual_answer(model, "initiative", MONDAY).first) == 8
    found = usual_answer(model, "initiative", MONDAY, {"theme": "gdpr"})
    assert [str(body) for body in found.first] == ["forum gdpr"]


def test_what_comes_on_a_sunday_counts_from_the_monday() -> None:
    model = shipped("jammerbugt_purchase_screening")
    sunday = usual_answer(model, "purchase_request", MONDAY.replace(day=1))
    assert sunday.least_days == usual_answer(model, "purchase_request", MONDAY).least_days == 5


def test_a_choice_that_the_model_never_asks_about_changes_nothing() -> None:
    model = shipped("rudersdal_committee")
    plain = usual_answer(model, "technology_pool_application", MONDAY)
    assert usual_answer(model, "technology_pool_application", MONDAY, {"pilot_type": "innovation"}) == plain


def test_the_members_decide_what_is_put_to_them() -> None:
    found = usual_answer(shipped("storkoebenhavn_association"), "joint_purchase", MONDAY)
    assert found.members_decide
    assert found.deciders == ()
    assert not found.undecided


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ProblemsError, match="unknown_kind"):
        usual_answer(shipped("gladsaxe_network"), "dream", MONDAY)
