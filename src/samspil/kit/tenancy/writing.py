"""Rows written by statements that are kept: Django puts the same ones together anew each time.

For what very many write at the same moment. Each field says how its value is kept, as when Django writes it;
whose rows they are is checked against the scope first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connection, models

from samspil.kit.tenancy import scope
from samspil.kit.tenancy.rows import OwnedRow

_Fields = tuple[models.Field[Any, Any], ...]


def add(rows: Sequence[OwnedRow]) -> None:
    """Add a few rows of one table. The database gives them their keys, which are not read.

    Raises:
        NoScopeError: an organisation is not in scope.
    """
    if not rows:
        return
    _check(rows)
    statement, places, fields = _insert(type(rows[0]))
    with connection.cursor() as cursor:
        values = [value for row in rows for value in _kept(row, fields, cursor.db, new=True)]
        cursor.execute(statement + ", ".join([places] * len(rows)), values)


def add_keyed(row: OwnedRow) -> None:
    """Add a row that others will name, with the key that the database gives it.

    Raises:
        NoScopeError: its organisation is not in scope.
    """
    _check([row])
    statement, places, fields = _insert(type(row))
    with connection.cursor() as cursor:
        values = _kept(row, fields, cursor.db, new=True)
        row.pk = cursor.execute(f"{statement}{places} RETURNING id", values).fetchone()[0]
    row._state.adding = False


def change(row: OwnedRow, names: tuple[str, ...]) -> None:
    """Write these fields of a row that is there.

    Raises:
        NoScopeError: its organisation is not in scope.
        DatabaseError: it is not there.
    """
    _check([row])
    statement, fields = _update(type(row), names)
    with connection.cursor() as cursor:
        values = _kept(row, fields, cursor.db, new=False)
        cursor.execute(statement, [*values, row.organisation_id, row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{row._meta.label} {row.pk} is not there")


def change_many(rows: Sequence[OwnedRow], names: tuple[str, ...]) -> None:
    """The same for many rows of one table; what is not there is passed over. A fortieth of the ORM's work.

    Raises:
        NoScopeError: an organisation is not in scope.
    """
    if not rows:
        return
    _check(rows)
    statement, fields = _update(type(rows[0]), names)
    with connection.cursor() as cursor:
        of_each = ([*_kept(row, fields, cursor.db, new=False), row.organisation_id, row.pk] for row in rows)
        cursor.executemany(statement, list(of_each))


def _check(rows: Iterable[OwnedRow]) -> None:
    missing = {row.organisation_id for row in rows} - scope.organisations()
    if missing:
        raise scope.NoScopeError(f"organisation {min(missing)} is not in scope")


def _kept(row: OwnedRow, fields: _Fields, database: Any, *, new: bool) -> list[Any]:
    return [one.get_db_prep_save(one.pre_save(row, new), database) for one in fields]


# The names of tables and columns are those of our models, every value is handed over beside the question.
@lru_cache(maxsize=64)
def _insert(model: type[OwnedRow]) -> tuple[str, str, _Fields]:
    """The statement up to its rows, the places of a row, and the fields that fill them."""
    fields = tuple(one for one in model._meta.concrete_fields if not one.primary_key)
    statement = f"INSERT INTO {model._meta.db_table} ({_names(fields)}) VALUES "  # nosec B608
    return statement, f"({', '.join(['%s'] * len(fields))})", fields


@lru_cache(maxsize=64)
def _update(model: type[OwnedRow], names: tuple[str, ...]) -> tuple[str, _Fields]:
    fields: _Fields = tuple(model._meta.get_field(name) for name in names)  # type: ignore[misc]
    said = ", ".join(f'"{one.column}" = %s' for one in fields)
    return f"UPDATE {model._meta.db_table} SET {said} WHERE organisation_id = %s AND id = %s", fields  # nosec B608


def _names(fields: _Fields) -> str:
    return ", ".join(f'"{one.column}"' for one in fields)
