"""What can be understood and still not be kept: too long a name, an end before its start, an unknown form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from samspil.core.errors import Place, Problem
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.mapping import ListMapping
from samspil.core.portfolio.listing.reading import Listed, ReadList
from samspil.core.tables.reading import Table

LONGEST: Final[Mapping[Field, int]] = {
    Field.NAME: 300,
    Field.NUMBER: 200,
    Field.LEGAL_SOURCE: 400,
    Field.MANAGER: 200,
    Field.OWNER: 200,
}
# What lists call what an initiative is. A number of words for each: Danish, English, Norwegian.
FORMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("programme", "program", "programmer"), "programme"),
    **dict.fromkeys(("project", "projekt", "prosjekt", "initiative", "indsats", "tiltak"), "project"),
    **dict.fromkeys(("pilot", "pilotprojekt", "pilotprosjekt", "forsøg", "forsøk"), "pilot"),
    **dict.fromkeys(("task", "line task", "opgave", "oppgave", "driftsopgave", "linjeopgave"), "task"),
}
_TOO_LONG: Final = "listed_too_long"
_UNKNOWN_FORM: Final = "listed_unknown_form"
_ENDS_BEFORE: Final = "listed_ends_before_it_starts"
_AS_ONE: Final[Mapping[Field, Callable[[str], str]]] = {
    Field.FORM: lambda said: FORMS.get(said.casefold(), said),
    Field.CATEGORY: lambda said: "; ".join(one.strip() for one in said.split(";") if one.strip()),
}


def check(table: Table, mapping: ListMapping, found: ReadList) -> ReadList:
    """The list without what cannot be kept, which is refused with its place; with its name goes the line."""
    refused: list[Problem] = []
    kept = []
    for line in found.initiatives:
        for what, said in list(line.values.items()):
            if isinstance(said, str) and what in _AS_ONE:
                line.values[what] = _AS_ONE[what](said)
            problem = _refused(line, what, said)
            if problem is not None:
                refused.append(_placed(problem, table, mapping, line, what))
                del line.values[what]
        if Field.NAME in line.values:
            kept.append(line)
    return ReadList(tuple(kept), (*found.refused, *refused), found.remarks, found.unused)


def _refused(line: Listed, what: Field, said: object) -> Problem | None:
    if isinstance(said, str):
        if what in LONGEST and len(said) > LONGEST[what]:
            return Problem(_TOO_LONG, {"found": said[:80], "limit": LONGEST[what]})
        if what is Field.FORM and said.casefold() not in FORMS:
            return Problem(_UNKNOWN_FORM, {"found": said[:80]})
    if what is Field.ENDS_ON and isinstance(said, date):
        starts_on = line.known(Field.STARTS_ON)
        if isinstance(starts_on, date) and said < starts_on:
            return Problem(_ENDS_BEFORE, {"found": said, "starts_on": starts_on})
    return None


def _placed(problem: Problem, table: Table, mapping: ListMapping, line: Listed, what: Field) -> Problem:
    column = mapping.column(what)
    heading = " ".join(column.heading.split()) if column else ""
    row, at = line.line, column.at + 1 if column else 1
    if mapping.lies_on_its_side:
        row, at = (table.rows[column.at][0] if column else row), line.column
    where = {"sheet": table.sheet, "row": row, "column": heading}
    return Problem(problem.code, {**problem.args, **where}, Place(table.file, row, at))
