"""No index is the beginning of another: each costs every row that is written, and one of them misleads.

PostgreSQL plans a prepared question for no organisation in particular. It may then take the index on the
owner alone, and read and sort all rows of a large organisation that another index has in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

OURS = [model for model in apps.get_models() if model.__module__.startswith("samspil.")]
Columns = tuple[str, ...]


def some_rows_only(model: type[models.Model]) -> set[str]:
    """Indexes that not every row is in: none of them answers for another."""
    named = (*model._meta.indexes, *model._meta.constraints)
    return {one.name for one in named if getattr(one, "condition", None) is not None}


def indexes(model: type[models.Model]) -> dict[str, tuple[Columns, bool]]:
    """The columns of each index that has every row, and whether it keeps them apart, as the database says."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    partial = some_rows_only(model)
    return {
        name: (tuple(one["columns"]), bool(one["unique"]))
        for name, one in found.items()
        # PostgreSQL has a second one beside each unique text, for questions about how it begins.
        if (one["index"] or one["unique"]) and name not in partial and not name.endswith("_like")
    }


def beginnings(found: Mapping[str, tuple[Columns, bool]]) -> Iterator[str]:
    """Those that another answers for; what keeps rows apart has that reason to be there."""
    for name, (columns, is_unique) in found.items():
        others = (other for one, (other, _unique) in found.items() if one != name)
        if not is_unique and any(columns == other[: len(columns)] for other in others):
            yield name


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_index_is_the_beginning_of_another(db: None, model: type[models.Model]) -> None:
    assert list(beginnings(indexes(model))) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_the_database_has_no_index_that_the_model_does_not_tell_of(
    db: None, model: type[models.Model]
) -> None:
    fields: list[Any] = list(model._meta.local_fields)
    column = {field.name: field.column for field in fields}
    told = {(field.column,) for field in fields if field.db_index}
    named: list[Any] = [*model._meta.indexes, *model._meta.constraints]
    alone = {columns for columns, is_unique in indexes(model).values() if len(columns) == 1 and not is_unique}
    by_name = {
        (column[one.fields[0].removeprefix("-")],) for one in named if len(getattr(one, "fields", ())) == 1
    }
    assert alone <= told | by_name


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_index_that_a_model_names_is_in_the_database(db: None, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert {one.name for one in model._meta.indexes} <= set(found)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"a": (("owner",), False), "b": (("owner", "day"), False)}, ["a"]),
        ({"a": (("owner",), True), "b": (("owner", "day"), False)}, []),
        ({"a": (("day",), False), "b": (("owner", "day"), False)}, []),
        ({"a": (("owner", "day"), False), "b": (("owner", "day"), True)}, ["a"]),
    ],
)
def test_a_beginning_is_noticed(found: dict[str, tuple[Columns, bool]], told: list[str]) -> None:
    assert list(beginnings(found)) == told
