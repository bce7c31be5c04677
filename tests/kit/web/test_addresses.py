"""Where pages are is looked up once, and again where the pages lie elsewhere."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import override_settings
from django.urls import set_script_prefix

from samspil.kit.web.addresses import address, addresses

INITIATIVE = UUID(int=7)


def test_a_page_is_found_by_its_name_and_what_is_not_built_has_no_address() -> None:
    assert address("portfolio:initiatives") == "/portfolio/"
    assert address("portfolio:initiative", INITIATIVE) == f"/portfolio/initiatives/{INITIATIVE}/"
    assert addresses("portfolio:initiative")(INITIATIVE) == address("portfolio:initiative", INITIATIVE)
    assert address("portfolio:dreams") == addresses("portfolio:dreams")(INITIATIVE) == ""


def test_where_pages_lie_elsewhere_they_are_looked_up_anew() -> None:
    assert address("portfolio:initiatives") == "/portfolio/"
    with override_settings(ROOT_URLCONF="tests.kit.web.web_urls"):
        assert address("portfolio:initiatives") == ""
        assert addresses("portfolio:initiative")(INITIATIVE) == ""
    assert address("portfolio:initiatives") == "/portfolio/"


def test_under_another_folder_every_address_begins_with_it(request: pytest.FixtureRequest) -> None:
    assert address("portfolio:initiatives") == "/portfolio/"
    request.addfinalizer(lambda: set_script_prefix("/"))
    set_script_prefix("/samspil/")
    assert address("portfolio:initiatives") == "/samspil/portfolio/"
    assert addresses("portfolio:initiative")(INITIATIVE).startswith("/samspil/portfolio/")
