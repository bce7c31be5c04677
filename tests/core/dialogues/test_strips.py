"""Answers of one question row by row: the step in the middle, and circles whose areas are the shares."""

from __future__ import annotations

from statistics import median_low
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.dialogues.strips import Said, Strip, middle, strip_picture

SAID = Said("Er vi enige?", "Tabellen siger det samme", ("Slet ikke", "Delvist & lidt", "Fuldt ud"))


@given(st.lists(st.integers(0, 6), min_size=2, max_size=7).filter(any))
def test_the_step_in_the_middle_is_the_lower_median_of_all_answers(counts: list[int]) -> None:
    everybody = [place for place, count in enumerate(counts) for _ in range(count)]
    assert middle(counts) == median_low(everybody)


@pytest.mark.parametrize("counts", [[], [0, 0]])
def test_nobody_has_no_middle(counts: list[int]) -> None:
    assert middle(counts) is None


def test_each_step_that_somebody_chose_has_a_circle_and_the_middle_is_filled() -> None:
    rows = [Strip("Foråret <2026>", (1, 0, 4), "i midten"), Strip("Ingen", (0, 0, 0), "")]
    drawn = strip_picture("x", rows, SAID)
    ET.fromstring(drawn)  # it is well formed, whatever is said in it
    assert drawn.count("<circle") == 2
    assert drawn.count("data-done") == 1
    radii = [float(one.partition('"')[0]) for one in drawn.split(' r="')[1:]]
    assert radii[1] / radii[0] == pytest.approx(2, abs=0.05)  # four times the share, twice the width


def test_a_long_name_is_shortened_and_every_step_is_named() -> None:
    drawn = strip_picture(
        "x", [Strip("Balancetjek i den samlede forvaltning og alle dens enheder", (1, 1, 1), "")], SAID
    )
    assert "Balancetjek i den samlede forvaltning og alle dens enheder" not in drawn
    assert "Fuldt ud" in drawn
    assert "&amp;" in drawn
