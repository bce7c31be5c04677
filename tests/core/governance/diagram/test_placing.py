"""Where things stand, reckoned by hand for small graphs and held to its promises for any."""

from itertools import pairwise
from math import inf

from hypothesis import given
from tests.core.governance.diagram.test_layering import Graph, graphs

from samspil.core.governance.diagram.layering import Edge, Size, layered
from samspil.core.governance.diagram.placing import Box, _ports, _room, placed

BESIDE_NODES, BESIDE_LINES = 26, 12
LEAST_BELOW, MOST_BELOW = 20, 52
FROM_CORNER, PORTS_APART = 16, 16


def test_one_below_another_stands_in_the_middle_with_the_label_between() -> None:
    nodes = {"a": Size(100, 40), "b": Size(60, 30)}
    where = placed(layered(nodes, [Edge("e", "a", "b", Size(80, 20))]))
    assert where.boxes == {"a": Box(0, 0, 100, 40), "b": Box(20, 100, 60, 30)}
    assert where.labels == {"e": Box(10, 60, 80, 20)}
    assert where.lines == {"e": ((50, 40), (50, 48), (50, 60), (50, 80), (50, 92), (50, 100))}
    assert where.size == Size(100, 130)


def test_there_and_back_run_beside_one_another_and_the_gap_grows_with_how_far_they_turn() -> None:
    nodes, label = {"a": Size(100, 40), "b": Size(60, 30)}, Size(40, 20)
    where = placed(layered(nodes, [Edge("there", "a", "b", label), Edge("again", "b", "a", label)]))
    # The labels' middles are 20 + 12 + 1 + 20 apart; a line turns 27 to the side, and an eighth of it is 3.
    assert where.boxes == {"a": Box(0, 0, 100, 40), "b": Box(20, 106, 60, 30)}
    assert where.labels == {"there": Box(3, 63, 40, 20), "again": Box(56, 63, 40, 20)}
    assert where.lines["there"] == ((23, 40), (23, 48), (23, 63), (23, 83), (36, 98), (36, 106))
    assert where.lines["again"] == ((64, 106), (64, 98), (76, 83), (76, 63), (76, 48), (76, 40))
    assert where.size == Size(100, 136)


def test_nodes_side_by_side_are_further_apart_than_lines() -> None:
    one = Size(20, 10)
    boxes = placed(layered({"a": one, "b": one}, [])).boxes
    assert boxes == {"a": Box(0, 0, 20, 10), "b": Box(20 + BESIDE_NODES + 1, 0, 20, 10)}


def test_a_layer_is_as_high_as_its_highest_and_what_is_lower_stands_at_its_top() -> None:
    nodes = {"s": Size(40, 10), "low": Size(40, 10), "high": Size(40, 50), "t": Size(40, 10)}
    edges = [Edge("1", "s", "low"), Edge("2", "s", "high"), Edge("3", "low", "t"), Edge("4", "high", "t")]
    where = placed(layered(nodes, edges))
    low, high = where.boxes["low"], where.boxes["high"]
    assert low.y == high.y
    assert where.boxes["t"].y >= high.y + high.height + 2 * LEAST_BELOW
    # A line leaves the low box at its own side, and turns below the high one only.
    assert where.lines["3"][0][1] == low.y + low.height
    assert where.lines["3"][1][1] == high.y + high.height + 8


def test_whoever_leads_to_two_stands_over_the_middle_of_them() -> None:
    one = Size(100, 40)
    nodes = dict.fromkeys(("s", "a", "b", "t"), one)
    edges = [Edge("1", "s", "a"), Edge("2", "s", "b"), Edge("3", "a", "t"), Edge("4", "b", "t")]
    boxes = placed(layered(nodes, edges)).boxes
    middle = (boxes["a"].middle + boxes["b"].middle) / 2
    assert abs(boxes["s"].middle - middle) <= 1
    assert abs(boxes["t"].middle - middle) <= 1


def test_a_fork_stands_where_it_was_reckoned_by_hand() -> None:
    """Two boxes of 100 stand 127 apart, so 63.5 to either side; a bend on the way there at half of it, 31.75.

    A gap is 20, where lines run straight; here they run 32 to the side, and an eighth of it is 4 more.
    """
    nodes = dict.fromkeys(("r", "s", "a", "b", "t"), Size(100, 40))
    edges = [Edge("0", "r", "s"), Edge("1", "s", "a"), Edge("2", "s", "b")]
    edges += [Edge("3", "a", "t"), Edge("4", "b", "t")]
    where = placed(layered(nodes, edges))
    places = {key: (box.middle, box.y) for key, box in where.boxes.items()}
    below = 2 * (40 + 20 + 20)
    assert places == {
        "r": (114, 0),
        "s": (114, 80),
        "a": (50, below + 8),
        "b": (177, below + 8),
        "t": (114, below + 8 + 40 + 48),
    }
    assert where.size == Size(227, below + 8 + 40 + 48 + 40)
    assert {x for x, _ in where.lines["1"]} == {114 - 32}  # both boxes reach as far


def test_what_hangs_below_one_of_two_stands_straight_below_it() -> None:
    nodes = dict.fromkeys(("s", "a", "b", "t", "u"), Size(100, 40))
    edges = [Edge("1", "s", "a"), Edge("2", "s", "b"), Edge("3", "b", "t"), Edge("4", "t", "u")]
    boxes = placed(layered(nodes, edges)).boxes
    assert abs(boxes["t"].middle - boxes["b"].middle) <= 1
    assert abs(boxes["u"].middle - boxes["t"].middle) <= 1


