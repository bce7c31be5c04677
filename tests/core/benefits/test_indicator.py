"""Indicators and measurements: what is refused, what stands, and how far it has come."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.benefits.indicator import Aggregation, Baseline, Indicator, Target, newest, together
from samspil.core.benefits.measuring import Measurement, refusals, standing
from samspil.core.errors import ProblemsError
from samspil.core.portfolio.status import Light

BASE = Baseline(Decimal(40), date(2026, 1, 31), 212)
FASTER = Indicator(
    "minutter", BASE, (Target(date(2026, 12, 31), Decimal(30)), Target(date(2027, 12, 31), Decimal(20)))
)
TODAY = date(2027, 3, 1)


def measured(number: int, first: date, last: date, value: int = 30, **rest: object) -> Measurement:
    return Measurement(UUID(int=number), first, last, Decimal(value), "minutter", **rest)  # type: ignore[arg-type]


FEBRUARY = measured(1, date(2026, 2, 1), date(2026, 2, 28))


def codes(new: Measurement, *kept: Measurement) -> list[str]:
    return [one.code for one in refusals(new, FASTER, kept, TODAY)]


def test_a_falling_indicator_is_better_when_it_falls() -> None:
    assert [FASTER.way_gone(Decimal(one)) for one in (40, 30, 20, 10, 50)] == [
        0,
        Fraction(1, 2),
        1,
        Fraction(3, 2),
        Fraction(-1, 2),
    ]


@given(st.dates(date(2026, 2, 1), date(2028, 6, 1)))
def test_the_target_never_turns_back(day: date) -> None:
    assert FASTER.target_on(day) >= FASTER.target_on(day + timedelta(days=1))
    assert Decimal(20) <= FASTER.target_on(day) <= Decimal(40)


def test_the_target_is_met_on_its_days_and_the_baseline_before() -> None:
    assert FASTER.target_on(date(2026, 12, 31)) == 30
    assert FASTER.target_on(date(2027, 12, 31)) == 20
    assert FASTER.target_on(date(2025, 1, 1)) == 40


def test_a_degree_is_of_what_was_to_have_come_by_the_day() -> None:
    half_way = date(2026, 12, 31)
    assert FASTER.degree(Decimal(35), half_way) == Fraction(1, 2)
    assert FASTER.degree(Decimal(45), half_way) == Fraction(-1, 2)
    assert FASTER.degree(Decimal(35), BASE.on) is None, "nothing was to have come by then"


def test_a_light_goes_by_what_it_was_to_be_by_the_day() -> None:
    half_way = date(2026, 12, 31)  # half of the way, of which a tenth and two tenths of the whole may lack
    assert [FASTER.light(Decimal(one), half_way) for one in (25, 30, 32, 33, 34, 35)] == [
        Light.GREEN,
        Light.GREEN,
        Light.GREEN,
        Light.YELLOW,
        Light.YELLOW,
        Light.RED,
    ]


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        ((), "no_target"),
        ((Target(date(2026, 12, 31), Decimal(40)),), "target_is_the_baseline"),
        ((Target(date(2026, 1, 31), Decimal(20)),), "target_before_baseline"),
        ((*FASTER.targets[1:], *FASTER.targets[:1]), "target_before_baseline"),
        ((Target(date(2026, 6, 30), Decimal(50)), *FASTER.targets), "target_turns_back"),
    ],
)
def test_an_indicator_without_a_way_is_refused(targets: tuple[Target, ...], code: str) -> None:
    with pytest.raises(ProblemsError, match=code):
        Indicator("minutter", BASE, targets)


@pytest.mark.parametrize("tolerance", [Fraction(-1, 10), Fraction(6, 10)])
def test_a_tolerance_is_at_most_half_of_the_way(tolerance: Fraction) -> None:
    with pytest.raises(ProblemsError, match="tolerance_out_of_range"):
        replace(FASTER, tolerance=tolerance)


def test_a_measurement_that_is_right_is_refused_for_nothing() -> None:
    assert codes(FEBRUARY) == []
    assert codes(measured(2, date(2026, 3, 1), date(2026, 3, 31)), FEBRUARY) == []
    assert codes(measured(2, FEBRUARY.first, FEBRUARY.last, where="Herlev"), FEBRUARY) == []


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (measured(2, date(2026, 3, 31), date(2026, 3, 1)), "measured_backwards"),
        (measured(2, date(2027, 2, 1), date(2027, 3, 2)), "measured_in_the_future"),
        (measured(2, date(2026, 1, 31), date(2026, 2, 27)), "measured_before_baseline"),
        (replace(FEBRUARY, unit="timer"), "measured_in_another_unit"),
        (replace(FEBRUARY, attributed=Fraction(3, 2)), "attributed_outside_0_1"),
        (replace(FEBRUARY, n=0), "counted_below_one"),
        (replace(FEBRUARY, corrects=UUID(int=9)), "corrects_what_is_not_there"),
    ],
)
def test_a_measurement_that_cannot_be_says_why(new: Measurement, code: str) -> None:
    assert codes(new) == [code]


def test_a_period_is_measured_once_and_corrected_by_a_new_one() -> None:
    again = measured(2, date(2026, 2, 15), date(2026, 3, 14), 31)
    assert codes(again, FEBRUARY) == ["period_is_measured"]
    corrects = replace(again, corrects=FEBRUARY.id)
    assert codes(corrects, FEBRUARY) == []
    assert standing([FEBRUARY, corrects]) == [corrects]
    # What has been corrected is not corrected again: one corrects the correction.
    assert "corrects_what_is_not_there" in codes(
        measured(3, date(2026, 5, 1), date(2026, 5, 2), corrects=FEBRUARY.id), FEBRUARY, corrects
    )


@given(st.lists(st.integers(0, 5), max_size=6))
def test_corrections_keep_all_and_leave_one_of_each_to_stand(chain: list[int]) -> None:
    kept = [FEBRUARY]
    for number, value in enumerate(chain, 2):
        kept.append(replace(FEBRUARY, id=UUID(int=number), value=Decimal(value), corrects=kept[-1].id))
    assert standing(kept) == kept[-1:]


def test_values_become_one_as_the_indicator_says() -> None:
    values = [(date(2026, 3, 31), Decimal(10)), (date(2026, 2, 28), Decimal(1))]
    assert [together(values, how) for how in Aggregation] == [11, Decimal("5.5"), 10, 10, 1]
    with pytest.raises(ProblemsError, match="nothing_measured"):
        together([], Aggregation.SUM)


def test_the_newest_period_says_what_it_was_of_all_before_what_it_was_of_places() -> None:
    march, june = date(2026, 3, 31), date(2026, 6, 30)
    places = [(june, "A", Decimal(6)), (march, "", Decimal(99)), (june, "B", Decimal(2))]
    assert newest(places, Aggregation.SUM) == (june, Decimal(8))
    assert newest(places, Aggregation.LARGEST) == (june, Decimal(6))
    assert newest(places, Aggregation.LATEST) == (june, Decimal(4))
    assert newest([*places, (june, "", Decimal(5))], Aggregation.SUM) == (june, Decimal(5))
    with pytest.raises(ProblemsError, match="nothing_measured"):
        newest([], Aggregation.SUM)
