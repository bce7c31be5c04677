"""Promises held against what was delivered: by the day that the period began, each area by its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from samspil.core.service_levels.keeping import Direction, Promise, held_against, is_kept, promised_on
from samspil.core.service_levels.periods import Every


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


EIGHTY, NINETY = Promise(day(1), Decimal(80)), Promise(day(3, 10), Decimal(90))
PROMISES = {"": [EIGHTY, NINETY], "Skoler": [Promise(day(2), Decimal(70)), Promise(day(5), None)]}


@pytest.mark.parametrize(
    ("delivered", "direction", "kept"),
    [("79.9", Direction.AT_LEAST, False), ("80", Direction.AT_LEAST, True),
     ("80.1", Direction.AT_LEAST, True), ("79.9", Direction.AT_MOST, True),
     ("80", Direction.AT_MOST, True), ("80.1", Direction.AT_MOST, False)],
)  # fmt: skip
def test_just_what_was_promised_is_kept_on_either_side(
    delivered: str, direction: Direction, kept: bool
) -> None:
    assert is_kept(Decimal(delivered), Decimal(80), direction) is kept


@pytest.mark.parametrize(
    ("area", "on", "promised"),
    [("", date(2025, 12, 31), None), ("", day(1), 80), ("", day(3, 9), 80), ("", day(3, 10), 90),
     ("Skoler", day(1, 31), 80), ("Skoler", day(2), 70), ("Skoler", day(4, 30), 70), ("Skoler", day(5), 90),
     ("Ældre", day(2), 80)],
)  # fmt: skip
def test_an_area_has_its_own_promise_until_it_ends(area: str, on: date, promised: int | None) -> None:
    assert promised_on(PROMISES, area, on) == promised


def test_nothing_is_promised_where_only_another_area_is() -> None:
    assert promised_on({"Skoler": [EIGHTY]}, "Ældre", day(2)) is None


def test_a_period_is_held_against_what_was_promised_when_it_began_and_what_is_not_measured_is_said() -> None:
    delivered = {day(1): Decimal(79), day(3): Decimal(85), day(4): Decimal(85)}
    found = held_against(PROMISES, delivered, "", Direction.AT_LEAST, (day(1), day(4, 30), Every.MONTH))
    wanted: list[tuple[int, object, object, bool | None]] = [
        (1, 80, 79, False),
        (2, 80, None, None),
        (3, 80, 85, True),  # ninety was promised from the tenth
        (4, 90, 85, False),
    ]
    assert [(one.period.first.month, one.promised, one.delivered, one.is_kept) for one in found] == wanted


def test_what_was_delivered_before_anything_was_promised_is_neither_kept_nor_not() -> None:
    [one] = held_against(
        {"": [NINETY]}, {day(1): Decimal(99)}, "", Direction.AT_LEAST, (day(1), day(1, 31), Every.MONTH)
    )
    assert (one.promised, one.delivered, one.is_kept) == (None, Decimal(99), None)