def test_a_chain_runs_straight_down() -> None:
    nodes = {"a": Size(100, 40), "b": Size(60, 30), "c": Size(140, 30), "d": Size(60, 30)}
    where = placed(layered(nodes, [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "c", "d")]))
    assert {box.middle for box in where.boxes.values()} == {70}
    assert {x for line in where.lines.values() for x, _ in line} == {70}


def test_a_line_past_others_runs_straight() -> None:
    one = Size(100, 40)
    nodes = dict.fromkeys(("s", "a", "b", "t"), one)
    edges = [Edge("1", "s", "a"), Edge("2", "a", "b"), Edge("3", "b", "t"), Edge("past", "s", "t")]
    where = placed(layered(nodes, edges))
    assert len({x for x, _ in where.lines["past"][2:-2]}) == 1
    assert abs(where.boxes["a"].middle - where.boxes["b"].middle) <= 1
    # As near as a line may be to a box: half of both, 12 between and 1 more, and up to 1 by rounding.
    assert abs(where.lines["past"][2][0] - where.boxes["a"].middle) - (6 + 50 + BESIDE_LINES + 1) in (0, 1)


@given(graphs())
def test_what_stands_side_by_side_has_room_between(given_graph: Graph) -> None:
    graph = layered(*given_graph)
    where = placed(graph)
    for layer in graph.layers:
        for left, right in pairwise(where.boxes.get(key) for key in layer):
            if left and right:
                assert right.x - left.x - left.width >= BESIDE_NODES
    for keys in graph.layers[1::2]:
        edges = [str(graph.spots[key].edge) for key in keys]
        labels = [where.labels[edge] for edge in edges if edge in where.labels]
        level = [box for box in labels if box.y == labels[0].y]
        for left, right in pairwise(sorted(level, key=lambda box: box.x)):
            assert right.x - left.x - left.width >= BESIDE_LINES


@given(graphs())
def test_layers_stand_below_one_another_with_room_for_the_lines_to_turn(given_graph: Graph) -> None:
    graph = layered(*given_graph)
    where = placed(graph)
    shown = (next(key for key in layer if key in where.boxes) for layer in graph.layers[::2])
    tops = [where.boxes[key].y for key in shown]
    heights = [max(graph.spots[key].size.height for key in layer) for layer in graph.layers]
    assert tops[0] == 0
    for number, (upper, lower) in enumerate(pairwise(tops)):
        both_gaps = lower - upper - heights[2 * number] - heights[2 * number + 1]
        assert 2 * LEAST_BELOW <= both_gaps <= 2 * MOST_BELOW
    assert where.size.height == tops[-1] + heights[-1]


@given(graphs())
def test_lines_meet_their_box_in_order_apart_and_away_from_its_corners(given_graph: Graph) -> None:
    nodes, edges = given_graph
    graph = layered(nodes, edges)
    where = placed(graph)
    for node, box in where.boxes.items():
        ends = [
            (line[at], line[2 if at == 0 else -3])
            for edge in edges
            for line in [where.lines[edge.key]]
            for at, end in ((0, edge.source), (-1, edge.target))
            if end == node
        ]
        for side in (box.y, box.y + box.height):
            here = sorted((x, there) for (x, y), (there, _) in ends if y == side)
            first, last = box.x + FROM_CORNER, box.x + box.width - FROM_CORNER
            if len(here) == 1:
                assert here[0][0] == min(max(here[0][1], first), last)
            least = min(PORTS_APART, (last - first) / max(1, len(here) - 1))
            for (left, from_left), (right, from_right) in pairwise(here):
                assert right - left > least - 1
                assert from_left <= from_right
            assert all(first <= x <= last for x, _ in here)


def test_lines_that_lead_the_same_way_from_a_narrow_box_share_its_side() -> None:
    """A box of 40 has 8 between its corners. Both would leave at the left; the second is as far as can be."""
    nodes = {"s": Size(40, 10), "t": Size(40, 10)}
    graph = layered(nodes, [Edge("1", "s", "t"), Edge("2", "s", "t")])
    boxes = {"s": Box(100, 0, 40, 10), "1@1": Box(0, 30, 12, 0), "2@1": Box(20, 30, 12, 0)}
    assert _ports(graph, boxes, lower_side=True) == {"1": 100 + 16, "2": 100 + 24}


def test_a_line_may_be_moved_as_far_as_its_neighbours_leave_it_room() -> None:
    """Two bends of twelve keep 12 and 1 between them."""
    one = Size(40, 10)
    graph = layered({"s": one, "t": one}, [Edge("1", "s", "t"), Edge("2", "s", "t")])
    room = _room(graph, {"s": 50, "t": 50, "1@1": 0, "2@1": 100})
    assert [room(key) for key in ("1@1", "2@1", "s")] == [(-inf, 75), (25, inf), (-inf, inf)]


@given(graphs())
def test_the_sheet_is_no_larger_than_what_stands_on_it(given_graph: Graph) -> None:
    where = placed(layered(*given_graph))
    boxes = [*where.boxes.values(), *where.labels.values()]
    bends = [x for line in where.lines.values() for x, _ in line]
    assert min([box.x for box in boxes] + [x - 6 for x in bends]) == 0
    assert max([box.x + box.width for box in boxes] + [x + 6 for x in bends]) == where.size.width
