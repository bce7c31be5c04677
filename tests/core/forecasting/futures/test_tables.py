"""Money by delay, against amounts counted on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.forecasting.futures.tables import rows_by_delay
from samspil.core.forecasting.question import Plan
from samspil.core.units import Money

YEARS, HALF = 4, 8  # four years and their discounted sum, in fours


def row(plan: Plan, late: float, rate: float = 0.0) -> tuple[list[float], float, list[float], float]:
    found = rows_by_delay(plan, rate)[int(late * 4)]
    return list(found[:YEARS]), found[YEARS], list(found[HALF : HALF + YEARS]), found[HALF + YEARS]


def plan(costs: tuple[int, ...], benefits: tuple[int, ...], months: int) -> Plan:
    told = (tuple(Money(one) for one in amounts) for amounts in (costs, benefits))
    return Plan("a", *told, months, "c", "d", "b")  # type: ignore[call-arg, arg-type]


BUILT = plan((120, 120, 12, 12), (0, 0, 60, 60), 24)


def test_in_time_everything_falls_where_it_was_planned() -> None:
    assert row(BUILT, 0) == ([120, 120, 12, 12], 264, [0, 0, 60, 60], 120)


def test_a_delay_draws_the_building_out_and_moves_what_comes_after() -> None:
    """Two years become three: 240 spread over three; what ran or came in year 3 does so in year 4."""
    costs, paid, benefits, brought = row(BUILT, 1)
    assert costs == pytest.approx([80, 80, 80, 12])
    assert paid == pytest.approx(252)
    assert (benefits, brought) == ([0, 0, 0, 60], 60)


def test_half_a_year_late_divides_a_year() -> None:
    costs, _all, benefits, _brought = row(BUILT, 0.5)
    assert costs == pytest.approx([96, 96, 48 + 6, 12])
    assert benefits == pytest.approx([0, 0, 30, 60])


def test_building_behind_the_last_year_is_still_paid_and_running_is_not() -> None:
    costs, paid, benefits, brought = row(BUILT, 4)  # two years become six
    assert costs == pytest.approx([40, 40, 40, 40])
    assert paid == pytest.approx(240)
    assert (benefits, brought) == ([0, 0, 0, 0], 0)


def test_amounts_are_discounted_from_the_second_year_on() -> None:
    _costs, paid, _benefits, brought = row(BUILT, 0, rate=0.25)
    assert paid == pytest.approx(120 + 120 / 1.25 + 12 / 1.25**2 + 12 / 1.25**3)
    assert brought == pytest.approx(60 / 1.25**2 + 60 / 1.25**3)
    _costs, paid, _benefits, _brought = row(BUILT, 4, rate=0.25)
    assert paid == pytest.approx(sum(40 / 1.25**year for year in range(6)))


def test_what_is_in_use_already_is_never_late() -> None:
    """Nothing is left to be delayed; its rows by delay are never asked for but the first."""
    running = plan((10, 10, 10, 10), (20, 20, 20, 20), 0)
    assert row(running, 0) == ([10, 10, 10, 10], 40, [20, 20, 20, 20], 80)


def test_a_go_live_within_a_year_parts_that_year() -> None:
    """Half of the second year's 120 is building; a year and a half become three."""
    built = plan((120, 120, 0, 0), (0, 40, 80, 80), 18)
    costs, paid, benefits, _brought = row(built, 1.5)
    assert costs == pytest.approx([60, 60, 60, 60 * 1])
    assert paid == pytest.approx(240)
    assert benefits[3] == pytest.approx(20 + 40)


AMOUNTS = st.lists(st.integers(0, 10**9), min_size=YEARS, max_size=YEARS).map(tuple)


@given(AMOUNTS, AMOUNTS, st.integers(0, 12 * YEARS))
def test_later_never_brings_more_and_what_is_built_is_paid_in_full(
    costs: tuple[int, ...], benefits: tuple[int, ...], months: int
) -> None:
    found = rows_by_delay(plan(costs, benefits, months), 0.0)[: 4 * YEARS + 1]
    brought, paid = found[:, HALF + YEARS], found[:, YEARS]
    whole, part = divmod(months, 12)
    building = sum(costs[:whole]) + (costs[whole] * part / 12 if part else 0)
    near = 1e-9 * (sum(costs) + sum(benefits) + 1)
    assert (found >= -near).all()
    assert (brought[1:] <= brought[:-1] + near).all()
    assert (paid[1:] <= paid[:-1] + near).all()
    assert (paid >= building - near).all()
