"""A title in a picture is cut after a whole word: what is seen in a link stands in its name as it is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.portfolio.picture_titles import shortened


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Vagtplan i", "Vagtplan i"),
        ("Vagtplan i Ældre", "Vagtplan…"),
        ("Vagtplaner i Ældre", "Vagtplane…"),
        ("Vagt nu i Ældre", "Vagt nu i…"),
        ("Vagtplan  i Ældre", "Vagtplan…"),
    ],
)
def test_a_title_of_more_than_ten_letters_ends_with_a_whole_word(title: str, told: str) -> None:
    assert shortened(title, 10) == told


@given(st.lists(st.text("abcæøå", min_size=1, max_size=8), min_size=1, max_size=12).map(" ".join))
def test_no_word_is_seen_that_the_title_does_not_have(title: str) -> None:
    told = shortened(title, 10)
    assert len(told) <= 10
    assert set(told.removesuffix("…").split()) <= set(title.split())
