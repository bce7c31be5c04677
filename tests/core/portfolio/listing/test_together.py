"""What many lines say is looked at together, and understood as each line alone would be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.mapping import EMPTY, Column, ListMapping
from samspil.core.portfolio.listing.reading import Known, Nothing, read
from samspil.core.tables.reading import Table
from samspil.core.tables.values import Mark

COLUMNS = (
    Column(0, "Indsats", Field.NAME),
    Column(1, "Formål", Field.PURPOSE),
    Column(2, "Udgift", Field.COST, Mark.COMMA, scale=1000, currency="NOK"),
)
MAPPING = ListMapping(lies_on_its_side=False, headings_at=0, columns=COLUMNS)
CELLS = (
    *("Vagtplan", "", "-", "Ingen", "ingenting", "Fortroligt", "Ikke oplyst endnu", "ẞ Undtaget", "UNDTAGET"),
    *("to\nlinjer", "\nFortrolig", "7", "0", "007", "12,5", "-3", "²", "٣", "1" * 15, "9" * 15, "1" * 16),
    *("cirka en million", "1 mio. kr.", "(4)", "kr. 5"),
)
Row = tuple[str, str, str]


def understood(rows: list[Row], mapping: ListMapping) -> list[dict[Field, Known | Nothing]]:
    cells = [("Indsats", "Formål", "Udgift"), *rows]
    return [one.values for one in read(Table("b.csv", "", list(enumerate(cells, 1))), mapping).initiatives]


@pytest.mark.parametrize("left_out", [(), ("9" * 15, "1" * 16), ("9" * 15, "1" * 16, "²", "٣"), CELLS[9:11]])
@pytest.mark.parametrize("mapping", [MAPPING, replace(MAPPING, empty=(*EMPTY, "0"))])
def test_many_lines_are_understood_as_each_alone(mapping: ListMapping, left_out: tuple[str, ...]) -> None:
    rows: list[Row] = [(f"Indsats {at}", cell, cell) for at, cell in enumerate(CELLS) if cell not in left_out]
    rows += [(cell, "", "") for cell in CELLS if cell not in left_out]
    assert understood(rows, mapping) == [one for row in rows for one in understood([row], mapping)]


def test_where_all_are_words_or_whole_numbers_each_is_itself() -> None:
    rows = [("Vagtplan", "Færre vagter", "5"), ("Arkiv", "Plads", "6")]
    found = understood(rows, MAPPING)
    assert [one[Field.PURPOSE] for one in found] == ["Færre vagter", "Plads"]
    assert [str(one[Field.COST]) for one in found] == ["5000.00 NOK", "6000.00 NOK"]
