"""The whole sheet: what stands where, reckoned by hand where it is small."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from tests.core.governance.diagram.diagram_world import pictured
from tests.core.governance.diagram.picture import SVG, parsed

from samspil.core.governance.diagram import diagram
from samspil.core.governance.diagram.drawing import _laid, _sheet, _side_of_sheet, packed
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.diagram.svg import INK, PAPER, QUIET, Fragment
from samspil.core.governance.language.basics import Texts


def pieces_of(root: ElementTree.Element) -> list[ElementTree.Element]:
    """The routes and then the panels, in the group that holds them."""
    sheet = root.findall(f"{SVG}g")[-1]
    return list(sheet)


def test_the_smallest_picture_is_laid_out_as_reckoned_by_hand() -> None:
    """One route of 420 by 355 (see `test_route_drawing`), and below it two columns of panels, 616 by 116.

    Beside it they would make a sheet of 754 by 355, whose long side on A paper is longer than 515 * 1.414.
    Above are a title of 26 (and 3, and 4), a summary of 15 (and 3), 22 apart, and 32 on every side.
    """
    root = parsed(diagram(pictured(), "en", "spare"))
    width, height = 616 + 2 * 32, 32 + 33 + 18 + 22 + 355 + 44 + 116 + 32
    assert {key: root.attrib[key] for key in ("width", "height", "viewBox")} == {
        "width": str(width),
        "height": str(height),
        "viewBox": f"0 0 {width} {height}",
    }
    sheet = root.findall(f"{SVG}g")[-1]
    assert sheet.attrib == {"transform": "translate(32 105)"}
    assert [one.get("transform") for one in sheet] == ["translate(0 0)", "translate(0 399)"]
    assert [one.get("transform") for one in sheet[1]] == [
        *("translate(0 0)", "translate(0 55)"),
        *("translate(326 0)", "translate(326 30)", "translate(326 60)"),
    ]


def test_title_and_summary_stand_at_the_top_on_white_paper() -> None:
    root = parsed(diagram(pictured(), "en", "spare"))
    title, summary = root.findall(f"{SVG}text")
    assert title.text == "Running & developing <together>"
    assert title.attrib == {"x": "32", "y": "58", "font-size": "26", "font-weight": "bold", "fill": INK}
    assert summary.text == "Everything at once"
    assert summary.attrib == {"x": "32", "y": str(32 + 33 + 15), "font-size": "15", "fill": QUIET}
    (paper,) = root.findall(f"{SVG}rect")
    size = {key: root.attrib[key] for key in ("width", "height")}
    assert paper.attrib == {"x": "0", "y": "0", "fill": PAPER} | size
    assert [one.tag for one in root] == [
        f"{SVG}{tag}" for tag in ("title", "desc", "rect", "text", "text", "g")
    ]


def test_letters_are_those_of_a_font_that_everybody_has() -> None:
    family = parsed(diagram(pictured(), "en", "spare")).attrib["font-family"]
    assert family.split(", ")[-2:] == ["'DejaVu Sans'", "sans-serif"]


def test_a_tall_route_has_its_panels_beside_it() -> None:
    """One column of them is lower than the route; below it they would make a tall sheet taller."""
    *_, route, panels = pieces_of(parsed(diagram(pictured(), "en", "plan")))
    x, y = panels.attrib["transform"].removeprefix("translate(").removesuffix(")").split()
    assert (route.get("transform"), y) == ("translate(0 0)", "0")
    assert int(x) > 420


def test_each_piece_stands_as_high_up_as_it_can_and_then_as_far_left() -> None:
    places = packed([(300, 500), (200, 100), (250, 300), (600, 100)], limit=700)
    assert [(place.x, place.y) for place in places] == [(0, 0), (344, 0), (344, 144), (0, 544)]
    assert [(place.width, place.height) for place in places] == [
        (300, 500),
        (200, 100),
        (250, 300),
        (600, 100),
    ]


@pytest.mark.parametrize(("limit", "second"), [(194, (144, 0)), (193, (0, 144))])
def test_a_piece_stands_beside_another_where_the_width_is_just_enough(
    limit: int, second: tuple[int, int]
) -> None:
    assert [(place.x, place.y) for place in packed([(100, 100), (50, 100)], limit)] == [(0, 0), second]


def test_a_piece_wider_than_the_sheet_begins_at_the_left() -> None:
    assert packed([(900, 10)], limit=700) == [Box(0, 0, 900, 10)]


@pytest.mark.parametrize(
    ("sizes", "limit", "last"),
    [
        ([(100, 100), (100, 300), (100, 50)], 244, (0, 144)),  # just far enough from the second
        ([(100, 50), (100, 100), (150, 50)], 294, (0, 144)),  # below both, being wider than the first
        ([(100, 50), (150, 20), (160, 100), (100, 30)], 300, (0, 238)),  # too near the third beside it
    ],
)
def test_a_piece_keeps_its_distance_from_all_it_stands_below(
    sizes: list[tuple[int, int]], limit: int, last: tuple[int, int]
) -> None:
    place = packed(sizes, limit)[-1]
    assert (place.x, place.y) == last


def pieces(count: int, width: int, height: int) -> list[Fragment]:
    return [Fragment(width, height, ())] * count


def test_routes_stand_in_a_row_where_that_makes_the_sheet_smallest() -> None:
    """Three of 400 by 1000 with 44 between; in two rows the sheet would be twice as high."""
    assert _sheet(pieces(3, 400, 1000), []).width == 3 * 400 + 2 * 44


@pytest.mark.parametrize(
    ("height", "panels", "columns"),
    [
        (2000, 15, 1),  # one column is no higher than the route
        (1000, 29, 3),  # three are, and make a sheet of 1386 by 1000
        (1000, 45, 3),  # four would make a smaller sheet, but one has to read across
    ],
)
def test_panels_stand_in_one_to_three_columns_beside_a_tall_route(
    height: int, panels: int, columns: int
) -> None:
    """Each panel takes 92 and 8 below it; a column is 290 wide, with 36 between."""
    sheet = _sheet(pieces(1, 400, height), pieces(panels, 290, 92))
    assert sheet.width == 400 + 44 + columns * 290 + (columns - 1) * 36


@pytest.mark.parametrize(("beside", "place"), [(0, "translate(0 44)"), (1, "translate(44 0)")])
def test_where_there_is_no_route_the_panels_begin_at_the_edge(beside: int, place: str) -> None:
    (panels,) = _laid([], pieces(1, 290, 92), 640, beside).parts
    assert parsed(panels).get("transform") == place


@pytest.mark.parametrize(("width", "height", "side"), [(1415, 1000, 1415), (1, 1000, 1414), (1, 1001, 1415)])
def test_a_sheet_is_as_large_as_the_paper_that_holds_it(width: int, height: int, side: int) -> None:
    """A paper's long side is its short side times the root of two."""
    assert _side_of_sheet(Fragment(width, height, ())) == side


