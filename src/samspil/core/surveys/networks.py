"""A table with totals as a network, in which a cell is known only as far as nothing can flow round it.

Every cell, totals too, is an edge that carries its count; at each node as much comes in as goes out, which
says that the totals are totals. Whoever reads the table knows the edges that are shown. The others may carry
whatever keeps that true, so a hidden cell can be as much larger as can flow back from its head to its tail.

Source: Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17 (1988) 552-571.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Node = Hashable


@dataclass(frozen=True, slots=True)
class Edge:
    """A cell: from where to where it counts, how many, and what it costs to hide it."""

    tail: Node
    head: Node
    count: int
    cost: int


@dataclass(slots=True)
class Network:
    """Edges by number, and which of them touch a node."""

    edges: Sequence[Edge]
    _at: dict[Node, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._at = {}
        for number, edge in enumerate(self.edges):
            self._at.setdefault(edge.tail, []).append(number)
            self._at.setdefault(edge.head, []).append(number)

    def to_hide(self, hidden: Iterable[int], of: int, most: int) -> set[int]:
        """The edges to hide as well, so that an edge may carry ``most`` more; cheap ones.

        Complexity: at most ``most`` searches of the network.
        """
        free = set(hidden)
        costs = [0 if number in free else edge.cost for number, edge in enumerate(self.edges)]
        return {edge for _amount, path in self._pushed(of, most, costs) for edge, _forward in path} - free

    def carries(self, hidden: Iterable[int], of: int, most: int) -> int:
        """How much more an edge may carry, up to ``most``, as far as the edges that are shown tell."""
        alone = Network([self.edges[of], *(self.edges[number] for number in sorted(set(hidden) - {of}))])
        return sum(amount for amount, _path in alone._pushed(0, most, [0] * len(alone.edges)))

    def may_vary(self, hidden: Iterable[int], of: int) -> bool:
        """Whether an edge may carry more or less than it does, as far as the edges that are shown tell."""
        edge, free = self.edges[of], set(hidden) - {of}
        return self._leads(free, edge.head, edge.tail) or (
            bool(edge.count) and self._leads(free, edge.tail, edge.head)
        )

    def _leads(self, free: Collection[int], start: Node, end: Node) -> bool:
        """Whether one more can flow from node to node along some edges, or back along what they carry."""
        line, came = [start], {start}
        while line:
            node = line.pop()
            for number in self._at[node]:
                edge = self.edges[number]
                forward = edge.tail == node
                to = edge.head if forward else edge.tail
                if number in free and to not in came and (forward or edge.count):
                    came.add(to)
                    line.append(to)
        return end in came

    def _pushed(
        self, of: int, most: int, costs: Sequence[int]
    ) -> Iterator[tuple[int, list[tuple[int, bool]]]]:
        """Ways round an edge along which more can flow, the cheapest first, until ``most`` flows."""
        flow = [edge.count for edge in self.edges]
        left = most
        while left and (path := self._cheapest(of, flow, costs)):
            amount = min([left, *(flow[edge] for edge, forward in path if not forward)])
            for edge, forward in path:
                flow[edge] += amount if forward else -amount
            left -= amount
            yield amount, path

    def _cheapest(self, of: int, flow: Sequence[int], costs: Sequence[int]) -> list[tuple[int, bool]]:
        """From the edge's head to its tail: edges, and whether gone along; empty where there is no way."""
        start, end = self.edges[of].head, self.edges[of].tail
        came: dict[Node, tuple[Node, int, bool] | None] = {}
        line: list[tuple[int, int, Node, tuple[Node, int, bool] | None]] = [(0, 0, start, None)]
        turn = 0
        while line:
            cost, _turn, node, by = heapq.heappop(line)
            if node in came:
                continue
            came[node] = by
            if node == end:
                return self._path(came, end)
            for number in self._at[node]:
                edge = self.edges[number]
                forward = edge.tail == node
                if number == of or (not forward and not flow[number]):
                    continue
                turn += 1
                to = edge.head if forward else edge.tail
                heapq.heappush(line, (cost + costs[number], turn, to, (node, number, forward)))
        return []

    @staticmethod
    def _path(came: dict[Node, tuple[Node, int, bool] | None], end: Node) -> list[tuple[int, bool]]:
        path, by = [], came[end]
        while by is not None:
            node, number, forward = by
            path.append((number, forward))
            by = came[node]
        return path
