"""The character NUL never comes as far as a page; on PostgreSQL it would be our fault instead of theirs."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, override_settings
from tests.apps.world import HVIDOVRE, World

pytestmark = pytest.mark.django_db
GUARD = "samspil.kit.web.middleware.NoNullMiddleware"


@pytest.fixture
def employee(world: World, browser: Client) -> Client:
    world.log_in(browser, HVIDOVRE, "employee")
    return browser


@pytest.mark.parametrize("query", ["said=%00", "said=a%00b", "%00=1", "said=a&said=%00"])
def test_an_address_with_nul_is_no_page(employee: Client, query: str) -> None:
    assert employee.get(f"/matters/?{query}").status_code == 400


def test_without_the_guard_it_would_be_one(employee: Client) -> None:
    without = [one for one in settings.MIDDLEWARE if one != GUARD]
    with override_settings(MIDDLEWARE=without):
        assert employee.get("/matters/?%00=1").status_code == 200


def test_a_form_with_nul_changes_nothing(employee: Client) -> None:
    answer = employee.post("/look/colour-scheme/", {"scheme": "dark", "next": "/\0"})
    assert answer.status_code == 400
    assert "samspil_colours" not in answer.cookies


def test_the_same_form_without_it_does(employee: Client) -> None:
    answer = employee.post("/look/colour-scheme/", {"scheme": "dark", "next": "/"})
    assert (answer.status_code, answer.cookies["samspil_colours"].value) == (302, "dark")
