"""Rows out of a question that is written out are those that Django reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from tests.kit.conftest import Two

from samspil.apps.organisations.models import Person
from samspil.kit.once.models import Key
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.columns import Columns


def asked(columns: Columns[Any], table: str, ours: int) -> Any:
    """The first of ours: where the world of the applications has been built, others have rows as well."""
    with connection.cursor() as cursor:
        told = f"SELECT {columns} FROM {table} AS told WHERE told.organisation_id = %s ORDER BY told.id"
        cursor.execute(told, [ours])
        return columns.read(cursor.fetchone())


@pytest.mark.parametrize("answer", [None, {"æ": [1, "å"]}, "word"])
def test_every_value_is_what_django_makes_of_it(two: Two, answer: Any) -> None:
    with scope.within([two.ours.pk]):
        at = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
        Key.objects.create(
            organisation=two.ours, who="w", key="k", request_digest="d", answer=answer, used_at=at
        )
        read, kept = asked(Columns(Key, "told"), Key._meta.db_table, two.ours.pk), Key.objects.get()
        somebody = asked(Columns(Person, "told"), Person._meta.db_table, two.ours.pk)
    for field in Key._meta.concrete_fields:
        assert getattr(read, field.attname) == getattr(kept, field.attname)
    with scope.within([two.ours.pk]):
        as_django = Person.objects.get(pk=somebody.pk)
    for one in Person._meta.concrete_fields:
        said, told = getattr(somebody, one.attname), getattr(as_django, one.attname)
        assert (type(said), said) == (type(told), told), one.attname


def test_what_is_not_named_is_asked_for_where_it_is_wanted(two: Two, django_assert_num_queries: Any) -> None:
    with scope.within([two.ours.pk]):
        columns = Columns(Person, "told", ("id", "organisation_id", "public_id"))
        somebody = asked(columns, Person._meta.db_table, two.ours.pk)
        assert len(columns) == 3
        with django_assert_num_queries(0):
            assert somebody.organisation_id == two.ours.pk
        with django_assert_num_queries(1):
            assert somebody.name == "clerk of Lejre"
