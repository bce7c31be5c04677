"""What can be understood and still not be kept: too long a name, an end before its start, an unknown form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from samspil.core.errors import Problem
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.mapping import Column, ListMapping
from samspil.core.portfolio.listing.reading import Lines, ReadList, Said, in_file
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
_Checked = tuple[Said, dict[int, Problem]]


def check(table: Table, mapping: ListMapping, found: ReadList) -> ReadList:
    """The list without what cannot be kept, which is refused with its place; with its name goes the line."""
    lines = found.initiatives
    fields = dict(lines.fields)
    refused: list[tuple[int, int, Problem]] = []
    nameless: set[int] = set()
    for order, (what, said) in enumerate(lines.fields.items()):
        bad: dict[int, Problem] = {}
        if what in LONGEST:
            fields[what], bad = _no_longer(said, LONGEST[what])
        elif what in _AS_ONE:
            fields[what], bad = _as_one(what, said)
        elif what is Field.ENDS_ON and Field.STARTS_ON in lines.fields:
            fields[what], bad = _ends(lines.fields[Field.STARTS_ON], said)
        column = mapping.column(what) or Column(0, "", what)
        for at, one in bad.items():
            placed = in_file(one, table, mapping, (lines.rows[at], lines.columns[at]), column)
            refused.append((at, order, placed))
        if what is Field.NAME:
            nameless = set(bad)
    problems = tuple(one for _at, _order, one in sorted(refused, key=lambda each: each[:2]))
    kept = Lines(lines.rows, lines.columns, fields)
    kept = kept.without(nameless) if nameless else kept
    return ReadList(kept, (*found.refused, *problems), found.remarks, found.unused)


def _no_longer(said: Said, limit: int) -> _Checked:
    bad = {
        at: Problem(_TOO_LONG, {"found": one[:80], "limit": limit})
        for at, one in enumerate(said)
        if isinstance(one, str) and len(one) > limit
    }
    return ([None if at in bad else one for at, one in enumerate(said)] if bad else said), bad


def _as_one(what: Field, said: Said) -> _Checked:
    """Words for the same thing as the one word that is kept; each is looked at once."""
    words = {one for one in said if isinstance(one, str)}
    unknown = {one for one in words if what is Field.FORM and one.casefold() not in FORMS}
    kept = {one: None if one in unknown else _AS_ONE[what](one) for one in words}
    bad = {
        at: Problem(_UNKNOWN_FORM, {"found": one[:80]})
        for at, one in enumerate(said if unknown else ())
        if isinstance(one, str) and one in unknown
    }
    return [kept[one] if isinstance(one, str) else one for one in said], bad


def _ends(starts: Said, ends: Said) -> _Checked:
    kept, bad = list(ends), {}
    for at, (starts_on, ends_on) in enumerate(zip(starts, ends, strict=True)):
        if isinstance(starts_on, date) and isinstance(ends_on, date) and ends_on < starts_on:
            bad[at] = Problem(_ENDS_BEFORE, {"found": ends_on, "starts_on": starts_on})
            kept[at] = None
    return kept, bad
