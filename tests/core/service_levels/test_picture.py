"""The picture: a line for what was promised, a mark for each period that was measured, all in words."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from samspil.core.service_levels.picture import Point, Said, bounds_of, level_picture

SAID = Said("Svar & løst", "Det samme står i tabellen", "0 %", "100 %")


def point(promised: int | None, delivered: int | None, kept: bool | None) -> Point:
    values = [None if one is None else Decimal(one) for one in (promised, delivered)]
    return Point("jan", values[0], values[1], kept, f"<jan>: {delivered}")


POINTS = [
    point(80, 90, True),
    point(80, 70, False),
    point(80, None, None),
    point(None, 60, None),
    point(90, 90, True),
]


def test_each_period_that_was_measured_has_a_mark_of_its_own_shape_with_words() -> None:
    drawn = level_picture("x", POINTS, SAID)
    ET.fromstring(drawn)  # it is well formed, whatever is said in it
    assert (drawn.count("<circle"), drawn.count("<rect"), drawn.count("l6 6l-6 6l-6 -6z")) == (2, 1, 1)
    assert drawn.count("&lt;jan&gt;: ") == 4
    assert "Svar &amp; løst" in drawn


def test_the_line_breaks_where_nothing_was_promised_and_steps_where_it_was_changed() -> None:
    drawn = level_picture("x", POINTS, SAID)
    line = drawn.partition('data-holds="" d="')[2].partition('"')[0]
    assert line.count("M") == 2
    assert level_picture("x", [point(None, 3, None)], SAID).count("data-holds") == 0


def test_many_periods_have_few_names_and_the_last_always() -> None:
    points = [Point(f"m{place}", None, None, None, "") for place in range(24)]
    drawn = level_picture("x", points, SAID)
    assert ">m23<" in drawn
    assert drawn.count(">m") == 6


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([], [0, 1]),
        ([0, 0], [0, 1]),
        ([-5, 10], [-10, 10]),
        ([80, 80], [0, 80]),
        ([3, 87], [0, 90]),
        ([74, 87], [70, 90]),
        ([44, 88], [0, 90]),
        ([45, 88], [40, 90]),
        ([100, 117], [100, 120]),
    ],
)
def test_the_picture_reaches_from_nothing_unless_all_lies_far_above_it_and_is_never_flat(
    values: list[int], bounds: list[int]
) -> None:
    assert [*map(int, bounds_of([point(None, one, None) for one in values]))] == bounds
