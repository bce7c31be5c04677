"""The drawn benefit map: columns, nothing on top of anything, and nothing people wrote becomes markup."""

import re
from dataclasses import replace
from itertools import pairwise, product
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.benefits.map_layout import lay
from samspil.core.benefits.map_picture import BOX, WIDTH, Arrow, Node, Said, map_picture
from samspil.core.benefits.mapping import COLUMNS, Column

SVG = "{http://www.w3.org/2000/svg}"
SAID = Said("Gevinstdiagram", "Fra leverance til mål", {one: one.value.title() for one in COLUMNS})
SYSTEM = Node("system", Column.DELIVERABLE, "Nyt system", "Leverance: Nyt system")
WORK = Node("work", Column.CHANGE, "Borgeren svarer selv", "Ændring: Borgeren svarer selv")
TIME = Node(
    "time", Column.BENEFIT, "Kortere sagstid", "Gevinst: Kortere sagstid", "/time/", lacks=("Ingen ejer",)
)
GOAL = Node("goal", Column.GOAL, "Tid til borgeren", "Mål: Tid til borgeren")


def drawn(nodes: list[Node], *arrows: Arrow) -> ET.Element:
    # As HTML it may have bare states and needs no namespace; a reader of XML wants both.
    text = map_picture(nodes, arrows, SAID).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(re.sub(r" (data-bad|data-open)(?= )", r' \1=""', text))


def boxes(picture: ET.Element) -> list[dict[str, int]]:
    names = ("x", "y", "width", "height")
    return [{name: int(one.attrib[name]) for name in names} for one in picture.iter(f"{SVG}rect")]


def test_each_sort_has_its_column_from_left_to_right() -> None:
    found = boxes(drawn([GOAL, TIME, WORK, SYSTEM]))
    assert [one["x"] for one in found] == sorted((one["x"] for one in found), reverse=True)
    assert len({one["x"] for one in found}) == 4


def test_what_leads_straight_on_stands_on_one_line() -> None:
    chain = [Arrow("system", "work"), Arrow("work", "time"), Arrow("time", "goal")]
    even = replace(TIME, lacks=())
    assert len({one["y"] for one in boxes(drawn([SYSTEM, WORK, even, GOAL], *chain))}) == 1


def test_a_line_that_skips_columns_goes_round_what_stands_there() -> None:
    columns = {one.key: one.column for one in (SYSTEM, WORK, TIME, GOAL)}
    laid = lay(columns, dict.fromkeys(columns, 40), [("system", "work"), ("system", "goal")])
    (way,) = [one for one in laid.ways if one.target == "goal"]
    assert len(way.passes) == 4
    for passed, key in zip(way.passes[1:3], ("work", "time"), strict=True):
        assert not laid.tops[key] < laid.tops[passed] < laid.tops[key] + 40


def test_two_lines_that_need_not_cross_do_not() -> None:
    columns = {"a": Column.DELIVERABLE, "b": Column.DELIVERABLE, "c": Column.CHANGE, "d": Column.CHANGE}
    laid = lay(columns, dict.fromkeys(columns, 40), [("a", "d"), ("b", "c")])
    assert (laid.tops["a"] < laid.tops["b"]) == (laid.tops["d"] < laid.tops["c"])


keys = st.integers(0, 11)


@given(
    st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=12), st.sets(st.tuples(keys, keys), max_size=20)
)
def test_no_box_lies_on_another_or_outside(columns: list[Column], pairs: set[tuple[int, int]]) -> None:
    nodes = [Node(str(number), one, f"Trin {number}" * 4, "x") for number, one in enumerate(columns)]
    arrows = [
        Arrow(str(one), str(other))
        for one, other in sorted(pairs)
        if max(one, other) < len(nodes)
        and one != other
        and COLUMNS.index(columns[one]) <= COLUMNS.index(columns[other])
    ]
    picture = drawn(nodes, *arrows)
    found = boxes(picture)
    assert len(found) == len(nodes)
    for one in found:
        assert 0 <= one["x"] <= WIDTH - BOX
        assert 0 <= one["y"] <= int(picture.attrib["height"]) - one["height"]
    for x in {one["x"] for one in found}:
        column = sorted((one for one in found if one["x"] == x), key=lambda one: one["y"])
        for upper, lower in pairwise(column):
            assert upper["y"] + upper["height"] < lower["y"]
    assert len(list(picture.iter(f"{SVG}path"))) == 4 + 2 * len(arrows)


def test_a_disbenefit_and_what_lacks_something_look_otherwise_and_say_so() -> None:
    worse = replace(TIME, key="worse", title="Mere dobbeltarbejde", look="disbenefit", lacks=())
    html = map_picture([TIME, worse], [], SAID)
    assert html.count("data-bad") == 1
    assert html.count("data-open") == 1
    assert "Ingen ejer" in html


def test_a_box_that_has_a_page_is_a_link_named_by_all_that_is_said_of_it() -> None:
    (link,) = drawn([SYSTEM, TIME]).iter(f"{SVG}a")
    assert link.attrib == {"href": "/time/", "aria-label": "Gevinst: Kortere sagstid"}


def test_what_somebody_wrote_is_text() -> None:
    sign = '<script>"&'
    node = replace(TIME, title=sign, said=sign, url=sign, notes=(sign,), lacks=(sign,))
    html = map_picture([node, SYSTEM], [Arrow("system", "time", sign)], SAID)
    assert "<script" not in html
    drawn([node, SYSTEM], Arrow("system", "time", sign))


def test_a_part_is_written_on_its_line() -> None:
    html = map_picture([WORK, TIME], [Arrow("work", "time", "60 %")], SAID)
    assert ">60 %<" in html


def test_the_seen_title_is_part_of_what_the_box_is_called() -> None:
    long = "En meget lang titel om borgernes oplevelse af sagsbehandlingen " * 4
    (link,) = drawn([replace(TIME, title=long, said=long, lacks=())]).iter(f"{SVG}a")
    seen = "".join(one.text or "" for one in link.iter(f"{SVG}text")).strip().removesuffix("…")
    assert seen.replace("- ", "") in link.attrib["aria-label"].replace("- ", "")


def test_an_empty_map_still_names_its_columns() -> None:
    assert len(list(drawn([]).iter(f"{SVG}text"))) == 4


def test_every_pair_of_columns_can_be_joined() -> None:
    for (one, source), (other, target) in product(enumerate(COLUMNS), repeat=2):
        if one <= other:
            nodes = [Node("a", source, "A", "A"), Node("b", target, "B", "B")]
            assert len(list(drawn(nodes, Arrow("a", "b")).iter(f"{SVG}path"))) == 6
