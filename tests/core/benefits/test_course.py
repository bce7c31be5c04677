"""The course of a benefit, added up month by month with nothing but fractions."""

from datetime import date
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.benefits.course import Course, Recurrence, ThreePoints
from samspil.core.benefits.follow_up import measure_on
from samspil.core.errors import ProblemsError
from samspil.core.units import Money

GO_LIVE = date(2026, 4, 1)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    lasts = draw(st.integers(2, 240))
    return Course(
        draw(st.dates(date(2020, 1, 1), date(2040, 12, 31))),
        Money(draw(st.integers(-(10**12), 10**12))),
        draw(st.sampled_from(Recurrence)),
        draw(st.integers(0, 36)),
        draw(st.integers(0, lasts - 1)),
        lasts,
        draw(st.fractions(0, Fraction(9, 10), max_denominator=100)),
    )


@given(courses())
def test_the_whole_is_what_the_months_add_up_to(course: Course) -> None:
    assert course.total.minor == sum(amount.minor for _month, amount in course.months())


@given(courses(), st.dates(date(2019, 1, 1), date(2070, 12, 31)))
def test_by_the_end_of_a_day_it_has_brought_the_months_before_and_a_part_of_its_own(
    course: Course, day: date
) -> None:
    first = day.replace(day=1)
    after = first + relativedelta(months=1)
    this = dict(course.months()).get(first, Money(0, course.full.currency)).minor
    passed = Fraction(this * day.day, (after - first).days)
    assert abs(course.through(day).minor - course.until(day).minor - passed) <= Fraction(1, 2)
    assert course.through(after - relativedelta(days=1)) == course.until(after)


def test_a_benefit_that_comes_at_once_brings_a_twelfth_a_month() -> None:
    course = Course(GO_LIVE, Money.of(120_000), lasts_months=24)
    assert [amount for _month, amount in course.months()] == [Money.of(10_000)] * 24
    assert course.by_year() == {
        2026: Money.of(90_000),
        2027: Money.of(120_000),
        2028: Money.of(30_000),
    }
    assert course.until(date(2026, 6, 30)) == Money.of(20_000)


def test_it_rises_in_even_steps_to_its_full_effect() -> None:
    course = Course(GO_LIVE, Money.of(120_000), rises_months=3, lasts_months=6)
    assert [amount.minor // 100 for _month, amount in course.months()] == [
        2500,
        5000,
        7500,
        10000,
        10000,
        10000,
    ]
    assert course.full_from == date(2026, 7, 1)


def test_it_fades_by_its_share_from_year_to_year() -> None:
    course = Course(GO_LIVE, Money.of(120_000), lasts_months=36, fades=Fraction(1, 10))
    amounts = [amount.minor for _month, amount in course.months()]
    assert [sum(amounts[at : at + 12]) for at in (0, 12, 24)] == [12_000_000, 10_800_000, 9_720_000]


def test_what_comes_once_comes_all_and_only_once() -> None:
    once = Course(GO_LIVE, Money.of(100), Recurrence.ONCE)
    assert list(once.months()) == [(GO_LIVE, Money.of(100))]
    spread = Course(GO_LIVE, Money.of(100), Recurrence.ONCE, rises_months=3)
    assert [amount.minor for _month, amount in spread.months()] == [3333, 3334, 3333]


@given(courses())
def test_no_oere_is_lost_on_the_way(course: Course) -> None:
    exact = Fraction(0)
    for number in range(course.lasts_months):
        risen = min(Fraction(number + 1, course.rises_months + 1), Fraction(1))
        years = max(0, number - course.rises_months) // 12
        exact += Fraction(course.full.minor, 12) * risen * (1 - course.fades) ** years
    if course.recurrence is Recurrence.ONCE:
        exact = Fraction(course.full.minor)
    total = sum(amount.minor for _month, amount in course.months())
    assert abs(total - exact) <= Fraction(1, 2)
    assert sum(amount.minor for amount in course.by_year().values()) == total


@given(courses(), st.integers(-24, 24))
def test_it_slides_with_the_project(course: Course, months: int) -> None:
    moved = course.moved(course.go_live.replace(day=1) + relativedelta(months=months))
    still = course.moved(course.go_live.replace(day=1))
    assert [amount for _month, amount in moved.months()] == [amount for _month, amount in still.months()]
    assert moved.first_month == still.first_month + relativedelta(months=months)


@given(courses())
def test_by_the_end_it_has_brought_all(course: Course) -> None:
    assert course.until(course.first_month) == Money(0)
    assert course.until(date(2100, 1, 1)).minor == sum(amount.minor for _month, amount in course.months())


@given(courses())
def test_it_is_measured_until_full_effect_and_for_a_year(course: Course) -> None:
    days = measure_on(course)
    assert list(days) == sorted(days)
    assert days[-1] > course.full_from
    assert days[-1] >= course.go_live + relativedelta(years=1)
    assert len(days) == 3 or days[-2] <= course.full_from or len(days) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"after_months": -1},
        {"after_months": 601},
        {"lasts_months": 0},
        {"lasts_months": 601},
        {"rises_months": -1},
        {"rises_months": 120},
        {"fades": Fraction(1)},
        {"fades": Fraction(-1, 10)},
    ],
)
def test_a_course_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ProblemsError, match="course_out_of_order"):
        Course(GO_LIVE, Money.of(1), **wrong)  # type: ignore[arg-type]


def test_three_points_stand_in_order() -> None:
    assert ThreePoints(Money.of(-3), Money.of(-2), Money.of(0)).likely == Money.of(-2)
    with pytest.raises(ProblemsError, match="estimates_out_of_order"):
        ThreePoints(Money.of(2), Money.of(1), Money.of(3))
    with pytest.raises(ProblemsError, match="currency_mismatch"):
        ThreePoints(Money.of(1, "NOK"), Money.of(2), Money.of(3))


@pytest.mark.parametrize("months", [(), (6, 3), (3, 3), (0, 3)])
def test_months_of_follow_up_rise(months: tuple[int, ...]) -> None:
    with pytest.raises(ProblemsError, match="follow_up_out_of_order"):
        measure_on(Course(GO_LIVE, Money.of(1)), months)
