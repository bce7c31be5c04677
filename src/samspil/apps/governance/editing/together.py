"""Who is in an association and whose turn it is, as the rows of a form, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from samspil.apps.governance.editing.addresses import MEMBERS, SECRETARIAT
from samspil.apps.governance.editing.parts import Part, source_fields, source_value
from samspil.apps.governance.editing.rhythm import merged

CHAIRED_BY: Final = "chaired_by"
_MEMBER: Final = ("municipality", "joined", "left", "consented_to_statutes")
_TURN: Final = ("municipality", "since")

Rows = list[dict[str, Any]]


def member_rows(whole: Part) -> Rows:
    """The members of an association, each with its period."""
    return _rows(whole.get(MEMBERS, []), _MEMBER)


def members_value(_fields: Part, rows: Iterable[Part], _before: Part) -> dict[str, Any]:
    """Back."""
    return {MEMBERS: _listed(rows, _MEMBER)}


def host_rows(whole: Part) -> Rows:
    """Which member houses the secretariat, from when on."""
    return _rows(whole.get(SECRETARIAT, []), _TURN)


def hosts_value(_fields: Part, rows: Iterable[Part], _before: Part) -> dict[str, Any]:
    """Back."""
    return {SECRETARIAT: _listed(rows, _TURN)}


def turn_rows(forum: Part) -> Rows:
    """Which member chairs a forum, from when on."""
    return _rows(forum.get(CHAIRED_BY, []), _TURN)


def turns_value(_fields: Part, rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back: the forum with its turns; of one that nobody takes turns in, nothing is said."""
    return merged(before, {CHAIRED_BY: _listed(rows, _TURN)})


def _rows(listed: Iterable[Part], names: tuple[str, ...]) -> Rows:
    return [
        {**{name: one.get(name, "") for name in names}, **source_fields(str(one.get("source", "")))}
        for one in listed
    ]


def _listed(rows: Iterable[Part], names: tuple[str, ...]) -> Rows:
    """Each row as the language has it; what is empty is not said.

    >>> _listed([{"municipality": "0165", "since": "2026-01-01", "source_sort": "assumed"}], _TURN)
    [{'municipality': '0165', 'since': '2026-01-01', 'source': 'assumed'}]
    """
    return [
        {**{name: row[name] for name in names if row.get(name)}, "source": source_value(row)} for row in rows
    ]
