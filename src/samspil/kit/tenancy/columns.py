"""Rows of a model out of a question that is written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection, models

_Row = TypeVar("_Row", bound=models.Model)


class Columns(Generic[_Row]):
    """The columns of a table under its name in a question, and its rows read as Django reads them.

    What is not among ``names`` Django asks for where it is wanted.
    """

    def __init__(self, model: type[_Row], table: str, names: Sequence[str] = ()) -> None:
        every = model._meta.concrete_fields
        self._model, self._table = model, table
        self._fields = [one for one in every if not names or one.attname in names]

    def __str__(self) -> str:
        return ", ".join(f'{self._table}."{one.column}"' for one in self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def read(self, values: Sequence[Any]) -> _Row:
        """A row, from its values in the order of the columns."""
        told = list(values)
        for place, convert, column in self._converters:
            told[place] = convert(told[place], column, connection)
        return self._model.from_db(connection.alias, self._names, told)

    @cached_property
    def _names(self) -> list[str]:
        return [one.attname for one in self._fields]

    @cached_property
    def _converters(self) -> list[tuple[int, Callable[[Any, Any, Any], Any], Any]]:
        """What the database and the field make of a value, in this order."""
        return [
            (place, convert, column)
            for place, column in enumerate(one.cached_col for one in self._fields)
            for convert in [
                *connection.ops.get_db_converters(column),
                *column.get_db_converters(connection),
            ]
        ]
