"""What a file is, whatever it is called: a list, open contracting data, or a notice from TED."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from samspil import library
from samspil.apps.organisations import selectors as organisations
from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.systems.lists.reading import Mapped
from samspil.core.systems.outside.notices import read_award_notice
from samspil.core.systems.outside.ocds_reading import read_ocds
from samspil.core.systems.outside.told import BETWEEN, Outside, buyer
from samspil.core.tables.reading import Table

_MARKS: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_READERS: Final[Mapping[bytes, Callable[[bytes, str], Outside]]] = {
    b"<": read_award_notice,
    b"{": read_ocds,
    b"[": read_ocds,
}


@dataclass(frozen=True, slots=True)
class FromOutside:
    """What is kept of a file that is no list, beside its tables.

    ``ours`` are the buyers whose contracts are the organisation's own; ``left`` counts what is not read;
    ``left_out`` are the keys of contracts with problems.
    """

    ours: frozenset[str] = frozenset()
    left: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    left_out: Sequence[str] = ()

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        problems = [_problem_data(one) for one in self.problems]
        return {
            "ours": sorted(self.ours),
            "left": dict(self.left),
            "problems": problems,
            "left_out": list(self.left_out),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> FromOutside:
        """As it was kept."""
        problems = tuple(_problem_of(one) for one in data["problems"])
        return cls(frozenset(data["ours"]), data["left"], problems, data["left_out"])


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file from outside as tables, how each is read, and what is told beside them."""

    tables: list[Table]
    mapped: dict[str, Mapped]
    beside: FromOutside


def is_from_outside(data: bytes) -> bool:
    """Whether a file is JSON or XML: no list begins as they do.

    >>> is_from_outside(b'  {"releases": []}'), is_from_outside(b"Kontrakt;Slut")
    (True, False)
    """
    return _first(data) in _READERS


def read_file(organisation_id: int, data: bytes, file_name: str) -> FileRead:
    """A file from outside, with the buyers in it that the organisation seems to be.

    Raises:
        ProblemsError: what is wrong with the file, or with all that it tells of.
    """
    outside = _READERS[_first(data)](data, file_name)
    told = outside.tables(file_name)
    if not told:
        raise ProblemsError(outside.problems or [Problem("outside_tells_nothing", {}, Place(file_name, 1))])
    cells = {one.cells.get("buyers", "") for one in (*outside.contracts, *outside.agreements)}
    buyers = {name for cell in cells for name in cell.split(BETWEEN) if name}
    is_ours = _is_ours(organisation_id)
    ours = frozenset(one for one in buyers if is_ours(one))
    left = {sort.value: count for sort, count in outside.left.items()}
    tables = [table for table, _how in told.values()]
    mapped = {sheet: how for sheet, (_table, how) in told.items()}
    return FileRead(tables, mapped, FromOutside(ours, left, outside.problems, outside.left_out))


def _first(data: bytes) -> bytes:
    return data[:64].lstrip(_MARKS)[:1]


def _is_ours(organisation_id: int) -> Callable[[str], bool]:
    """Whether a buyer is the organisation: by its CVR number, else by its name."""
    row = organisations.organisation(organisation_id)
    known = library.municipalities().get(row.code)
    names, number = {row.name.casefold()}, ""
    if known is not None:
        names |= {f"{known.name}{of} kommune".casefold() for of in ("", "s")}
        number = f"({known.cvr})"
    numbered = {buyer(name, known.cvr).casefold() for name in names} if known else set()
    return lambda one: one.casefold() in names | numbered or bool(number and one.endswith(number))


def _problem_data(one: Problem) -> dict[str, Any]:
    said = {
        name: {"day": value.isoformat()} if isinstance(value, date) else value
        for name, value in one.args.items()
    }
    place = [one.place.file, one.place.line, one.place.column] if one.place else None
    return {"code": one.code, "args": said, "place": place}


def _problem_of(data: Mapping[str, Any]) -> Problem:
    said = {
        name: date.fromisoformat(value["day"]) if isinstance(value, dict) else value
        for name, value in data["args"].items()
    }
    return Problem(data["code"], said, Place(*data["place"]) if data["place"] else None)
