"""Rows of many tables about one initiative, found by one question that is put together once.

A page about one initiative shows a few rows of some twenty tables. Asked one by one, nearly all the time goes
to the way there and back, and to writing the same questions anew. So each row comes as a list of values, and
the question, which is the same but for whom and when it is about, is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import JSONArray

from samspil.kit.tenancy import scope
from samspil.kit.tenancy.kept import said

OWNER: Final = "owner"

_Row = TypeVar("_Row", bound=NamedTuple)
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of row: how its rows are found, and where what they hold under another name is found.

    ``rows`` names the owner in its condition (as ``Known(OWNER, …)``): it goes past the scope, which is asked
    for the owner when the question is.
    """

    row: type[Any]
    rows: Callable[[], Rows]
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def read(self) -> list[str]:
        """What is asked of a row, in the order of its fields."""
        return [self.columns.get(name, name) for name in self.row._fields]


class Gathered:
    """What was found, by sort."""

    def __init__(self, found: Mapping[type[Any], list[Any]]) -> None:
        self._found = found

    def of(self, row: type[_Row]) -> tuple[_Row, ...]:
        """The rows of a sort, as they were entered; none of a sort that was not asked for."""
        return tuple(self._found.get(row, ()))


class Gathering:
    """A question for several sorts of rows; put together when it is first asked, then kept."""

    def __init__(self, sorts: Sequence[Sort]) -> None:
        self._sorts = sorts

    def ask(self, owner: int, **known: Any) -> Gathered:
        """The rows of one organisation.

        Raises:
            NoScopeError: the organisation is not in scope.
        """
        if owner not in scope.organisations():
            raise scope.NoScopeError(f"organisation {owner} is not in scope")
        sql, params = self._question
        values = {OWNER: owner, **known}
        with connection.cursor() as cursor:
            cursor.execute(sql, [said(one, values) for one in params])
            found = cursor.fetchall()
        rows: dict[type[Any], list[Any]] = {}
        for place, told in found:
            row, read = self._readers[place]
            rows.setdefault(row, []).append(read(json.loads(told)))
        return Gathered({row: [one for _pk, one in sorted(of, key=_number)] for row, of in rows.items()})

    @cached_property
    def _question(self) -> tuple[str, tuple[Any, ...]]:
        first, *rest = (
            sort.rows()
            .order_by()
            .annotate(gathered_sort=Value(place), gathered=JSONArray("pk", *sort.read))
            .values_list("gathered_sort", "gathered")
            for place, sort in enumerate(self._sorts)
        )
        question = first.union(*rest, all=True) if rest else first
        sql, params = question.query.get_compiler(using=connection.alias).as_sql()
        return sql, tuple(params)

    @cached_property
    def _readers(self) -> list[tuple[type[Any], Callable[[list[Any]], Any]]]:
        return [(sort.row, _reader(sort.row)) for sort in self._sorts]


def _number(row: tuple[int, Any]) -> int:
    return row[0]


def _reader(row: type[Any]) -> Callable[[list[Any]], Any]:
    """How a row is made of its number and the values that came as JSON."""
    hints = get_type_hints(row)
    reads = [_read(hints[name]) for name in row._fields]

    def read(told: list[Any]) -> Any:
        number, *values = told
        return number, row._make(
            one if as_it_is is None or one is None else as_it_is(one)
            for as_it_is, one in zip(reads, values, strict=True)
        )

    return read


def _read(hint: Any) -> Callable[[Any], Any] | None:
    """How a value is read that JSON has no sort for; nothing where it is as it came."""
    for sort, read in _READ.items():
        if sort in (hint, get_origin(hint), *get_args(hint)):
            return read
    return None


def _moment(told: str) -> datetime:
    """SQLite keeps moments without their zone, which is that of all of them."""
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _plain(told: Any) -> Any:
    """SQLite keeps JSON as text."""
    return json.loads(told) if isinstance(told, str) else told


_READ: Final[Mapping[Any, Callable[[Any], Any]]] = {
    date: date.fromisoformat,
    datetime: _moment,
    UUID: UUID,
    bool: bool,
    dict: _plain,
}
