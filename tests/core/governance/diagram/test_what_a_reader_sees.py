"""What a reader of the picture may count on, in every model that ships: lines, heads, texts and margins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from tests.core.governance.diagram.diagram_world import pictured, shipped
from tests.core.governance.diagram.picture import SVG, Part, holds, parsed, parts, placed_texts

from samspil import library
from samspil.core.governance.diagram import diagram
from samspil.core.governance.diagram.placing import Box

MARGIN = 32
HEAD = 8
BOXES = ("step", "end", "kinds")

Point = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """One drawing read back."""

    root: ElementTree.Element
    parts: list[Part]

    def boxes(self, route: str) -> dict[str, Box]:
        """Steps and ends by key; the start's under nothing."""
        return {
            "" if part.mark == "kinds" else part.value: part.shape
            for part in self.parts
            if part.route == route and part.mark in BOXES and part.shape
        }

    def labels(self, route: str) -> dict[str, Box]:
        found = (part for part in self.parts if part.route == route and part.mark == "label")
        return {part.value: part.shape for part in found if part.shape}

    def lines(self) -> Iterator[tuple[Part, str, str]]:
        """Each line with the keys of what it joins."""
        for part in self.parts:
            if part.mark == "edge":
                source, target, _ = part.value.split(">")
                yield part, source, target
            if part.mark == "start":
                yield part, "", part.value


@pytest.fixture(scope="module", params=["pictured", *library.shipped_models()])
def picture(request: pytest.FixtureRequest) -> Picture:
    written = diagram(pictured() if request.param == "pictured" else shipped(request.param), "nb")
    return Picture(parsed(written), parts(written))


def points(path: str, x: int, y: int) -> list[Point]:
    """Along a line: its corners, and ten places on each curve."""
    here: Point = (0, 0)
    found: list[Point] = []
    for letter, numbers in re.findall(r"([MVC])([-0-9 ]+)", path):
        given = [int(number) for number in numbers.split()]
        if letter == "C":
            one, two, there = ((given[at], given[at + 1]) for at in (0, 2, 4))
            found += [on_curve(here, one, two, there, step / 10) for step in range(1, 11)]
        else:
            there = (given[0], given[1]) if letter == "M" else (int(here[0]), given[0])
            found.append(there)
        here = there
    return [(x + across, y + down) for across, down in found]


def on_curve(a: Point, b: Point, c: Point, d: Point, at: float) -> Point:
    weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    xs, ys = zip(a, b, c, d, strict=True)
    return (
        sum(weight * x for weight, x in zip(weights, xs, strict=True)),
        sum(weight * y for weight, y in zip(weights, ys, strict=True)),
    )


def inside(box: Box, point: Point) -> bool:
    return box.x < point[0] < box.x + box.width and box.y < point[1] < box.y + box.height


def test_every_line_leaves_its_box_and_its_head_touches_what_it_leads_to(picture: Picture) -> None:
    for part, source, target in picture.lines():
        boxes, way = picture.boxes(part.route), points(part.path, *part.at)
        box, there, head = boxes[source], boxes[target], part.shape
        assert head is not None
        down = way[0][1] < way[-1][1]
        (x, y), (end_x, end_y) = way[0], way[-1]
        assert box.x + 16 <= x <= box.x + box.width - 16
        assert y == (box.y + box.height if down else box.y)
        tip = head.y + head.height if down else head.y
        assert tip == (there.y if down else there.y + there.height)
        assert there.x + 16 <= head.middle <= there.x + there.width - 16
        assert (head.width, head.height) == (10, HEAD)
        assert end_x == head.middle
        assert head.y < end_y < head.y + head.height


def test_no_line_runs_through_a_box_or_through_what_is_said_of_another(picture: Picture) -> None:
    for part, *_ in picture.lines():
        others = [box for key, box in picture.labels(part.route).items() if key != part.value]
        others += picture.boxes(part.route).values()
        way = points(part.path, *part.at)
        between = [((x + next_x) / 2, (y + next_y) / 2) for (x, y), (next_x, next_y) in pairwise(way)]
        assert not any(inside(box, point) for box in others for point in [*way, *between]), part


def test_what_is_said_of_a_line_stands_on_it(picture: Picture) -> None:
    for part, *_ in picture.lines():
        if part.mark == "edge":
            label = picture.labels(part.route)[part.value]
            way = points(part.path, *part.at)
            behind = [(y, end) for (x, y), (end_x, end) in pairwise(way) if x == end_x == label.middle]
            bottom = label.y + label.height
            assert any(min(ends) == label.y and max(ends) >= bottom for ends in behind), part


def test_lines_that_leave_one_side_of_a_box_can_be_told_apart(picture: Picture) -> None:
    ends: dict[tuple[str, str, float], list[float]] = {}
    for part, source, _ in picture.lines():
        x, y = points(part.path, *part.at)[0]
        ends.setdefault((part.route, source, y), []).append(x)
    for side in ends.values():
        assert all(right - left >= 10 for left, right in pairwise(sorted(side)))


def test_no_two_lines_of_text_overlap(picture: Picture) -> None:
    """But for what hangs below a line, which may be one unit more than there is."""
    texts = [replace(box, height=box.height - 1) for box in placed_texts(picture.root)]
    assert len(texts) > 1
    rows = sorted(texts, key=lambda box: box.y)
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            if other.y >= one.y + one.height:
                break
            assert not one.overlaps(other)


def test_what_a_box_says_is_read_from_top_to_bottom_along_one_edge_or_middle(picture: Picture) -> None:
    for part in picture.parts:
        if part.mark in (*BOXES, "label"):
            assert part.shape is not None
            tops = [text.y for text in part.texts]
            assert tops == sorted(tops)
            lefts = {text.x for text in part.texts}
            off = {abs(text.x + text.width / 2 - part.shape.x - part.shape.width / 2) for text in part.texts}
            assert len(lefts) == 1 or max(off) <= 1
            above = tops[0] - part.shape.y
            below = part.shape.y + part.shape.height - part.texts[-1].y - part.texts[-1].height
            assert abs(above - below) <= 4


def test_everything_keeps_away_from_the_edge_of_the_sheet(picture: Picture) -> None:
    width, height = (int(picture.root.attrib[key]) for key in ("width", "height"))
    inner = Box(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
    shapes = [part.shape for part in picture.parts if part.shape]
    for box in [*placed_texts(picture.root), *shapes]:
        assert holds(inner, box), box


def test_routes_stand_apart(picture: Picture) -> None:
    around: dict[str, list[Box]] = {}
    for part in picture.parts:
        if part.route and part.shape:
            around.setdefault(part.route, []).append(part.shape)
    for one, other in combinations([hull(boxes) for boxes in around.values()], 2):
        wider = Box(one.x - 43, one.y - 43, one.width + 86, one.height + 86)
        assert not wider.overlaps(other)


def hull(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def test_nothing_is_cut_off(picture: Picture) -> None:
    """All that the models that ship say has room; only those who may bring a matter are counted."""
    assert not [one.text for one in picture.root.iter(f"{SVG}text") if (one.text or "").endswith("…")]


def test_the_sheet_lies_as_paper_does_and_little_of_it_is_empty(picture: Picture) -> None:
    """Neither a ribbon nor a roll: one side is at most two and a half times the other."""
    long, short = sorted((int(picture.root.attrib[key]) for key in ("width", "height")), reverse=True)
    assert long <= 2.5 * short
