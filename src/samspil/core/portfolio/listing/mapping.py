"""How one list is read: guessed from all that stands in it, shown, corrected, and kept for the next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from samspil.core.errors import Place, ProblemsError
from samspil.core.portfolio.listing.fields import SORTS, Field, Sort, field_of, how_well, normal, stated_in
from samspil.core.portfolio.status import Light
from samspil.core.tables.reading import Table
from samspil.core.tables.values import DayOrder, Mark, ways_of_writing

HEADINGS_WITHIN: Final = 20
_MOST_FIELDS: Final = 300
_LOOKED_AT: Final = 5000  # cells of a column, spread over all of it, that say how it writes

NOT_TOLD: Final = ("data not provided", "not provided", "ikke oplyst", "ikke oppgitt")

# The scales that are known from before; a list with another scale says what its words mean.
RATINGS: Final[Mapping[str, Light]] = {
    **dict.fromkeys(("green", "grøn", "grønn", "g"), Light.GREEN),
    **dict.fromkeys(("amber/green", "green/amber", "amber", "yellow", "gul", "orange", "a"), Light.YELLOW),
    **dict.fromkeys(("amber/red", "red/amber", "red", "rød", "r"), Light.RED),
    **dict.fromkeys(("grey", "gray", "grå", "not rated", "ikke vurderet", "ikke vurdert"), Light.GREY),
    # What Prosjektportalen 365 says of progress, money, quality and benefits, with its own colours. Its words
    # for risk (lav, medium, høy) are not here: in another list "høy" may as well be good.
    **dict.fromkeys(("foran plan", "på plan", "under budsjett", "på budsjett"), Light.GREEN),
    **dict.fromkeys(("ihht. spesifikasjon", "bedre enn spesifikasjon"), Light.GREEN),
    **dict.fromkeys(("mindre forsinkelser", "mindre overskridelser", "vet ikke"), Light.YELLOW),
    **dict.fromkeys(("mindre avvik fra spesifikasjon", "ikke påbegynt"), Light.YELLOW),
    **dict.fromkeys(("forsinket", "over budsjett", "større avvik fra spesifikasjon"), Light.RED),
}
WITHHELD: Final = ("exempt", "withheld", "undtaget", "fortrolig", "unntatt", "hemmelig", "konfidensiel")
EMPTY: Final = (
    *("", "n/a", "na", "#n/a", "-", "–", "none", "nil", "not available", "not applicable"),
    *("ikke relevant", "ingen", "uoplyst", "tbc", "tbd"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column (a row, where the list lies on its side) and what it is. ``at`` counts from 0.

    ``scale`` is what a number of it is multiplied by; ``is_scale_stated`` whether the list says so itself.
    """

    at: int
    heading: str
    field: Field | None
    mark: Mark = Mark.POINT
    days: DayOrder = DayOrder.DAY_FIRST
    scale: int = 1
    currency: str = ""
    is_scale_stated: bool = False


@dataclass(frozen=True, slots=True)
class ListMapping:
    """How a list is read. ``headings_at`` is the place of the row (or column) of headings, from 0."""

    lies_on_its_side: bool
    headings_at: int
    columns: tuple[Column, ...]
    ratings: Mapping[str, Light] = field(default_factory=lambda: dict(RATINGS))
    withheld: tuple[str, ...] = WITHHELD
    empty: tuple[str, ...] = EMPTY

    def says_nothing(self, text: str) -> bool:
        """Whether a cell is empty, or says that nobody has said."""
        low = text.casefold()
        return low in self.empty or low.startswith(NOT_TOLD)

    def column(self, wanted: Field) -> Column | None:
        """The first column of a field."""
        return next((one for one in self.columns if one.field is wanted), None)


