"""A layered layout holds what it promises, whatever the graph."""

from collections.abc import Sequence
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.governance.diagram.layering import (
    Edge,
    Layered,
    Size,
    _swap_neighbours,
    crossings,
    edges_back,
    fewest_crossings,
    laid_out,
    layered,
    ranks_of,
)
from samspil.core.governance.diagram.placing import Box, placed, spread

Graph = tuple[dict[str, Size], list[Edge]]
SIZES = st.builds(Size, st.integers(20, 120).map(lambda half: 2 * half), st.integers(16, 90))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    nodes = {f"n{number}": draw(SIZES) for number in range(draw(st.integers(1, 8)))}
    pairs = [(one, other) for one in nodes for other in nodes if one != other]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=16)) if pairs else []
    labels = st.one_of(st.none(), SIZES)
    return nodes, [Edge(f"e{number}", one, other, draw(labels)) for number, (one, other) in enumerate(chosen)]


def below_of(graph: Layered) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {key: [] for key in graph.spots}
    for upper, lower in graph.links:
        below[upper].append(lower)
    return below


def crossings_counted_by_pairs(graph: Layered) -> int:
    place = {key: at for layer in graph.layers for at, key in enumerate(layer)}
    level = {key: number for number, layer in enumerate(graph.layers) for key in layer}
    return sum(
        level[a] == level[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in combinations(graph.links, 2)
    )


@given(graphs())
def test_every_edge_goes_down_except_those_marked_as_leading_back(given_graph: Graph) -> None:
    nodes, edges = given_graph
    graph = layered(nodes, edges)
    level = {key: number for number, layer in enumerate(graph.layers) for key in layer}
    for edge in edges:
        down = level[edge.source] < level[edge.target]
        assert down is (edge.key not in graph.back)


@given(graphs())
def test_every_spot_stands_once_and_every_chain_passes_each_layer_between(given_graph: Graph) -> None:
    nodes, edges = given_graph
    graph = layered(nodes, edges)
    level = {key: number for number, layer in enumerate(graph.layers) for key in layer}
    assert sum(map(len, graph.layers)) == len(level) == len(graph.spots)
    assert all(spot.key == key for key, spot in graph.spots.items())
    assert set(graph.chains) == {edge.key for edge in edges}
    for edge in edges:
        chain = graph.chains[edge.key]
        assert {chain[0], chain[-1]} == {edge.source, edge.target}
        assert all(level[lower] == level[upper] + 1 for upper, lower in pairwise(chain))
        labels = [graph.spots[key] for key in chain if graph.spots[key].is_label]
        assert [spot.size for spot in labels] == ([edge.label] if edge.label else [])


@given(graphs())
def test_nodes_stand_on_even_layers_and_labels_between(given_graph: Graph) -> None:
    graph = layered(*given_graph)
    for number, layer in enumerate(graph.layers):
        for key in layer:
            spot = graph.spots[key]
            assert number % 2 == 0 if spot.edge is None else not (spot.is_label and number % 2 == 0)


@given(graphs())
def test_sorting_never_makes_more_lines_cross(given_graph: Graph) -> None:
    nodes, edges = given_graph
    back = edges_back(nodes, edges)
    unsorted = laid_out(nodes, edges, back, ranks_of(nodes, edges, back))
    below = below_of(unsorted)
    assert crossings(fewest_crossings(unsorted), below) <= crossings(unsorted.layers, below)


@given(graphs())
def test_crossings_are_counted_as_by_looking_at_every_pair(given_graph: Graph) -> None:
    graph = layered(*given_graph)
    assert crossings(graph.layers, below_of(graph)) == crossings_counted_by_pairs(graph)


@given(graphs())
def test_the_same_graph_gives_the_same_layout(given_graph: Graph) -> None:
    nodes, edges = given_graph
    assert layered(nodes, edges) == layered(dict(nodes), list(edges))
    assert placed(layered(nodes, edges)) == placed(layered(nodes, edges))


@given(graphs())
def test_no_two_boxes_overlap_and_all_lie_inside(given_graph: Graph) -> None:
    graph = layered(*given_graph)
    where = placed(graph)
    boxes = [*where.boxes.values(), *where.labels.values()]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= where.size.width
        assert box.y + box.height <= where.size.height


@given(graphs())
def test_a_line_begins_and_ends_at_its_boxes_and_runs_through_no_other(given_graph: Graph) -> None:
    nodes, edges = given_graph
    graph = layered(nodes, edges)
    where = placed(graph)
    for edge in edges:
        line = where.lines[edge.key]
        for (x, y), box in ((line[0], where.boxes[edge.source]), (line[-1], where.boxes[edge.target])):
            assert box.x <= x <= box.x + box.width
            assert y in (box.y, box.y + box.height)
        others = [box for key, box in where.boxes.items() if key not in (edge.source, edge.target)]
        others += [box for key, box in where.labels.items() if key != edge.key]
        for (x, y), (there_x, there_y) in pairwise(line):
            if x == there_x:
                low, high = sorted((y, there_y))
                assert not any(
                    box.x < x < box.x + box.width and box.y < high and low < box.y + box.height
                    for box in others
                )


def test_a_loop_is_cut_where_it_comes_back_to_the_start() -> None:
    one = Size(10, 10)
    edges = [Edge("ask", "screen", "answer"), Edge("again", "answer", "screen"), Edge("on", "screen", "end")]
    assert edges_back({"screen": one, "answer": one, "end": one}, edges) == {"again"}


def test_a_label_on_an_edge_that_leads_back_stands_by_the_node_it_leaves() -> None:
    one = Size(10, 10)
    nodes = {"a": one, "b": one, "c": one}
    edges = [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("back", "c", "a", Size(8, 8))]
    graph = layered(nodes, edges)
    assert graph.chains["back"] == ("a", "back@1", "back@2", "back@3", "c")
    assert graph.spots["back@3"].is_label
    assert graph.spots["back@2"].is_bend
    assert not graph.spots["a"].is_bend
    assert graph.spots["back@2"].size == Size(12, 0)


def test_a_label_on_an_edge_that_leads_on_stands_by_the_node_it_leaves_as_well() -> None:
    nodes = dict.fromkeys("abc", Size(10, 10))
    graph = layered(nodes, [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("past", "a", "c", Size(8, 8))])
    sizes = {key: graph.spots[key].size for key in graph.chains["past"][1:-1]}
    assert sizes == {"past@1": Size(8, 8), "past@2": Size(12, 0), "past@3": Size(12, 0)}


def both_ways(lines: Sequence[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What stands above and what below each spot, of lines such as ``ax``."""
    spots = sorted({key for line in lines for key in line})
    above = {key: [line[0] for line in lines if line[1] == key] for key in spots}
    return above, {key: [line[1] for line in lines if line[0] == key] for key in spots}


@pytest.mark.parametrize(
    ("layers", "lines", "swapped"),
    [
        (["ab", "xy"], ["ay", "bx"], ["ba", "xy"]),  # one crossing less is enough
        (["ab", "xy"], ["ax", "by"], ["ab", "xy"]),
        (["ab", "xy"], ["ax", "ay", "bx", "by"], ["ab", "xy"]),  # none the fewer
        (["abc", "mn", "xy"], ["am", "bm", "cn", "my", "nx"], ["abc", "mn", "yx"]),  # one below, two above
    ],
)
def test_two_side_by_side_are_swapped_where_fewer_of_their_lines_cross(
    layers: list[str], lines: list[str], swapped: list[str]
) -> None:
    found = [list(layer) for layer in layers]
    _swap_neighbours(found, *both_ways(lines))
    assert found == [list(layer) for layer in swapped]


def test_crossing_lines_are_sorted_apart() -> None:
    one = Size(10, 10)
    nodes = dict.fromkeys("sabcd", one)
    edges = [Edge("1", "s", "a"), Edge("2", "s", "b"), Edge("3", "a", "d"), Edge("4", "b", "c")]
    graph = layered(nodes, edges)
    assert crossings(graph.layers, below_of(graph)) == 0


def test_what_hangs_below_follows_and_what_was_in_order_stays() -> None:
    one = Size(10, 10)
    edges = [Edge("1", "s", "a"), Edge("2", "s", "b"), Edge("3", "a", "d"), Edge("4", "b", "c")]
    assert layered(dict.fromkeys("sabcd", one), edges).layers == (
        ("s",),
        ("1@1", "2@1"),
        ("a", "b"),
        ("3@3", "4@3"),
        ("d", "c"),
    )


def test_what_stands_above_is_sorted_by_what_it_leads_to() -> None:
    """Going down alone cannot part them: both lie below the middle of three."""
    one = Size(10, 10)
    nodes = dict.fromkeys("abcxy", one)
    graph = layered(nodes, [Edge("1", "a", "x"), Edge("2", "b", "y"), Edge("3", "c", "x")])
    assert crossings(graph.layers, below_of(graph)) == 0


def test_a_node_that_nothing_is_joined_to_keeps_its_place() -> None:
    one = Size(10, 10)
    nodes = dict.fromkeys("abxmy", one)
    edges = [Edge("1", "a", "y"), Edge("2", "b", "x")]
    assert layered(nodes, edges).layers[0] == ("a", "b", "m")
    assert layered(nodes, edges).layers[2] == ("y", "x")


def fewest_by_trying_all(graph: Layered) -> int:
    """Every order of every layer, from the first to the last: the least that lines must cross."""
    below = below_of(graph)
    least = dict.fromkeys(permutations(graph.layers[0]), 0)
    for layer in graph.layers[1:]:
        least = {
            order: min(before + crossings([upper, order], below) for upper, before in least.items())
            for order in permutations(layer)
        }
    return min(least.values())


def many_small_graphs() -> list[Graph]:
    """Fifteen graphs of six nodes and six edges that lead on, one as unlike the next as can be."""
    one, pairs = Size(10, 10), list(combinations("abcdef", 2))
    return [
        (dict.fromkeys("abcdef", one), [
            Edge(str(at), *pairs[(at * (2 * number + 3) + number) % len(pairs)]) for at in range(6)
        ])
        for number in range(15)
    ]  # fmt: skip


def test_in_small_graphs_at_most_one_more_line_crosses_than_must() -> None:
    for nodes, edges in many_small_graphs():
        graph = layered(nodes, edges)
        if max(map(len, graph.layers)) <= 5:
            assert crossings(graph.layers, below_of(graph)) <= fewest_by_trying_all(graph) + 1


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9), st.integers(1, 30)), min_size=1, max_size=6)
)
def test_spreading_keeps_order_and_distance_and_no_step_aside_is_better(
    wishes: list[tuple[int, int, int]],
) -> None:
    wished, weights, apart = ([float(part) for part in column] for column in zip(*wishes, strict=True))
    apart = apart[1:]
    places = spread(wished, weights, apart)
    assert all(right - left >= gap - 1e-9 for (left, right), gap in zip(pairwise(places), apart, strict=True))

    def cost(tried: list[float]) -> float:
        return sum(
            weight * (place - wish) ** 2 for place, wish, weight in zip(tried, wished, weights, strict=True)
        )

    for first, last in combinations(range(len(places) + 1), 2):
        for step in (-0.01, 0.01):
            tried = [place + step * (first <= number < last) for number, place in enumerate(places)]
            fits = all(
                right - left >= gap - 1e-9 for (left, right), gap in zip(pairwise(tried), apart, strict=True)
            )
            assert not fits or cost(tried) >= cost(places) - 1e-6


@pytest.mark.parametrize(
    ("wished", "weights", "apart", "places"),
    [
        ([0, 0], [1, 3], [10], [-7.5, 2.5]),  # who minds three times as much goes a third as far
        ([5, 4], [1, 2], [1], [11 / 3, 14 / 3]),
        ([0, 10.5], [1, 1], [10], [0, 10.5]),  # far enough apart as they are
        ([10, 0, 8], [1, 3, 1], [2, 2], [1, 3, 8]),  # the third is out of the way of the first two
    ],
)
def test_places_are_spread_as_reckoned_by_hand(
    wished: list[float], weights: list[float], apart: list[float], places: list[float]
) -> None:
    assert spread(wished, weights, apart) == pytest.approx(places)


@pytest.mark.parametrize("beside", [Box(10, 0, 10, 10), Box(0, 10, 10, 10)])
def test_boxes_that_share_an_edge_do_not_overlap_and_one_unit_nearer_they_do(beside: Box) -> None:
    one = Box(0, 0, 10, 10)
    assert not one.overlaps(beside)
    assert not beside.overlaps(one)
    nearer = Box(max(0, beside.x - 1), max(0, beside.y - 1), 10, 10)
    assert one.overlaps(nearer)
    assert nearer.overlaps(one)


def test_a_box_that_only_touches_another_does_not_overlap_it() -> None:
    boxes = placed(layered({"a": Size(20, 10), "b": Size(20, 10)}, [])).boxes
    assert boxes["a"].middle == 10
    assert not boxes["a"].overlaps(boxes["b"])
    assert boxes["a"].overlaps(boxes["a"])
