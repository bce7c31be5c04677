"""A draft moves, drops and adds; the portfolio itself stays as it is."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.load import Effort, Slot
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.scenario import Add, Draft, Drop, SetPace, Shift, apply, cost_by_year
from samspil.core.units import Money, PersonDays

CARE = Draft(
    UUID(int=1),
    "Omsorgssystem",
    date(2026, 11, 10),
    date(2027, 2, 20),
    is_mandatory=False,
    efforts=(Effort("care", Slot(date(2026, 12, 1), "IT", "jura"), PersonDays.of(3), False),),
    costs={2026: Money.of(100), 2027: Money.of(50)},
    paces={"0167": Pace.JOINING},
)
LAW = Draft(UUID(int=2), "Ny lov", date(2026, 1, 1), date(2026, 12, 31), is_mandatory=True)


def test_a_shift_moves_days_work_and_money() -> None:
    (moved,) = apply([CARE], [Shift(CARE.id, 1)])
    assert (moved.starts_on, moved.ends_on) == (date(2026, 12, 10), date(2027, 3, 20))
    assert moved.efforts[0].slot.month == date(2027, 1, 1)
    # 2026's 100 lies on November and December, 50 on each; one of them comes into 2027.
    assert moved.costs == {2026: Money.of(50), 2027: Money.of(100)}
    assert CARE.starts_on == date(2026, 11, 10)


@given(st.integers(-40, 40), st.dictionaries(st.integers(2024, 2029), st.integers(-999, 99_999).map(Money)))
def test_no_shift_loses_an_oere(months: int, costs: dict[int, Money]) -> None:
    (moved,) = apply([replace(CARE, costs=costs)], [Shift(CARE.id, months)])
    assert sum(one.minor for one in moved.costs.values()) == sum(one.minor for one in costs.values())


@given(st.lists(st.integers(-40, 40), max_size=4), st.integers(1, 9999))
def test_no_shift_loses_work_and_shifts_add_up(steps: list[int], hundredths: int) -> None:
    first = Effort("care", Slot(date(2026, 12, 1), "IT", "jura"), PersonDays(hundredths), False)
    plan = replace(CARE, efforts=(first, *CARE.efforts))
    (moved,) = apply([plan], [Shift(CARE.id, step) for step in steps])
    assert [one.days for one in moved.efforts] == [one.days for one in plan.efforts]
    months = 12 * 2026 + 12 + sum(steps)
    assert {12 * one.slot.month.year + one.slot.month.month for one in moved.efforts} == {months}


def test_drop_add_and_pace() -> None:
    new = replace(CARE, id=UUID(int=3), title="Robot")
    after = apply([CARE, LAW], [Drop(CARE.id), Add(new), SetPace(new.id, "0175", Pace.LIVE)])
    assert [one.title for one in after] == ["Ny lov", "Robot"]
    assert after[1].paces == {"0167": Pace.JOINING, "0175": Pace.LIVE}


def test_the_law_is_not_dropped_and_what_is_unknown_is_said() -> None:
    with pytest.raises(ProblemsError, match="scenario_drops_a_mandatory_task title=Ny lov"):
        apply([LAW], [Drop(LAW.id)])
    with pytest.raises(ProblemsError, match="scenario_knows_no_such_initiative"):
        apply([LAW], [Drop(CARE.id)])
    with pytest.raises(ProblemsError, match="scenario_adds_what_is_there"):
        apply([CARE], [Add(CARE)])


def test_cost_by_year_is_the_sum() -> None:
    other = replace(CARE, id=UUID(int=4), costs={2027: Money.of(1), 2025: Money.of(2)})
    assert cost_by_year([CARE, other]) == {2025: Money.of(2), 2026: Money.of(100), 2027: Money.of(51)}
    with pytest.raises(ProblemsError, match="currency_mismatch"):
        cost_by_year([CARE, replace(other, costs={2027: Money(1, "NOK")})])
