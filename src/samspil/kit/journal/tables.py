"""The journal's tables as both databases take and give them fastest: many rows in one question, plain values.

Only this package asks here. What is asked is checked against the scope first, as the managers do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from samspil.kit.journal.chain import GENESIS
from samspil.kit.tenancy import scope

PORTION: Final = 5000
_COLUMNS: Final = (
    "organisation_id, sequence, at, actor, action, subject_type, subject_id, facts, previous, hash"
)
_TYPES: Final = ("bigint", "bigint", "timestamptz", *["text"] * 7)
_NAMES: Final = tuple(_COLUMNS.split(", "))
_AS: Final = ", ".join(f"{name} {sort}" for name, sort in zip(_NAMES, _TYPES, strict=True))
_MOMENT: Final = {
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
    "sqlite": "at || ''",  # as it is kept, not made into a moment and back
}


class Line(NamedTuple):
    """An entry as it stands in its table; ``at`` as it was hashed: UTC, with six digits."""

    organisation: str
    sequence: int
    at: str
    actor: str
    action: str
    subject_type: str
    subject_id: str
    facts: str
    previous: str
    hash: str


def lock_head(organisation_id: int) -> tuple[int, str]:
    """The end of a chain; whoever asks next waits until this transaction has ended."""
    _check(organisation_id)
    ask = "SELECT sequence, hash FROM journal_head WHERE organisation_id = %s"
    if connection.vendor == "postgresql":
        ask += " FOR UPDATE"
    begin = "INSERT INTO journal_head (organisation_id, sequence, hash) VALUES (%s, 0, %s)"
    with connection.cursor() as cursor:
        found = cursor.execute(ask, [organisation_id]).fetchone()
        if found is None:
            cursor.execute(f"{begin} ON CONFLICT DO NOTHING", [organisation_id, GENESIS])
            found = cursor.execute(ask, [organisation_id]).fetchone()
    return found[0], found[1]


def move_head(organisation_id: int, sequence: int, last: str) -> None:
    """The chain ends here now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_head SET sequence = %s, hash = %s WHERE organisation_id = %s",
            [sequence, last, organisation_id],
        )


def add_lines(rows: Sequence[tuple[Any, ...]]) -> None:
    """Entries, in the order of `Line`, with the moment as a moment."""
    if connection.vendor == "postgresql":
        _add_as_json(rows)
        return
    moment = connection.ops.adapt_datetimefield_value
    places = ", ".join(["%s"] * len(_TYPES))
    # Here and below: the names of columns are ours, every value is handed over beside the question.
    ask = f"INSERT INTO journal_entry ({_COLUMNS}) VALUES ({places})"  # nosec B608
    with connection.cursor() as cursor:
        cursor.executemany(
            ask,
            [(*row[:2], moment(row[2]), *row[3:]) for row in rows],
        )


def _add_as_json(rows: Sequence[tuple[Any, ...]]) -> None:
    """One text with all rows: lists are made slowly, and COPY is refused under row security."""
    told_as = f"json_to_recordset(%s::json) AS told({_AS})"
    ask = f"INSERT INTO journal_entry ({_COLUMNS}) SELECT {_COLUMNS} FROM {told_as}"  # nosec B608
    with connection.cursor() as cursor:
        for start in range(0, len(rows), PORTION):
            told = [
                dict(zip(_NAMES, (*row[:2], written(row[2]), *row[3:]), strict=True))
                for row in rows[start : start + PORTION]
            ]
            cursor.execute(ask, [json.dumps(told, ensure_ascii=False)])


def lines(organisation_id: int, order: str = "sequence") -> Iterator[Line]:
    """All entries of a chain, in a stream."""
    _check(organisation_id)
    columns = _COLUMNS.replace(" at,", f" {_MOMENT[connection.vendor]},", 1)
    ask = f"SELECT {columns} FROM journal_entry WHERE organisation_id = %s ORDER BY {order}"  # nosec B608
    in_words = _words_of_sqlite if connection.vendor == "sqlite" else str
    with connection.chunked_cursor() as cursor:
        cursor.execute(ask, [organisation_id])
        while rows := cursor.fetchmany(PORTION):
            for owner, sequence, at, *others in rows:
                yield Line(str(owner), sequence, in_words(at), *others)


def _words_of_sqlite(kept: str) -> str:
    """``2026-03-02 09:00:00`` or with six digits, as it was hashed."""
    digits = "" if len(kept) > len("2026-03-02 09:00:00") else ".000000"
    return f"{kept[:10]}T{kept[11:]}{digits}+00:00"


def written(at: datetime) -> str:
    """A moment in UTC as it is hashed."""
    return at.isoformat(timespec="microseconds")


def _check(organisation_id: int) -> None:
    if organisation_id not in scope.organisations():
        raise scope.NoScopeError(f"organisation {organisation_id} is not in scope")
