"""No page shows a link to what is closed to whoever looks: one rule shows the link and opens the door."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.world import HVIDOVRE, RODOVRE, World
from tests.architecture.permission_matrix.routes import routes
from tests.architecture.permission_matrix.things import address_values, things
from tests.architecture.test_permission_matrix import POLICY

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

WHO = [
    (HVIDOVRE, "employee"),
    (HVIDOVRE, "it_expert"),
    (RODOVRE, "employee"),
    ("", "coordinator"),
]
LEAST_PAGES, LEAST_LINKS = 60, 100


class _Links(HTMLParser):
    """Where a page leads, on this server."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("/"):
            self.found.add(href.partition("#")[0])


def links_in(html: str) -> set[str]:
    reader = _Links()
    reader.feed(html)
    return reader.found


def pages(browser: Client, addresses: list[str]) -> dict[str, str]:
    """The pages that somebody is shown, by address."""
    found = {}
    for address in addresses:
        answer = browser.get(address)
        if answer.status_code == 200 and _is_page(answer):
            found[address] = answer.content.decode()
    return found


def _is_page(answer: HttpResponseBase) -> bool:
    return answer.get("Content-Type", "").startswith("text/html")


def leads(shown: dict[str, str]) -> dict[str, str]:
    """Every link of pages, with the first page that shows it."""
    found: dict[str, str] = {}
    for address, html in shown.items():
        for link in links_in(html):
            found.setdefault(link, address)
    return found


def closed(browser: Client, links: dict[str, str]) -> list[str]:
    """Those that lead to a closed door."""
    return [
        f"{address} shows {link}" for link, address in links.items() if browser.get(link).status_code == 403
    ]


@pytest.mark.parametrize("who", WHO, ids=lambda who: f"{who[0] or 'association'} {who[1]}")
def test_no_link_leads_whoever_sees_it_to_a_closed_door(
    world: World,  # noqa: F811
    who: tuple[str, str],
) -> None:
    with transaction.atomic():
        about = things(world)
    addresses = [
        reverse(route, kwargs=address_values(names, about[line["about"]], line.get("address", {})))
        for route, names in routes().items()
        if "GET" in (line := POLICY[route]) and not route.startswith("api:")
    ]
    browser = world.log_in(Client(), *who)
    shown = pages(browser, addresses)
    links = leads(shown)
    assert (len(shown) >= LEAST_PAGES, len(links) >= LEAST_LINKS) == (True, True)
    assert closed(browser, links) == []


def test_a_link_to_a_closed_door_is_seen(world: World) -> None:  # noqa: F811
    """The control: who keeps the organisation has a page that an employee may not open."""
    browser, door = world.log_in(Client(), HVIDOVRE, "employee"), reverse("benefits:weights_decide")
    shown = pages(browser, ["/", "/benefits/"])
    shown["/"] += f'<a href="{door}#first">Vægt bundlinjerne</a>'
    assert closed(browser, leads(shown)) == [f"/ shows {door}"]
