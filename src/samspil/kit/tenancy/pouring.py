"""Many new rows of one table, as plain values, the way each database takes them fastest.

For tens of thousands of rows. Nothing is asked of a row but what the database asks: whoever calls has checked
it. Whose rows they are is checked against the scope first, as the managers do.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Final

from django.db import connection, models

from samspil.kit.tenancy import scope, sqlite_ahead
from samspil.kit.tenancy.rows import OwnedRow
from samspil.kit.tenancy.sqlite_rows import insert_rows

PORTION: Final = 5000
_AS_IT_IS: Final = frozenset({"CharField", "TextField"})  # a cast to varchar would cut off what is too long

# Days as ``2026-03-02``, ids from outside as 32 digits, JSON as text.
Plain = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Into:
    """A table and the columns that rows fill. ``alike`` is what all have in common; the rest is default.

    ``unique`` are the columns by which a row that is there is known: it is then changed to what is new.
    """

    model: type[OwnedRow]
    columns: Sequence[str]
    alike: Mapping[str, Any] = field(default_factory=dict)
    unique: Sequence[str] = ()


def take_ids(model: type[OwnedRow], count: int) -> Sequence[int]:
    """Keys of the database for rows to come. Within a transaction; pour the rows before more are taken."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            ask = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            return [key for (key,) in cursor.execute(ask, [table, count]).fetchall()]
        # Whoever writes to a file is alone: what comes next is known until it has come.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return range(first, first + count)


def pour(into: Into, organisation_id: int, rows: Iterable[Sequence[Plain]]) -> None:
    """Add rows of one organisation. Over a network they are sent, and worked on while the next are made.

    What the database has to say against them is then heard with the next question, or with the commit.

    Raises:
        NoScopeError: the organisation is not in scope.
    """
    if organisation_id not in scope.organisations():
        raise scope.NoScopeError(f"organisation {organisation_id} is not in scope")
    shared = _shared(into, organisation_id)
    coming = iter(rows)
    if connection.vendor == "postgresql":
        asked: Any = connection
        for portion in _portions(coming):
            asked.send_ahead(_by_columns(into, shared), [*shared.values(), *_written(portion)])
        return
    names = [*shared, *(str(one.column) for one in _fields(into))]
    first, then = _insert(into, names), _conflict(into, names)
    for portion in _portions(coming):
        values = list(shared.values())
        sqlite_ahead.ask(partial(insert_rows, into=first, shared=values, rows=portion, and_then=then))


@contextmanager
def meanwhile() -> Generator[None]:
    """What is poured is kept while the next rows are made; all of it is when this is left.

    For many rows that point only at what has been poured before: whether that is there, PostgreSQL then asks
    with each question and not at the commit.
    """
    if connection.vendor != "postgresql":
        with sqlite_ahead.asking_ahead():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _portions(rows: Iterator[Sequence[Plain]]) -> Iterator[list[Sequence[Plain]]]:
    while portion := list(islice(rows, PORTION)):
        yield portion


def _shared(into: Into, organisation_id: int) -> dict[str, Any]:
    """What every row has, as the database keeps it, by its column."""
    own = {"organisation_id": organisation_id, **into.alike}
    return {
        str(one.column): one.get_db_prep_save(own.get(one.attname, one.get_default()), connection)
        for one in into.model._meta.concrete_fields
        if one.attname not in into.columns and not one.primary_key
    }


# The names of tables and columns are ours, every value is handed over beside the question.
def _by_columns(into: Into, shared: Mapping[str, Any]) -> str:
    """Each column comes as one JSON list: a single question for thousands of rows, planned once."""
    casts = {str(one.column): _cast(one) for one in into.model._meta.concrete_fields}
    own = [str(one.column) for one in _fields(into)]
    names = [*shared, *own]
    chosen = [f"%s{casts[one]}" for one in shared] + [f'told."{one}"{casts[one]}' for one in own]
    lists = ", ".join(["json_array_elements_text(%s::json)"] * len(own))
    told = f"ROWS FROM ({lists}) AS told({', '.join(_quoted(own))})"
    return f"{_insert(into, names)} SELECT {', '.join(chosen)} FROM {told}{_conflict(into, names)}"  # nosec B608


def _fields(into: Into) -> Iterator[models.Field[Any, Any]]:
    by_name = {one.attname: one for one in into.model._meta.concrete_fields}
    return (by_name[name] for name in into.columns)


def _insert(into: Into, names: Sequence[str]) -> str:
    return f"INSERT INTO {into.model._meta.db_table} ({', '.join(_quoted(names))})"  # nosec B608


def _conflict(into: Into, names: Sequence[str]) -> str:
    if not into.unique:
        return ""
    changed = ", ".join(
        f"{one} = EXCLUDED.{one}" for one in _quoted(names) if one.strip('"') not in into.unique
    )
    # Names of columns of our own models, quoted; no value stands in it.
    return f" ON CONFLICT ({', '.join(_quoted(into.unique))}) DO UPDATE SET {changed}"  # nosec B608


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _cast(kind: models.Field[Any, Any]) -> str:
    return "" if kind.get_internal_type() in _AS_IT_IS else f"::{kind.db_type(connection)}"


def _written(rows: Sequence[Sequence[Plain]]) -> list[str]:
    return [json.dumps(column, ensure_ascii=False) for column in zip(*rows, strict=True)]
