"""The bubble chart: where a bubble stands, how large it is, and that nothing people wrote becomes markup."""

import re
from dataclasses import replace
from math import pi
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.portfolio.bubble_picture import HEIGHT, MOST_RISK, WIDTH, Axes, Bubble, bubble_picture

WORDS = Axes("Værdi & risiko", "To indsatser", "Værdi", "Risiko", "lav", "høj")
CARE = Bubble("Omsorg", "Omsorg, værdi 300", "/omsorg/", 300, 6, 400, "green")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*bubbles: Bubble) -> ET.Element:
    # As HTML it may have bare states and needs no namespace; a reader of XML wants both.
    shown = bubble_picture(bubbles, WORDS).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(re.sub(r" (data-law|data-open)(?= )", r' \1=""', shown))


def circles(picture: ET.Element) -> list[dict[str, int]]:
    return [
        {name: int(one.attrib[name]) for name in ("cx", "cy", "r")} for one in picture.iter(f"{SVG}circle")
    ]


def labels(picture: ET.Element) -> list[ET.Element]:
    return [one for one in picture.iter(f"{SVG}text") if one.attrib["class"] == "s-picture__small"]


def test_more_value_stands_higher_and_more_risk_farther_right() -> None:
    low, high = circles(drawn(CARE, replace(CARE, value=100, risk=20)))
    assert low["cy"] < high["cy"]
    assert low["cx"] < high["cx"]


def test_the_area_follows_the_cost_above_the_least_that_can_be_hit() -> None:
    dearest, quarter, unknown = circles(
        drawn(CARE, replace(CARE, cost=100), replace(CARE, cost=None, title="Ukendt"))
    )
    least = unknown["r"]
    # A quarter of the cost: half of what the radius has above the least.
    assert quarter["r"] - least == pytest.approx((dearest["r"] - least) / 2, abs=1)
    assert 2 * least >= 20
    assert pi * dearest["r"] ** 2 > pi * quarter["r"] ** 2


def test_the_largest_is_drawn_first_so_that_none_lies_hidden() -> None:
    found = circles(drawn(replace(CARE, cost=1), CARE, replace(CARE, cost=None)))
    assert [one["r"] for one in found] == sorted((one["r"] for one in found), reverse=True)


@given(st.integers(0, 10**9), st.integers(0, 40), st.none() | st.integers(0, 10**12))
def test_every_bubble_lies_within_the_picture(value: int, risk: int, cost: int | None) -> None:
    for one in circles(drawn(CARE, replace(CARE, value=value, risk=risk, cost=cost))):
        assert one["r"] <= one["cx"] <= WIDTH - one["r"]
        assert one["r"] <= one["cy"] <= HEIGHT - one["r"]


def test_a_risk_beyond_the_scale_stands_at_its_end() -> None:
    beyond, at = circles(drawn(replace(CARE, risk=MOST_RISK + 5), replace(CARE, risk=MOST_RISK)))
    assert beyond["cx"] == at["cx"]


def test_titles_are_short_beside_the_bubble_and_turn_inwards_at_the_right() -> None:
    long = replace(CARE, title="Nyt omsorgssystem til hele hjemmeplejen", risk=MOST_RISK)
    left, right = labels(drawn(replace(CARE, cost=500), long))
    assert (left.text, left.get("text-anchor")) == ("Omsorg", None)
    assert right.text == "Nyt omsorgssystem til…"
    assert right.get("text-anchor") == "end"


def test_with_very_many_the_names_are_left_to_the_links_and_the_table() -> None:
    many = drawn(*[replace(CARE, title=f"Nr. {number}") for number in range(41)])
    assert labels(many) == []
    assert len(list(many.iter(f"{SVG}a"))) == 41
    assert len(labels(drawn(*[CARE] * 40))) == 40


def test_a_link_says_all_of_it_and_what_has_no_page_is_a_picture() -> None:
    [link] = drawn(CARE).iter(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("/omsorg/", "Omsorg, værdi 300")
    [picture] = [one for one in drawn(replace(CARE, url="")).iter(f"{SVG}g") if one.get("role") == "img"]
    assert picture.get("aria-label") == "Omsorg, værdi 300"


def test_the_law_and_an_unknown_cost_are_told_by_more_than_colour() -> None:
    shown = bubble_picture([replace(CARE, is_mandatory=True, cost=None)], WORDS)
    assert " data-law data-open cx=" in shown
    assert "data-law" not in bubble_picture([CARE], WORDS)


def test_nothing_is_a_picture_with_axes_and_no_bubble() -> None:
    empty = drawn()
    assert circles(empty) == []
    assert [one.text for one in empty.iter(f"{SVG}text")] == ["Værdi", "Risiko", "lav", "høj", "lav", "høj"]
    assert [one["cy"] for one in circles(drawn(replace(CARE, value=0, cost=0)))] == [460]


def test_what_people_wrote_is_text() -> None:
    bad = '"><script>alert(1)</script>'
    shown = bubble_picture([Bubble(bad, bad, bad, 1, 1, 1, bad)], replace(WORDS, name=bad, description=bad))
    assert "<script" not in shown
    [link] = ET.fromstring(shown).iter("a")
    assert link.get("aria-label") == bad
