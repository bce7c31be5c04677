"""A workload counted of an organisation's own matters: worked out by hand from a few of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.core.simulation.test_shared import SCREENING, model, shipped

from samspil.core.governance.matter import Value
from samspil.core.simulation.workload.counted import Counted, Seen, Stayed, count, spread
from samspil.core.simulation.workload.shared import share
from samspil.core.units import Money

YEAR = (date(2025, 3, 1), date(2026, 3, 1))
HOUR = 3600


def wish(kroner: int = 1000, *, personal: bool = False) -> Seen:
    facts: dict[str, Value] = {
        "new_appropriation": False,
        "personal_data": personal,
        "replaces_system": False,
    }
    return Seen("purchase_request", {**facts, "amount": Money.of(kroner)})


def counted(seen: list[Seen], stayed: list[Stayed] | None = None, period: Any = YEAR) -> Counted:
    return count([model(SCREENING)], shipped("purchases"), seen, stayed or [], period)


def test_so_many_came_in_a_year() -> None:
    found = counted([wish(), wish(), wish()])
    assert found.written["arrivals"]["purchase_request"]["per_year"] == "3"
    assert found.matters == {"purchase_request": 3}
    half = counted([wish(), wish(), wish()], period=(date(2025, 3, 1), date(2025, 8, 30)))
    assert half.written["arrivals"]["purchase_request"]["per_year"] == "6.016484"  # 3 * 365 / 182


def test_what_was_known_of_them_is_as_it_was() -> None:
    facts = counted([wish(100), wish(300), wish(200, personal=True)]).written["arrivals"]["purchase_request"][
        "facts"
    ]
    assert facts["amount"] == {"amount": {"quantiles": ["100", "200", "300"]}}
    assert facts["personal_data"] == {"yes": "0.333333"}
    assert facts["new_appropriation"] == {"yes": "0"}


def test_a_step_counts_once_it_has_happened_five_times() -> None:
    stays = [Stayed("purchase", "screen", hours * HOUR, "approve") for hours in (2, 4, 6, 8)]
    assert counted([wish()], stays).steps == {}
    found = counted([wish()], [*stays, Stayed("purchase", "screen", 10 * HOUR, "reject")])
    assert found.steps == {("purchase", "screen"): 5}
    screen = found.written["steps"]["purchase"]["screen"]
    assert screen["takes"] == {"hours": {"quantiles": ["2", "4", "6", "8", "10"]}}
    assert screen["outcomes"] == {"approve": "0.8", "reject": "0.2"}
    assert screen["source"] == "data: 2025-03-01 – 2026-03-01"
    assert screen["effort_hours"] == 6  # nobody measures that, so it stays as it was assumed


def test_a_forum_is_waited_for_by_its_calendar_and_not_by_what_was_measured() -> None:
    stays = [Stayed("purchase", "council", 99 * HOUR, "approve")] * 5
    council = counted([wish()], stays).written["steps"]["purchase"]["council"]
    assert "takes" not in council
    assert council["outcomes"] == {"approve": "1"}


def test_who_is_only_told_takes_no_time_and_is_not_counted() -> None:
    assert counted([wish()], [Stayed("purchase", "purchase", 0, "informed")] * 5).steps == {}


def test_it_is_a_workload_that_the_model_can_be_played_with() -> None:
    found = counted([wish(), wish(5000)], [Stayed("purchase", "screen", HOUR, "approve")] * 6)
    (case,) = share([model(SCREENING)], found.written).cases
    assert case.workload.spec.arrivals["purchase_request"].per_year == "2"
    assert case.workload.spec.key == "own_matters"


def test_nothing_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="nothing came"):
        counted([])


def test_many_values_are_told_by_twenty_one() -> None:
    quantiles = spread([Fraction(one) for one in range(101)])["quantiles"]
    assert quantiles == [str(one * 5) for one in range(21)]
