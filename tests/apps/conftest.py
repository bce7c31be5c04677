"""One small world for the tests of the applications, made through the same doors as real use."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from tests.apps.world import World, build_world

from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.types import Acting

_built: list[World] = []
_rows: dict[str, list[tuple[Any, ...]]] = {}
# Django fills these itself, each time the tables are emptied and when they are made.
_OF_DJANGO = frozenset({"django_migrations", "django_content_type", "auth_permission"})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The world is built once for a run; each test changes it in a transaction that is taken back."""
    with django_db_blocker.unblock():
        if not Organisation.objects.exists():
            _build()


@pytest.fixture
def world(db: None) -> World:
    """The association of nine and three of its members, each with people."""
    if not Organisation.objects.exists():  # a test with real transactions has emptied the tables
        if _rows:
            _put_rows_back()
        else:
            _build()
    return _built[0]


def _build() -> None:
    _built[:] = [build_world()]
    _keep_rows()


def _keep_rows() -> None:
    """The rows of the world as they stand. On PostgreSQL nobody may read all: there it is built anew."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table in set(connection.introspection.django_table_names()) - _OF_DJANGO:
            cursor.execute(f'SELECT * FROM "{table}"')
            if found := cursor.fetchall():
                _rows[table] = found


def _put_rows_back() -> None:
    """The same rows under the same numbers, so that what is kept of them in memory holds as well."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in _rows.items():
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


@pytest.fixture
def as_member(world: World) -> Generator[Acting]:
    """In Hvidovre's scope, as somebody who works in a specialist area there."""
    with world.scope("0167"):
        yield world.acting("0167", "employee")


@pytest.fixture
def browser() -> Client:
    """A browser that nobody has logged in with."""
    return Client()
