"""What of a table with totals may be shown, so that nobody learns of a few people what is not shown.

A cell with fewer answers than the limit is hidden. That alone hides nothing from whoever subtracts the
others from a total, so others are hidden with it, until for all that is shown a hidden cell may have at least
the limit more answers than it has. Filters change nothing in that: whatever a reader picks is a cell of the
same table.

It tells nothing of a group that is shown whole: where all its answers are alike, each of them is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from samspil.core.surveys.networks import Edge, Network

LEAST: Final = 5  # Statistics and survey practice: fewer answers tell of persons.
TOTAL: Final = ""

Cell = tuple[str, str]


def hidden_cells(counts: Mapping[Cell, int], at_least: int = LEAST) -> frozenset[Cell]:
    """The cells of a table that must not be shown; a row's total is ``(row, "")``, all together ``("", "")``.

    Args:
        counts: how many answered in each row and column. A cell that is left out is empty for everybody to
            know, as nobody was asked.
        at_least: a cell with fewer is hidden, those with nobody too.

    Raises:
        ValueError: a count below 0, or a row or column without a name.

    Complexity: a search of the network for each small cell and answer it lacks, ``O(cells²·log cells)``.

    >>> sorted(hidden_cells({("it", "all"): 3, ("school", "all"): 8, ("care", "all"): 20}))
    [('it', ''), ('it', 'all'), ('school', ''), ('school', 'all')]
    """
    return hidden_among([counts], at_least=at_least)


def hidden_among(
    parts: Sequence[Mapping[Cell, int]], hidden: Iterable[Cell] = (), at_least: int = LEAST
) -> frozenset[Cell]:
    """The cells not to be shown of several tables of the same cells, shown in all of them or in none.

    As where a share is shown with how many answered: of a cell one sees how many said yes and how many said
    another thing. A cell with fewer answers than the limit in all tables together is hidden, and others with
    it, until it may have at least the limit more answers than it has, and every hidden cell may have another
    count in each table. So neither how many answered there is told nor what they said.

    Args:
        parts: at least one table; what is answered differently in each. The same cells in all.
        hidden: cells that are not shown whatever their count, as they are hidden elsewhere.
        at_least: as above.

    Raises:
        ValueError: tables of different cells, a count below 0, or a row or column without a name.

    >>> yes, other = {("it", "all"): 3, ("school", "all"): 30}, {("it", "all"): 0, ("school", "all"): 20}
    >>> ("school", "") in hidden_among([yes, other]), ("", "") in hidden_among([yes, other])
    (True, False)
    """
    _check(parts)
    counts = {cell: sum(part[cell] for part in parts) for cell in parts[0]}
    told = with_totals(counts)
    cells = list(told)
    networks = [_network(with_totals(part), told) for part in parts]
    small = [place for place, cell in enumerate(cells) if told[cell] < at_least]
    places = {cell: place for place, cell in enumerate(cells)}
    never = {places[cell] for cell in hidden if cell in places} | set(small)
    few = set(small)
    largest = max(networks, key=lambda one: sum(edge.count for edge in one.edges))
    left = sorted(never, key=lambda place: -told[cells[place]])
    while left:
        one = left.pop(0)
        before = set(never)
        for network in networks:
            if not network.may_vary(never, one):
                never |= network.to_hide(never, one, 1)
        if one in few:
            more = [network.carries(never, one, at_least) for network in networks]
            least = more[networks.index(largest)] + max(0, at_least - sum(more))
            never |= largest.to_hide(never, one, least)
        left += sorted(never - before)
    return frozenset(cells[place] for place in never)


def _check(parts: Sequence[Mapping[Cell, int]]) -> None:
    if any(count < 0 or TOTAL in cell for part in parts for cell, count in part.items()):
        raise ValueError("counts from 0, rows and columns with names")
    if not parts or any(part.keys() != parts[0].keys() for part in parts):
        raise ValueError("tables of the same cells, at least one")


def shown_cells(counts: Mapping[Cell, int], at_least: int = LEAST) -> dict[Cell, int | None]:
    """Every cell and total of a table; nothing stands where it is hidden.

    >>> shown_cells({("it", "a"): 6, ("it", "b"): 7})[("it", "")]
    13
    """
    hidden = hidden_cells(counts, at_least)
    return {cell: None if cell in hidden else count for cell, count in with_totals(counts).items()}


def with_totals(counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """The cells and the totals of rows, of columns and of all."""
    found = dict(counts)
    for (row, column), count in counts.items():
        for total in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            found[total] = found.get(total, 0) + count
    return found


def _network(part: Mapping[Cell, int], told: Mapping[Cell, int]) -> Network:
    """An edge for each cell and total; a total costs more to hide than all cells, that of all the most."""
    dear = sum(told.values()) + len(told)
    edges = [
        Edge(
            *_ends(row, column), part[row, column], (count + 1) * dear ** ((row == TOTAL) + (column == TOTAL))
        )
        for (row, column), count in told.items()
    ]
    return Network(edges)


def _ends(row: str, column: str) -> tuple[Cell, Cell]:
    """All answers flow to the totals of rows, by the cells to those of columns, and together back again."""
    begin, end = ("begin", TOTAL), ("end", TOTAL)
    if row and column:
        return ("row", row), ("column", column)
    if row:
        return begin, ("row", row)
    return (("column", column), end) if column else (end, begin)


def together(counts: Mapping[str, int], at_least: int = LEAST) -> tuple[tuple[str, ...], ...]:
    """Groups as they may be shown: each by itself, and those with too few answers together as one.

    Where those are too few together, the smallest of the others goes with them. Only sums over these are ever
    shown, so nothing smaller can be worked out. Nothing at all where everybody together is too few.

    Args:
        counts: how many answered in each group; one where nobody did has nothing to show or to hide.
        at_least: fewer are not shown by themselves.

    >>> together({"it": 6, "areas": 12, "executives": 4, "staff": 2})
    (('it',), ('areas',), ('executives', 'staff'))
    """
    if sum(counts.values()) < at_least:
        return ()
    with_answers = [name for name, count in counts.items() if count]
    few = {name for name in with_answers if counts[name] < at_least}
    others = sorted((name for name in with_answers if name not in few), key=lambda name: counts[name])
    while few and sum(counts[name] for name in few) < at_least:
        few.add(others.pop(0))
    alone = tuple((name,) for name in with_answers if name not in few)
    return (*alone, tuple(name for name in with_answers if name in few)) if few else alone