def test_pieces_keep_their_distance_below_and_beside() -> None:
    """The third fits below the second, but for the room that the first needs beside it."""
    places = packed([(100, 100), (100, 50), (100, 50)], limit=244)
    assert [(place.x, place.y) for place in places] == [(0, 0), (144, 0), (144, 94)]


def test_of_two_places_as_high_the_left_one_is_taken() -> None:
    places = packed([(100, 100), (100, 100), (100, 10)], limit=244)
    assert (places[2].x, places[2].y) == (0, 144)


def test_a_title_and_a_summary_too_long_for_a_line_break_within_the_sheet() -> None:
    """A sheet of 616 holds ten letters of 64 and their spaces of 32: in bold of 26 fewer than in 15."""
    long = " ".join(["nnnnnnnn"] * 20)
    spec = pictured().spec
    texts = Texts(da=long, en=long, nb=long)
    model = replace(pictured(), spec=spec.model_copy(update={"name": texts, "summary": texts}))
    lines = parsed(diagram(model, "en", "spare")).findall(f"{SVG}text")
    by_size = {size: [one.text for one in lines if one.get("font-size") == size] for size in ("26", "15")}
    # A bold word takes 592 hundredths and a space 42: 616 units of 26 are 2369, three words and no fourth.
    assert [len((one or "").split()) for one in by_size["26"][:2]] == [3, 3]
    # A plain one takes 512 and 32: 616 units of 15 are 4106, seven words and no eighth.
    assert [len((one or "").split()) for one in by_size["15"]] == [7, 7, 6]


def test_a_title_and_a_summary_that_just_fit_take_one_line() -> None:
    """616 units are 2369 hundredths of bold letters of 26, and 4106 of plain ones of 15."""
    title, summary = " ".join(["n" * 10] * 3), " ".join(["n" * 15] * 3 + ["n" * 16])  # 2304 and 4000
    texts = {key: Texts(da=said, en=said, nb=said) for key, said in (("name", title), ("summary", summary))}
    model = replace(pictured(), spec=pictured().spec.model_copy(update=texts))
    lines = parsed(diagram(model, "en", "spare")).findall(f"{SVG}text")
    assert [one.text for one in lines] == [title, summary]


def test_a_summary_has_six_lines_at_most() -> None:
    long = " ".join(["nnnnnnnn"] * 60)
    spec = pictured().spec.model_copy(update={"summary": Texts(da=long, en=long, nb=long)})
    lines = parsed(diagram(replace(pictured(), spec=spec), "en", "spare")).findall(f"{SVG}text")
    said = [one.text or "" for one in lines if one.get("font-size") == "15"]
    assert len(said) == 6
    assert said[-1].endswith("…")


def test_it_is_drawn_in_danish_as_of_its_first_day_unless_asked_otherwise() -> None:
    first, later = date(2024, 1, 1), date(2025, 1, 1)
    assert diagram(pictured()) == diagram(pictured(), "da", on=first)
    assert diagram(pictured(), "da", "plan", later) != diagram(pictured(), "da", "plan", first)
