"""One small world for the tests of the applications, made through the same doors as real use."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.test import Client
from tests.apps.world import World, build_world

from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.types import Acting

_built: list[World] = []


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The world is built once for a run; each test changes it in a transaction that is taken back."""
    with django_db_blocker.unblock():
        if not Organisation.objects.exists():
            _built[:] = [build_world()]


@pytest.fixture
def world(db: None) -> World:
    """The association of nine and three of its members, each with people."""
    if not Organisation.objects.exists():  # a test with real transactions has emptied the tables
        _built[:] = [build_world()]
    return _built[0]


@pytest.fixture
def as_member(world: World) -> Generator[Acting]:
    """In Hvidovre's scope, as somebody who works in a specialist area there."""
    with world.scope("0167"):
        yield world.acting("0167", "employee")


@pytest.fixture
def browser() -> Client:
    """A browser that nobody has logged in with."""
    return Client()
