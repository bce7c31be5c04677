"""The journal's tables as both databases take and give them fastest: many rows in one question, plain values.

Only this package asks here. What is asked is checked against the scope first, as the managers do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from samspil.kit.journal.chain import GENESIS
from samspil.kit.tenancy import scope, sqlite_ahead
from samspil.kit.tenancy.sqlite_rows import insert_rows

PORTION: Final = 5000
FEW: Final = 20  # up to here values are handed over one by one; lists of them pay off later
MANY: Final = 200  # from here on it pays to put some of them in one question
_OWN: Final = "sequence, action, subject_type, subject_id, facts, previous, hash"
_ENTRY: Final = f"organisation_id, at, actor, {_OWN}"
_SECRET: Final = "organisation_id, commitment, salt, value"
_OWNER: Final = "organisation_id = %s"
_LOOK: Final = f"SELECT sequence, hash FROM journal_head WHERE {_OWNER}"  # nosec B608
_END: Final = f"SELECT sequence FROM journal_head WHERE {_OWNER}"  # nosec B608
_MOVE: Final = "UPDATE journal_head SET sequence = %s, hash = %s WHERE organisation_id = %s"
_COLUMNS: Final = (
    "organisation_id, sequence, at, actor, action, subject_type, subject_id, facts, previous, hash"
)
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


class Row(NamedTuple):
    """What of an entry is its own; the rest it shares with those that are written with it."""

    sequence: int
    action: str
    subject_type: str
    subject_id: str
    facts: str
    previous: str
    hash: str


class Secret(NamedTuple):
    """A personal value and what the chain holds of it."""

    commitment: str
    salt: str
    value: str


@dataclass(frozen=True, slots=True)
class Added:
    """Entries of one chain, in order and at least one, and the values they commit to; ``at`` in UTC."""

    organisation_id: int
    at: datetime
    actor: str
    rows: Sequence[Row]
    secrets: Sequence[Secret]


def lock_head(organisation_id: int) -> tuple[int, str]:
    """The end of a chain; whoever asks next waits until this transaction has ended."""
    _check(organisation_id)
    ask = f"{_LOOK} FOR UPDATE" if connection.vendor == "postgresql" else _LOOK
    begin = "INSERT INTO journal_head (organisation_id, sequence, hash) VALUES (%s, 0, %s)"
    with connection.cursor() as cursor:
        found = cursor.execute(ask, [organisation_id]).fetchone()
        if found is None:
            cursor.execute(f"{begin} ON CONFLICT DO NOTHING", [organisation_id, GENESIS])
            found = cursor.execute(ask, [organisation_id]).fetchone()
    return found[0], found[1]


def add(added: Added) -> None:
    """Add entries to a chain whose head is locked, and let it end with the last of them."""
    _check(added.organisation_id)
    if connection.vendor == "postgresql":
        _add_in_one_question(added)
    else:
        write = _add_many_rows if len(added.rows) > MANY else _add_row_by_row
        sqlite_ahead.ask(partial(write, added=added))


# Below: the names of tables and columns are ours, every value is handed over beside the question.
def _add_row_by_row(cursor: CursorWrapper, added: Added) -> None:
    """A file is no journey away, and takes rows fastest one by one."""
    shared = (added.organisation_id, connection.ops.adapt_datetimefield_value(added.at), added.actor)
    entries, secrets = _places(len(shared) + len(Row._fields)), _places(1 + len(Secret._fields))
    cursor.executemany(
        f"INSERT INTO journal_entry ({_ENTRY}) VALUES {entries}",  # nosec B608
        [(*shared, *row) for row in added.rows],
    )
    if added.secrets:
        cursor.executemany(
            f"INSERT INTO journal_personalvalue ({_SECRET}) VALUES {secrets}",  # nosec B608
            [(added.organisation_id, *secret) for secret in added.secrets],
        )
    cursor.execute(_MOVE, [added.rows[-1].sequence, added.rows[-1].hash, added.organisation_id])


def _add_many_rows(cursor: CursorWrapper, added: Added) -> None:
    """What a long list tells: some rows at a time."""
    shared = (added.organisation_id, connection.ops.adapt_datetimefield_value(added.at), added.actor)
    insert_rows(cursor, f"INSERT INTO journal_entry ({_ENTRY})", shared, added.rows)  # nosec B608
    if added.secrets:
        into = f"INSERT INTO journal_personalvalue ({_SECRET})"  # nosec B608
        insert_rows(cursor, into, shared[:1], added.secrets)
    cursor.execute(_MOVE, [added.rows[-1].sequence, added.rows[-1].hash, added.organisation_id])


def _add_in_one_question(added: Added) -> None:
    """Head, entries and personal values go in one journey; many entries in a journey for each portion.

    They are sent ahead: mostly the commit follows, and goes with them, so that the head is let go sooner.
    COPY would take many faster still, but is refused under row security.
    """
    asked: Any = connection
    own = _OWN.replace("sequence", "sequence::bigint")
    shared = (added.organisation_id, written(added.at), added.actor)
    secrets = added.secrets
    for start in range(0, len(added.rows), PORTION):
        rows = added.rows[start : start + PORTION]
        ask = f"WITH moved AS ({_MOVE})"
        values: list[Any] = [rows[-1].sequence, rows[-1].hash, added.organisation_id]
        if secrets:
            told, said = _told(secrets)
            kept = f"SELECT %s::bigint, told.* FROM {told}"  # nosec B608
            ask += f", kept AS (INSERT INTO journal_personalvalue ({_SECRET}) {kept})"
            values, secrets = [*values, added.organisation_id, *said], ()
        told, said = _told(rows)
        chosen = f"SELECT %s::bigint, %s::timestamptz, %s, {own} FROM {told}"  # nosec B608
        asked.send_ahead(f"{ask} INSERT INTO journal_entry ({_ENTRY}) {chosen}", [*values, *shared, *said])


def _told(rows: Sequence[Row] | Sequence[Secret]) -> tuple[str, list[Any]]:
    """Rows as something to select from, and its values: one by one, or each column as one JSON list."""
    names = ", ".join(rows[0]._fields)
    if len(rows) <= FEW:
        places = ", ".join([_places(len(rows[0]))] * len(rows))
        return f"(VALUES {places}) AS told({names})", [value for row in rows for value in row]
    lists = ", ".join(["json_array_elements_text(%s::json)"] * len(rows[0]))
    columns = [json.dumps(column, ensure_ascii=False) for column in zip(*rows, strict=True)]
    return f"ROWS FROM ({lists}) AS told({names})", columns


def _places(count: int) -> str:
    return f"({', '.join(['%s'] * count)})"


def head(organisation_id: int) -> tuple[int, str]:
    """Where a chain ends; nobody waits for whoever only looks."""
    _check(organisation_id)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [organisation_id])
        found = cursor.fetchone()
    return (found[0], found[1]) if found else (0, GENESIS)


def first_beyond(organisation_id: int) -> int | None:
    """The first entry after the end of its chain: seen in one question, so that no writer comes between."""
    _check(organisation_id)
    ask = f"SELECT min(sequence) FROM journal_entry WHERE {_OWNER} AND sequence > coalesce(({_END}), 0)"  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(ask, [organisation_id, organisation_id])
        found = cursor.fetchone()
    return None if found[0] is None else int(found[0])


def lines(organisation_id: int, order: str = "sequence", until: int | None = None) -> Iterator[Line]:
    """All entries of a chain, or those until a place, in a stream."""
    _check(organisation_id)
    columns = _COLUMNS.replace(" at,", f" {_MOMENT[connection.vendor]},", 1)
    within, values = (_OWNER, [organisation_id])
    if until is not None:
        within, values = f"{within} AND sequence <= %s", [*values, until]
    ask = f"SELECT {columns} FROM journal_entry WHERE {within} ORDER BY {order}"  # nosec B608
    in_words = _words_of_sqlite if connection.vendor == "sqlite" else str
    with connection.chunked_cursor() as cursor:
        cursor.execute(ask, values)
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
