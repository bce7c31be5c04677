"""Every page of the permission matrix, as it is and as a refused form, is for everybody.

A page that is new is in the matrix, and so is looked at here by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.world import HVIDOVRE, RODOVRE, World
from tests.architecture.permission_matrix.routes import routes
from tests.architecture.permission_matrix.things import Told, address_values, things
from tests.architecture.test_permission_matrix import POLICY
from tests.browser.looking import AXE
from tests.journeys.desk import OF_COLOURS
from tests.journeys.html_standard import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# The first of these who has a page is who looks at it; between them they have all that there are.
WHO = [
    (HVIDOVRE, "head_of_digitalisation"),
    (HVIDOVRE, "council_secretary"),
    (HVIDOVRE, "employee"),
    (HVIDOVRE, "it_expert"),
    ("", "coordinator"),
    (RODOVRE, "head_of_digitalisation"),
    (RODOVRE, "employee"),
]
WIDTHS = (320, 360, 1920)
PARTS = 2
LEAST_PAGES, LEAST_REFUSED = 190, 120


class Seen(NamedTuple):
    """A page as somebody is shown it."""

    route: str
    path: str
    who: tuple[str, str]
    html: str


def clients(world: World) -> dict[tuple[str, str], Client]:  # noqa: F811
    return {who: world.log_in(Client(), *who) for who in WHO}


def addresses(about: Told, method: str) -> Iterator[tuple[str, str]]:
    """Each route of pages with its address."""
    for route, names in routes().items():
        line = POLICY[route]
        if method in line and not route.startswith("api:"):
            yield (
                route,
                reverse(route, kwargs=address_values(names, about[line["about"]], line.get("address", {}))),
            )


def _things(world: World) -> Told:  # noqa: F811
    with transaction.atomic():
        return things(world)


def is_page(answer: HttpResponseBase, *status: int) -> bool:
    if answer.status_code not in status or not answer.get("Content-Type", "").startswith("text/html"):
        return False
    return bool(answer.content.lstrip()[:9].lower() == b"<!doctype")  # type: ignore[attr-defined]


def pages(world: World, about: Told) -> list[Seen]:  # noqa: F811
    """Every page as the first who has it sees it."""
    found = []
    known = clients(world)
    for route, path in addresses(about, "GET"):
        for who, client in known.items():
            answer = client.get(path)
            if is_page(answer, 200):
                found.append(Seen(route, path, who, answer.content.decode()))
                break
    return found


def refused(world: World, about: Told) -> list[Seen]:  # noqa: F811
    """Every form as it comes back when it is sent with nothing in it."""
    found = []
    known = clients(world)
    for route, path in addresses(about, "POST"):
        for who, client in known.items():
            with transaction.atomic():
                answer = client.post(path, {})
                transaction.set_rollback(True)
            if is_page(answer, 422):
                found.append(Seen(route, path, who, answer.content.decode()))
                break
    return found


def test_each_page_and_each_refused_form_is_valid_and_says_that_it_is_an_example(
    world: World,  # noqa: F811
    tmp_path: Path,
) -> None:
    about = _things(world)
    shown, back = pages(world, about), refused(world, about)
    assert len(shown) >= LEAST_PAGES
    assert len(back) >= LEAST_REFUSED
    assert [one.route for one in shown + back if 'class="s-strip"' not in one.html] == []
    assert (
        faults({f"{one.route} {place}": one.html for place, one in enumerate(shown + back)}, tmp_path) == []
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_each_page_can_be_used_by_all_and_fits_every_screen(
    world: World,  # noqa: F811
    browser: Browser,
    live_server: LiveServer,
    part: int,
) -> None:
    shown = pages(world, _things(world))[part::PARTS]
    desks: dict[tuple[str, str], Page] = {}
    wrong = []
    for one in shown:
        if one.who not in desks:
            desks[one.who] = _desk(world, browser, live_server, one.who)
        page = desks[one.who]
        page.goto(live_server.url + one.path)
        wrong += [f"{one.route}: {told}" for told in (*_barred(page), *_too_wide(page))]
    for page in desks.values():
        page.context.close()
    assert wrong == []
    assert len(shown) >= LEAST_PAGES // PARTS


def _desk(world: World, browser: Browser, server: LiveServer, who: tuple[str, str]) -> Page:  # noqa: F811
    context = browser.new_context(locale="da-DK", color_scheme="light", reduced_motion="reduce")
    value = world.log_in(Client(), *who).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server.url}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def _barred(page: Page) -> list[str]:
    """What axe finds; of the dark only what has to do with colours, for the rest is the same."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(found => found.violations)")
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(f"axe.run({{runOnly: {OF_COLOURS}}}).then(found => found.violations)")
    page.emulate_media(color_scheme="light")
    return sorted({f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]})


def _too_wide(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        reaches = page.evaluate("document.documentElement.scrollWidth")
        if reaches > width:
            found.append(f"{reaches} wide on a screen of {width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found
