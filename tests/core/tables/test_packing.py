"""Tables kept between two pages come out as they went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.tables.packing import pack, unpack
from samspil.core.tables.reading import Table

CELLS = st.text(st.characters(codec="utf-8"), max_size=5)
ROWS = st.lists(st.tuples(st.integers(1, 9), st.lists(CELLS, min_size=1, max_size=4)), max_size=6)


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=4), ROWS), max_size=3))
def test_what_is_packed_is_unpacked(sheets: list[tuple[str, list[tuple[int, list[str]]]]]) -> None:
    tables = []
    for name, rows in sheets:
        line, told = 0, []
        for step, row in rows:
            line += step
            told.append((line, tuple(row)))
        tables.append(Table("b.xlsx", name, told))
    assert unpack(pack(tables)) == tables


def test_a_cell_that_comes_again_is_the_same_object() -> None:
    words = "".join(["Æl", "dre"])
    rows = [(at, ("".join(["Æl", "dre"]),)) for at in range(1, 900)]
    [table] = unpack(pack([Table("b.csv", "", rows)]))
    assert table.columns[0][0] == words
    assert len({id(cell) for cell in table.columns[0]}) == 1
