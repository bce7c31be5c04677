"""One small world for the tests of the applications, made through the same doors as real use."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import AutoField
from django.test import Client
from tests.apps.world import World, build_world
from tests.conftest import as_owner
from tests.ready_database import once

from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.types import Acting
from samspil.kit.tenancy import scope

Rows = dict[str, list[tuple[Any, ...]]]

_built: list[World] = []
_rows: Rows = {}
# Django fills these itself, each time the tables are emptied and when they are made.
_OF_DJANGO = frozenset({"django_migrations", "django_content_type", "auth_permission"})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> None:
    """The world is there once for a run; each test changes it in a transaction that is taken back."""
    with django_db_blocker.unblock():
        if not Organisation.objects.exists():
            _build(anew=request.config.getvalue("create_db"))


@pytest.fixture
def world(db: None) -> Generator[World]:
    """The association of nine and three of its members, each with people.

    Who was made for one test is taken back with it: in the rows, and here in what knows of them.
    """
    if not Organisation.objects.exists():  # a test with real transactions has emptied the tables
        if _built:
            _put_rows(_rows)
        else:
            _build()
    found = _built[0]
    known: tuple[dict[Any, Any], ...] = (found.people, found.members)
    before = [dict(one) for one in known]
    yield found
    for now, then in zip(known, before, strict=True):
        now.clear()
        now.update(then)


def _build(*, anew: bool = False) -> None:
    """In an empty database; where an earlier run or another worker has built it, its rows are put there."""
    built, rows = build_and_keep() if anew else once(build_and_keep, connection.vendor)
    _built[:] = [built]
    _rows.update(rows)
    if not Organisation.objects.exists():
        _put_rows(rows)


def build_and_keep() -> tuple[World, Rows]:
    """The world, and the rows it is made of, read in the scope of all who are in it."""
    built = build_world()
    everybody = [built.association.pk, *(one.pk for one in built.members.values())]
    rows: Rows = {}
    with scope.within(everybody), connection.cursor() as cursor:
        for table in set(connection.introspection.django_table_names()) - _OF_DJANGO:
            cursor.execute(f'SELECT * FROM "{table}"')
            if found := cursor.fetchall():
                rows[table] = found
    return built, rows


def _put_rows(rows: Rows) -> None:
    """The same rows under the same numbers, so that what is kept of them in memory holds as well."""
    everybody = [row[0] for row in rows[Organisation._meta.db_table]]
    with transaction.atomic(), scope.within(everybody), connection.cursor() as cursor:
        for table, found in rows.items():
            marks = ", ".join(["%s"] * len(found[0]))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', found)
        _count_on(list(rows))


def _count_on(tables: list[str]) -> None:
    """On PostgreSQL a number that is given does not move the counter, and the next row would get it again."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        last = {}
        for one in apps.get_models(include_auto_created=True):
            if one._meta.db_table in tables and isinstance(one._meta.pk, AutoField):
                cursor.execute(f'SELECT max("{one._meta.pk.column}") FROM "{one._meta.db_table}"')
                last[one._meta.db_table, one._meta.pk.column] = cursor.fetchone()[0]
        with as_owner(connection):
            for (table, column), number in last.items():
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, number])


@pytest.fixture
def as_member(world: World) -> Generator[Acting]:
    """In Hvidovre's scope, as somebody who works in a specialist area there."""
    with world.scope("0167"):
        yield world.acting("0167", "employee")


@pytest.fixture
def browser() -> Client:
    """A browser that nobody has logged in with."""
    return Client()
