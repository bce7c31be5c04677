"""A benefit drawn: every plan, the band, what was measured, and nothing told by colour alone."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from samspil.core.benefits.course import Course, Recurrence
from samspil.core.benefits.curves import added_up, day_rows, shown_until, year_ends
from samspil.core.benefits.drawing import HEIGHT, WIDTH, Curve, Line, Point, Said, curve_picture, step_for
from samspil.core.benefits.measuring import Grade
from samspil.core.units import Money

TODAY = date(2026, 6, 1)
WORDS = Said("Kortere <ventetid>", "Tabellen siger det samme", "I dag", str)
FIRST = Line("Plan 1", ((date(2026, 1, 1), Fraction(0)), (date(2028, 1, 1), Fraction(200))), holds=False)
NOW = Line("Plan 2", ((date(2026, 4, 1), Fraction(0)), (date(2028, 1, 1), Fraction(150))), holds=True)


def picture(curve: Curve) -> str:
    return curve_picture(curve, TODAY, WORDS)


def test_every_plan_is_a_line_with_its_name_and_one_of_them_holds() -> None:
    drawn = picture(Curve((FIRST, NOW)))
    assert drawn.count('class="s-curve__plan"') == 2
    assert drawn.count("data-holds") == 1
    assert ">Plan 1</text>" in drawn
    assert ">Plan 2</text>" in drawn


def test_a_new_plan_is_marked_on_its_day_also_before_the_first_effect() -> None:
    drawn = picture(Curve((NOW,), replanned=((date(2025, 9, 1), "Plan 2"),)))
    marks = re.findall(r'class="s-curve__replanned" d="M(\d+) ', drawn)
    first = re.findall(r'data-holds d="M(\d+) ', drawn)
    assert len(marks) == 1
    assert int(marks[0]) < int(first[0])


def test_how_well_it_was_measured_is_a_shape_and_a_word() -> None:
    points = tuple(Point(TODAY, Fraction(n), one, f"målt {one.value}") for n, one in enumerate(Grade))
    drawn = picture(Curve((NOW,), measured=points))
    shapes = re.findall(r'data-grade="(\w+)" d="([^"]+)"', drawn)
    assert [grade for grade, _shape in shapes] == ["all", "sample", "judged"]
    assert len({re.sub(r"[0-9 .-]", "", shape) for _grade, shape in shapes}) == 3
    assert "<title>målt judged</title>" in drawn


def test_what_people_wrote_is_escaped() -> None:
    drawn = picture(Curve((Line("<b>", NOW.points, holds=True),), replanned=((TODAY, "<i>"),)))
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "Kortere &lt;ventetid&gt;" in drawn


def test_a_disbenefit_goes_below_the_line_of_nothing() -> None:
    down = Line("Plan 1", ((date(2026, 1, 1), Fraction(0)), (date(2027, 1, 1), Fraction(-90))), holds=True)
    drawn = picture(Curve((down,)))
    axis = int(re.findall(r's-picture__axis" d="M\d+ (\d+)H', drawn)[0])
    end = int(re.findall(r'data-holds d="M\d+ (\d+) L\d+ (\d+)"', drawn)[0][1])
    assert end > axis, "further down is a larger number"


@given(some.lists(some.integers(-(10**12), 10**12), min_size=1, max_size=12), some.integers(0, 6000))
def test_everything_that_is_drawn_lies_in_the_picture(values: list[int], days: int) -> None:
    points = tuple(
        (date.fromordinal(date(2020, 1, 1).toordinal() + days * n), Fraction(one, 100))
        for n, one in enumerate(values)
    )
    drawn = picture(Curve((Line("x", points, holds=True),), low=points, high=points))
    for x, y in re.findall(r"[ML](-?\d+) (-?\d+)", drawn):
        assert 0 <= int(x) <= WIDTH
        assert 0 <= int(y) <= HEIGHT


@given(some.fractions(min_value=Fraction(1, 10**6), max_value=10**15))
def test_there_are_few_lines_across_and_more_than_one(span: Fraction) -> None:
    assert 1 <= span / step_for(span) <= 5


def test_what_comes_after_the_day_is_not_added_up() -> None:
    steady = Course(date(2026, 1, 1), Money.of(1200), lasts_months=24)
    assert added_up(steady, date(2026, 3, 15))[-2:] == (
        (date(2026, 3, 1), Fraction(200)),
        (date(2026, 3, 15), Fraction(200)),
    )


def test_what_is_added_up_is_what_the_whole_brings() -> None:
    course = Course(date(2026, 3, 15), Money.of(1200), after_months=2, rises_months=3, lasts_months=24)
    until = shown_until([course], TODAY)
    points = added_up(course, until)
    assert points[0] == (date(2026, 3, 15), Fraction(0))
    assert until == date(2028, 6, 1), "the end of the plan, before five years have gone"
    total = sum(one.minor for _month, one in course.months())
    assert points[-1] == (until, Fraction(total, 100))
    assert [value for _day, value in points] == sorted(value for _day, value in points)


def test_the_table_says_what_the_lines_say() -> None:
    course = Course(date(2026, 1, 1), Money.of(1200), Recurrence.YEARLY, lasts_months=60)
    points = dict(added_up(course, shown_until([course], TODAY)))
    days = year_ends(date(2026, 1, 1), date(2029, 1, 1))
    rows = list(day_rows([course], None, days))
    assert [row.on for row in rows] == [date(2026, 12, 31), date(2027, 12, 31), date(2028, 12, 31)]
    for row in rows:
        assert row.planned == (points[date(row.on.year + 1, 1, 1)],)


def test_a_year_ahead_is_drawn_also_when_five_years_have_gone() -> None:
    course = Course(date(2015, 1, 1), Money.of(12), lasts_months=600)
    assert shown_until([course], TODAY) == date(2027, 6, 1)
