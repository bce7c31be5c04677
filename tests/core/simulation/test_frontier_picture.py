"""Variants drawn: each said in words, those that none beats filled and joined, marks on each other as one."""

from __future__ import annotations

import re

from samspil.core.simulation.frontier_picture import Axes, Dot, frontier_picture, unbeaten
from samspil.core.simulation.pictures import Said

SAID = Said("Days", "All", (("first", "as is"), ("best", "best"), ("beaten", "beaten")))
SHARES = Axes("days", "carried", more_is_better=True, percent=True, point=",")


def dots(*points: tuple[float, float]) -> list[Dot]:
    return [
        Dot(number, f"no. {number}", days, value, is_first=number == 0)
        for number, (days, value) in enumerate(points)
    ]


def test_more_is_better_or_less_is() -> None:
    points = dots((40, 0.9), (30, 0.8), (40, 0.8), (30, 0.8))
    assert [one.number for one in unbeaten(points, SHARES)] == [0, 1, 3]
    less = Axes("days", "meetings", more_is_better=False)
    assert [one.number for one in unbeaten(points, less)] == [1, 3]


def test_every_mark_is_said_and_lies_in_the_picture() -> None:
    drawn = frontier_picture("k", dots((40, 0.9), (30, 0.825), (90, 0.7)), SHARES, SAID)
    assert re.findall(r'role="img" aria-label="([^"]*)"', drawn) == ["no. 0", "no. 1", "no. 2"]
    centres = [(int(x), int(y)) for x, y in re.findall(r'cx="(\d+)" cy="(\d+)" r="6"/><text', drawn)][:-2]
    assert len(centres) == 2  # beside those of the key
    assert all(64 <= x <= 616 and 40 <= y <= 272 for x, y in centres)
    assert "82,5 %" in drawn or "85 %" in drawn


def test_marks_on_each_other_are_one_with_the_numbers_of_three() -> None:
    drawn = frontier_picture("k", dots(*[(40, 0.9)] * 4, (90, 0.5)), SHARES, SAID)
    assert ">0, 1, 2 …</text>" in drawn
    assert 'aria-label="no. 0; no. 1; no. 2; no. 3"' in drawn


def test_all_alike_are_drawn_too() -> None:
    assert "NaN" not in frontier_picture("k", dots((0, 0.0), (0, 0.0)), SHARES, SAID)


def test_words_are_escaped() -> None:
    drawn = frontier_picture("k", [Dot(0, "<b>", 1, 0.5)], Axes("<i>", "a & b", more_is_better=True), SAID)
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "a &amp; b" in drawn
