"""The main pages stand still while they come, fit at twice the size, and lose nothing on paper."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.governance import forum_world
from tests.apps.governance.at_time import brought
from tests.apps.world import HVIDOVRE, World
from tests.browser.looking import logged_in
from tests.browser.on_paper import lost_on_paper
from tests.browser.steady import NOTE_WHAT_JUMPS, jumped

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MATTER, MEETING = "a matter", "a meeting"
PAGES = {
    ("", "coordinator"): [
        *("/", "/forums/board/", "/overview/", "/organisation/", "/portfolio/", "/benefits/"),
        MEETING,
    ],
    (HVIDOVRE, "head_of_digitalisation"): [
        *("/", "/bring/", "/bring/purchase_request/", "/matters/", "/decisions/", "/models/", "/money/"),
        *(
            "/models/shipped/storkoebenhavn_association/",
            "/api/docs",
            "/systems/",
            "/contracts/",
            "/contracts/calendar/",
            "/contracts/together/",
            "/needs/",
            MATTER,
        ),
    ],
}
PHONE, DESK = 360, 1280
AT_TWICE_THE_SIZE = 640  # what a screen of 1280 shows then


@pytest.fixture
def addresses(world: World) -> dict[str, str]:  # noqa: F811
    """Of a purchase in Hvidovre, and of the meeting of the board, which has a plan before it."""
    with world.scope(""):
        forum_world.plan(world)
        meeting = forum_world.next_meeting(world)
    return {
        MATTER: f"/matters/{brought(world).public_id}/",
        MEETING: f"/meetings/{meeting.public_id}/",
    }


@pytest.fixture
def pages(
    world: World,  # noqa: F811
    browser: Browser,
    live_server: LiveServer,
    addresses: dict[str, str],
) -> Generator[list[tuple[Page, str]]]:
    """A browser for each who looks, with the addresses they look at."""
    opened = []
    for (code, role), paths in PAGES.items():
        context = browser.new_context(locale="da-DK", viewport={"width": DESK, "height": 900})
        context.add_init_script(NOTE_WHAT_JUMPS)
        page = logged_in(context, live_server, world, code, role)
        opened += [(page, live_server.url + addresses.get(path, path)) for path in paths]
    yield opened
    for page, _address in opened:
        page.context.close()


def test_no_main_page_jumps_is_wider_than_the_screen_or_lost_on_paper(pages: list[tuple[Page, str]]) -> None:
    wrong = []
    for page, address in pages:
        told = []
        for width in (PHONE, DESK):
            page.goto("about:blank")  # else it may be laid out while the window grows
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            told += [f"at {width}: {one}" for one in jumped(page)]
        page.set_viewport_size({"width": AT_TWICE_THE_SIZE, "height": 450})
        reaches = page.evaluate("document.documentElement.scrollWidth")
        told += [f"{reaches} wide at twice the size"] if reaches > AT_TWICE_THE_SIZE else []
        wrong += [f"{address}: {one}" for one in (*told, *lost_on_paper(page))]
    assert wrong == []