def guess(table: Table, currency: str, *, is_known: bool = False) -> ListMapping:
    """How a list seems to be read; only where its columns are, if it is known how each is written.

    The row of headings is the one among the first twenty that names most fields; where the first column
    names more, the list lies on its side. ``currency`` is taken where neither heading nor cells say one.

    Raises:
        ProblemsError: ``list_is_empty``, ``list_has_no_headings`` where fewer than two fields are named.
    """
    if not len(table):
        raise ProblemsError.of("list_is_empty", Place(table.file, 1), sheet=table.sheet, row=1, column="")
    rows = [table.row(at) for at in range(min(len(table), HEADINGS_WITHIN))]
    across = max(range(len(rows)), key=lambda at: (how_well(rows[at]), -at))
    # Lists that lie on their side have fields downwards, and nobody has as many of them as lines.
    sides = [column[:_MOST_FIELDS] for column in table.columns[:3]]
    down = max(range(len(sides)), key=lambda at: (how_well(sides[at]), -at))
    on_its_side = how_well(sides[down]) > how_well(rows[across])
    headings, at = (sides[down], down) if on_its_side else (rows[across], across)
    if not how_well(headings):
        raise ProblemsError.of("list_has_no_headings", Place(table.file, 1), sheet=table.sheet)
    columns = []
    taken: set[Field] = set()
    for place, heading in enumerate(headings):
        if not heading:
            continue
        cells = table.row(place) if on_its_side else table.columns[place]
        values = () if is_known else cells[at + 1 :]
        one = _column(place, heading, values, currency)
        # A second column of the same field is left for a person to say what it is.
        columns.append(one if one.field not in taken else Column(place, heading, None))
        if one.field is not None:
            taken.add(one.field)
    return ListMapping(on_its_side, at, tuple(columns))


def _column(place: int, heading: str, values: Sequence[str], currency: str) -> Column:
    what = field_of(heading)
    written = ways_of_writing(values[:: len(values) // _LOOKED_AT + 1])
    if what is None or SORTS[what] is not Sort.AMOUNT:
        return Column(place, heading, what, written.mark, written.days)
    stated = stated_in(heading)
    return Column(
        place,
        heading,
        what,
        written.mark,
        written.days,
        scale=stated.scale or 1,
        currency=stated.currency or currency,
        is_scale_stated=stated.scale is not None,
    )


def shape_of(table: Table, mapping: ListMapping) -> str:
    """What a list of this kind is known by: its headings, without digits, so that next year's is the same."""
    names = sorted(_plain(one.heading) for one in mapping.columns)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def as_data(mapping: ListMapping) -> dict[str, Any]:
    """A mapping as it is kept; headings and not places say which column is which."""
    return {
        "lies_on_its_side": mapping.lies_on_its_side,
        "columns": [
            {
                "heading": one.heading,
                "field": one.field.value if one.field else None,
                "mark": one.mark.value,
                "days": one.days.value,
                "scale": one.scale,
                "currency": one.currency,
            }
            for one in mapping.columns
        ],
        "ratings": {word: light.value for word, light in mapping.ratings.items()},
        "withheld": list(mapping.withheld),
        "empty": list(mapping.empty),
    }


def kept(data: Mapping[str, Any], guessed: ListMapping) -> ListMapping:
    """A kept mapping laid over a guess: where the headings are the same, what was kept decides."""
    known = {_plain(one["heading"]): one for one in data["columns"]}
    columns = []
    for one in guessed.columns:
        said = known.get(_plain(one.heading))
        columns.append(one if said is None else _said(one, said))
    return ListMapping(
        guessed.lies_on_its_side,
        guessed.headings_at,
        tuple(columns),
        {word: Light(light) for word, light in data["ratings"].items()},
        tuple(data["withheld"]),
        tuple(data["empty"]),
    )


def _said(one: Column, said: Mapping[str, Any]) -> Column:
    return Column(
        one.at,
        one.heading,
        Field(said["field"]) if said["field"] else None,
        Mark(said["mark"]),
        DayOrder(said["days"]),
        int(said["scale"]),
        str(said["currency"]),
        is_scale_stated=True,
    )


def _plain(heading: str) -> str:
    return normal("".join(c for c in heading if not c.isdigit()))
