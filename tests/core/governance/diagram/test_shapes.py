"""What each step, end and line looks like: told apart without colours."""

from xml.etree import ElementTree

import pytest

from samspil.core.governance.diagram.contents import Manner
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.diagram.shapes import arrow, end_shape, line_colour, start_shape, step_shape
from samspil.core.governance.diagram.svg import ACCENT, INK, PAPER, TINT
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Do

BOX = Box(10, 20, 100, 40)  # to 110 and 60
WHOLE = {"x": "10", "y": "20", "width": "100", "height": "40"}

Points = list[tuple[int, int]]


def read(drawn: list[str]) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(one) for one in drawn]


def corners(one: ElementTree.Element) -> Points:
    found = [point.split(",") for point in one.attrib["points"].split()]
    return [(int(x), int(y)) for x, y in found]


def look(one: ElementTree.Element) -> dict[str, str]:
    """All but where it is."""
    return {key: value for key, value in one.attrib.items() if key not in {*WHOLE, "points", "d", "rx"}}


THIN = {"fill": PAPER, "stroke": INK, "stroke-width": "1.5"}


@pytest.mark.parametrize("do", [Do.DECIDE, Do.CONSENT])
def test_who_decides_has_cut_corners_and_a_heavy_line(do: Do) -> None:
    (shape,) = read(step_shape(do, BOX, is_forum=False))
    top, right, bottom, left = (
        [(20, 20), (100, 20)], [(110, 30), (110, 50)], [(100, 60), (20, 60)], [(10, 50), (10, 30)]
    )  # fmt: skip
    assert corners(shape) == [*top, *right, *bottom, *left]
    assert look(shape) == {"fill": PAPER, "stroke": ACCENT, "stroke-width": "3"}


@pytest.mark.parametrize("do", [Do.SCREEN, Do.QUALIFY, Do.PREPARE, Do.ADVISE])
def test_who_works_on_a_matter_has_a_plain_box(do: Do) -> None:
    (shape,) = read(step_shape(do, BOX, is_forum=False))
    assert shape.tag == "rect"
    assert shape.attrib == WHOLE | THIN


def test_who_gives_information_has_leaning_sides() -> None:
    (shape,) = read(step_shape(Do.SUPPLEMENT, BOX, is_forum=False))
    assert corners(shape) == [(22, 20), (110, 20), (98, 60), (10, 60)]
    assert look(shape) == THIN


def test_who_is_told_has_a_sheet_with_a_folded_corner() -> None:
    sheet, fold = read(step_shape(Do.INFORM, BOX, is_forum=True))
    assert corners(sheet) == [(10, 20), (98, 20), (110, 32), (110, 60), (10, 60)]
    assert corners(fold) == [(98, 20), (98, 32), (110, 32)]
    assert look(sheet) == THIN | {"fill": TINT}
    assert look(fold) == THIN


def test_who_follows_up_has_doubled_sides() -> None:
    shape, *bars = read(step_shape(Do.FOLLOW_UP, BOX, is_forum=False))
    assert shape.attrib == WHOLE | THIN
    assert [bar.tag for bar in bars] == ["line", "line"]
    ends = [tuple(bar.attrib[key] for key in ("x1", "y1", "x2", "y2")) for bar in bars]
    assert ends == [("16", "20", "16", "60"), ("104", "20", "104", "60")]
    assert all(bar.attrib["stroke"] == INK and bar.attrib["stroke-width"] == "1.5" for bar in bars)


@pytest.mark.parametrize("do", list(Do))
def test_a_forum_is_tinted_and_a_role_is_white(do: Do) -> None:
    fills = [read(step_shape(do, BOX, is_forum))[0].attrib["fill"] for is_forum in (True, False)]
    assert fills == [TINT, PAPER]


@pytest.mark.parametrize(
    ("result", "width", "dashed"),
    [
        (Result.APPROVED, "3", False),
        (Result.REJECTED, "3", False),
        (Result.NOTED, "1.5", False),
        (Result.WITHDRAWN, "1.5", True),
        (Result.LAPSED, "1.5", True),
    ],
)
def test_an_end_is_heavy_where_it_was_decided_and_dashed_where_it_was_not(
    result: Result, width: str, dashed: bool
) -> None:
    (pill,) = read(end_shape(result, BOX))
    assert pill.tag == "rect"
    assert {key: pill.attrib[key] for key in WHOLE} == WHOLE
    assert pill.attrib["stroke-width"] == width
    assert ("stroke-dasharray" in pill.attrib) is dashed
    assert pill.attrib["stroke"] != pill.attrib["fill"]


def test_ends_and_starts_are_round_at_both_sides_and_a_tall_one_is_no_ball() -> None:
    for height, rounded in ((20, "10"), (90, "18")):
        box = Box(0, 0, 100, height)
        for (shape,) in (read(end_shape(Result.NOTED, box)), read(start_shape(box))):
            assert shape.attrib["rx"] == rounded


def test_a_start_is_filled() -> None:
    (shape,) = read(start_shape(BOX))
    assert shape.tag == "rect"
    assert shape.attrib == WHOLE | {"rx": "18", "fill": ACCENT}


def test_three_kinds_of_line_are_told_apart_by_colour_and_by_dashes() -> None:
    lines = [read(arrow([(0, 0), (0, 50)], manner)) for manner in Manner]
    for (line, head), manner in zip(lines, Manner, strict=True):
        assert line.attrib["stroke"] == head.attrib["fill"] == line_colour(manner)
        assert (line.attrib["fill"], line.attrib["stroke-width"]) == ("none", "1.75")
    assert len({line.attrib["stroke"] for line, _ in lines}) == 3
    assert len({line.get("stroke-dasharray") for line, _ in lines}) == 3


def test_an_arrow_down_ends_in_a_head_whose_point_is_where_it_leads() -> None:
    line, head = read(arrow([(30, 10), (30, 50), (70, 90), (70, 130)], Manner.ONWARD))
    assert corners(head) == [(70, 130), (65, 122), (75, 122)]
    # The line stops inside the head, so that its end does not blunt the point.
    assert line.attrib["d"] == "M30 10V50C30 70 70 70 70 90V123"


def test_an_arrow_up_is_turned_round() -> None:
    line, head = read(arrow([(70, 130), (70, 90), (30, 50), (30, 10)], Manner.RETURN))
    assert corners(head) == [(30, 10), (25, 18), (35, 18)]
    assert line.attrib["d"] == "M70 130V90C70 70 30 70 30 50V17"


@pytest.mark.parametrize(
    ("way", "head", "line"),
    [
        ([(0, 50), (0, 0)], [(0, 0), (-5, 8), (5, 8)], "M0 50V7"),
        ([(0, 0), (0, 50)], [(0, 50), (-5, 42), (5, 42)], "M0 0V43"),
    ],
)
def test_an_arrow_that_runs_straight_has_its_head_where_it_leads(
    way: Points, head: Points, line: str
) -> None:
    drawn, point = read(arrow(way, Manner.ONWARD))
    assert corners(point) == head
    assert drawn.attrib["d"] == line


def test_a_bend_that_lies_straight_below_is_no_curve_and_one_in_the_same_place_is_nothing() -> None:
    line, _ = read(arrow([(30, 10), (30, 30), (30, 30), (30, 50), (30, 90)], Manner.ONWARD))
    assert line.attrib["d"] == "M30 10V30V50V83"


def test_a_curve_turns_halfway_down() -> None:
    line, _ = read(arrow([(0, 0), (10, 41), (10, 90)], Manner.ONWARD))
    assert line.attrib["d"] == "M0 0C0 20 10 20 10 41V83"
