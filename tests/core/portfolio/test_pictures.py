"""Pictures of the portfolio: every initiative is there with its name, in order, and nothing falls outside."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.portfolio import bubble_picture as bubbles
from samspil.core.portfolio import timeline_picture as timeline
from samspil.core.portfolio.bubble_picture import Axes, Bubble, bubble_picture
from samspil.core.portfolio.timeline_picture import Bar, Mark, Said, timeline_picture

TODAY = date(2026, 3, 2)
SAID = Said("Tidslinje", "Alle", "I dag", lambda day, step: f"{day.year}-{day.month}/{step}")
AXES = Axes("Værdi og risiko", "Alle", "Værdi", "Risiko", "lav", "høj")
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    first = draw(days)
    ends_on = first + timedelta(days=draw(st.integers(0, 9000))) if draw(st.booleans()) else None
    marks = tuple(Mark(on, "nået") for on in draw(st.lists(days, max_size=3)))
    return Bar(draw(texts), draw(texts), "/x/", first, ends_on, "green", marks=marks)


def read(picture: str) -> ET.Element:
    return ET.fromstring(re.sub(r" data-(law|open|done)(?=[ >/])", r' data-\1=""', picture))


def named(root: ET.Element) -> list[str | None]:
    return [one.get("aria-label") for one in root.iter("a")]


@given(st.lists(bars(), max_size=8))
def test_every_row_is_a_link_with_its_name_in_order_and_inside_the_picture(rows: list[Bar]) -> None:
    root = read(timeline_picture(rows, TODAY, SAID))
    assert named(root) == [one.said for one in rows]
    for one in root.iter("rect"):
        assert (
            0 <= int(one.get("x", "")) <= int(one.get("x", "")) + int(one.get("width", "")) <= timeline.WIDTH
        )


def test_a_bar_reaches_from_its_first_day_to_its_last_on_one_scale() -> None:
    short = Bar("a", "a", "/a/", date(2026, 1, 1), date(2026, 3, 31), "green")
    long = Bar("b", "b", "/b/", date(2026, 1, 1), date(2026, 12, 31), "red", note="Grib ind")
    root = read(timeline_picture([short, long], TODAY, SAID))
    widths = [int(one.get("width", "")) for one in root.iter("rect") if one.get("rx")]
    # 89 days and 364 on the same scale.
    assert abs(widths[1] / widths[0] - 364 / 89) < 0.05
    assert "Grib ind" in [one.text for one in root.iter("text")]


def test_what_nobody_knows_the_end_of_is_open_and_what_is_mandatory_has_an_edge() -> None:
    bar = Bar("a", "a", "", TODAY, None, "grey", is_mandatory=True)
    picture = timeline_picture([bar], TODAY, SAID)
    assert "data-law data-open" in picture
    assert '<g role="img" aria-label="a">' in picture


def test_months_are_named_as_close_as_there_is_room() -> None:
    def steps(years: int) -> set[str]:
        last = TODAY + timedelta(days=365 * years)
        root = read(timeline_picture([Bar("a", "a", "/a/", TODAY, last, "green")], TODAY, SAID))
        return {one.text.split("/")[1] for one in root.iter("text") if one.text and "/" in one.text}

    assert [steps(years) for years in (1, 3, 5)] == [{"1"}, {"3"}, {"12"}]


@given(
    st.lists(
        st.builds(
            Bubble,
            texts,
            texts,
            st.just("/x/"),
            st.integers(0, 10**12),
            st.integers(0, 25),
            st.none() | st.integers(0, 10**12),
            st.just("green"),
        ),
        max_size=8,
    )
)
def test_every_bubble_is_a_link_with_its_name_inside_the_picture(found: list[Bubble]) -> None:
    root = read(bubble_picture(found, AXES))
    assert sorted(str(one) for one in named(root)) == sorted(one.said for one in found)
    for one in root.iter("circle"):
        x, y, radius = (int(one.get(name, "")) for name in ("cx", "cy", "r"))
        assert radius <= x <= bubbles.WIDTH - radius
        assert radius <= y <= bubbles.HEIGHT - radius


def test_more_value_is_higher_more_risk_is_farther_right_and_dearer_is_larger() -> None:
    less, more = Bubble("a", "a", "/a/", 10, 2, 100, "green"), Bubble("b", "b", "/b/", 90, 20, 900, "red")
    root = read(bubble_picture([less, more], AXES))
    place = {one.get("aria-label"): one.find("circle") for one in root.iter("a")}
    a, b = place["a"], place["b"]
    assert a is not None
    assert b is not None
    assert int(b.get("cy", "")) < int(a.get("cy", ""))
    assert int(b.get("cx", "")) > int(a.get("cx", ""))
    assert int(b.get("r", "")) > int(a.get("r", ""))
    assert named(root) == ["b", "a"]  # the largest is drawn first, so that none lies hidden
