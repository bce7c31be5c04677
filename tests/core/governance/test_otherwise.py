"""Which other answers would send a matter another way."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.core.governance.engine_world.world import PLAIN, changed

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance import GovernanceModel, Matter, Money, Value, load
from samspil.core.governance.otherwise import Otherwise, otherwise

MONDAY = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))


def shipped(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


def told(found: tuple[Otherwise, ...]) -> list[tuple[str, str, object]]:
    return [(one.attribute, one.comparison.value, one.value) for one in found]


def purchase(kroner: int, **said: bool) -> Matter:
    known = {"new_appropriation": False, "personal_data": True, "replaces_system": False, **said}
    return Matter("m1", "purchase_request", {"amount": Money.of(kroner), **known}, "anna")


def test_a_cheap_purchase_goes_elsewhere_over_the_limit_and_with_a_new_appropriation() -> None:
    found = otherwise(shipped("jammerbugt_purchase_screening"), purchase(100000), MONDAY)
    assert told(found) == [("amount", "over", 100000_00), ("new_appropriation", "is", True)]
    assert [str(body) for body in found[0].way.bodies] == ["role it_expert", "role head_of_digitalisation"]


def test_a_dear_purchase_goes_elsewhere_when_it_is_at_most_the_limit() -> None:
    found = otherwise(shipped("jammerbugt_purchase_screening"), purchase(100001), MONDAY)
    assert told(found) == [("amount", "at_most", 100000_00), ("new_appropriation", "is", True)]
    assert [str(body) for body in found[0].way.bodies] == ["role it_expert"]


def test_an_answer_that_changes_nothing_is_not_told() -> None:
    found = otherwise(shipped("jammerbugt_purchase_screening"), purchase(1), MONDAY)
    assert not {"personal_data", "replaces_system"} & {one.attribute for one in found}


def test_another_theme_leads_to_another_group() -> None:
    matter = Matter("m1", "initiative", {"theme": "gdpr", "new_appropriation": False}, "anna")
    found = otherwise(shipped("gladsaxe_network"), matter, MONDAY)
    themes = [one for one in found if one.attribute == "theme"]
    assert len(themes) == 7
    assert all(one.way.passages[0].step.body.key == one.value for one in themes)


def test_a_number_is_tried_around_every_limit() -> None:
    model = shipped("holbaek_business_consultants")
    few: dict[str, Value] = {"area": "care", "quality_found": 1, "efficiency_found": 2}
    matter = Matter("m1", "area_workshop", few, "anna", unit="u")
    assert ("quality_found", "at_least", 2) in told(otherwise(model, matter, MONDAY))
    enough = Matter("m1", "area_workshop", {**few, "quality_found": 2}, "anna", unit="u")
    assert ("quality_found", "under", 2) in told(otherwise(model, enough, MONDAY))


def test_what_the_model_does_not_allow_is_left_out() -> None:
    """Without a unit a local issue cannot be settled: only what goes on to a group can be brought."""
    model = shipped("rudersdal_committee")
    wide = {"cross_cutting": True, "business_critical": True, "new_appropriation": False}
    found = otherwise(model, Matter("m1", "issue", wide, "anna", unit="u"), MONDAY)
    assert told(found) == [("new_appropriation", "is", True)]
    with pytest.raises(ProblemsError):
        otherwise(model, Matter("m1", "issue", wide, "anna"), MONDAY)


def test_a_phase_that_is_skipped_is_no_other_answer() -> None:
    """Where nothing is bought, the gate of the procurement phase cannot come."""
    known: dict[str, Value] = {"leader_trained": True, "amount": Money.of(400000), "new_appropriation": False}
    matter = Matter("m1", "gate", {"phase": "analysis", "buys": False, **known}, "anna", unit="care")
    found = otherwise(shipped("herning_project_model"), matter, MONDAY)
    assert ("phase", "is", "procurement") not in told(found)
    assert ("amount", "over", 500000_00) in told(found)


@pytest.mark.parametrize(("country", "currency"), [("DK", "DKK"), ("NO", "NOK")])
def test_a_limit_is_in_the_money_of_the_country(country: str, currency: str) -> None:
    """Skovby's clerk decides up to 10,000 kroner, wherever Skovby lies."""
    kind, time = "organisation: {kind: municipality}", "closed: [christmas_eve]"
    there = (kind, f"{kind}\nworking_time: {{country: {country}, {time}}}")
    model = changed("skovby", there, ("unit: dkk", f"unit: {currency.lower()}"))
    wish = {**PLAIN["wish"], "amount": Money(5000_00, currency)}
    found = told(otherwise(model, Matter("m1", "wish", wish, "anna", unit="park"), MONDAY))
    assert ("amount", "over", 10_000_00) in found
