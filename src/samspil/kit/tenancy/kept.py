"""Questions that are put together once and kept: Django writes the same ones anew each time they are asked.

For what a page asks that everybody opens every day. Where a value will stand there is a `Known`; the answer
is read as Django reads it. Whose rows are found is the scope's to say: a kept question belongs to the scope
in which it was put together, and is put together anew in another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, QuerySet, Value

from samspil.kit.tenancy import scope

MOST_KEPT: Final = 256

Rows = QuerySet[Any, Any]


class Blank(NamedTuple):
    """What stands in a kept question where a value will stand, and as which field the database is told it."""

    name: str
    field: Field[Any, Any]


class Known(Value):
    """A value that is known only when a kept question is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        """A place for it."""
        return "%s", [Blank(self.value, self.output_field)]


def said(param: Any, known: Mapping[str, Any]) -> Any:
    """A parameter of a kept question, as the database is told it now."""
    if isinstance(param, Blank):
        return param.field.get_db_prep_value(known[param.name], connection)
    return param


class _Question(NamedTuple):
    """As it is kept: how it is written, and how what comes is read."""

    sql: str
    params: tuple[Any, ...]
    read: Callable[[list[Any]], list[tuple[Any, ...]]]


class Kept:
    """A question for some columns of rows in scope. ``rows`` ends with ``values_list``."""

    def __init__(self, rows: Callable[[], Rows]) -> None:
        self._rows = rows
        self._question = lru_cache(MOST_KEPT)(self._put_together)

    def ask(self, **known: Any) -> list[tuple[Any, ...]]:
        """The rows, with what is known now.

        Raises:
            NoScopeError: nobody has said whose rows.
        """
        question = self._question(scope.organisations())
        if question is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(question.sql, [said(one, known) for one in question.params])
            return question.read(cursor.fetchall())

    def _put_together(self, _scope: frozenset[int]) -> _Question | None:
        """Nothing where no row can be meant."""
        compiler = self._rows().query.get_compiler(using=connection.alias)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        found = compiler.get_converters([one[0] for one in compiler.select])
        makes = tuple((place, tuple(made), column) for place, (made, column) in found.items())
        return _Question(sql, tuple(params), partial(_read, makes))


# Of each column that is not as the database gives it: its place, and what makes a value of what comes.
_Makes = tuple[tuple[int, tuple[Callable[[Any, Any, Any], Any], ...], Any], ...]


def _read(makes: _Makes, found: list[Any]) -> list[tuple[Any, ...]]:
    """As Django's compiler reads it, which is large and need not be kept for it."""
    told = [list(row) for row in found]
    for place, made, column in makes:
        for row in told:
            for one in made:
                row[place] = one(row[place], column, connection)
    return [tuple(row) for row in told]
