"""A meeting in a browser: ordered by keyboard alone, held without scripts, and nothing that bars anybody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.governance import forum_world as here
from tests.apps.world import World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.services import meetings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(world: World) -> Meeting:
    """The board's next meeting with three plans on its agenda and one that is ready."""
    now = timezone.now()
    before = now - timedelta(hours=2)
    with world.scope(""):
        plans = [here.plan(world, f"Plan {letter}", before) for letter in "ABCD"]
        found = here.next_meeting(world, now)
        secretary = world.acting("", here.SECRETARY, timezone.localdate(now))
        for plan in plans[:3]:
            meetings.put_on_agenda(found, plan, acting=secretary, at=now)
        soon = now + timedelta(seconds=1)
        return meetings.change_meeting(found, soon, "Rådhuset", acting=secretary, at=now)


def looked_at(page: Page, name: str) -> None:
    """Nothing bars anybody; and a picture for whoever wants to look."""
    bars_nobody(page)
    shot(page, name)


def order(page: Page) -> list[str]:
    titles = page.locator("#agenda .s-agenda__title").all_inner_texts()
    return [found[0] for title in titles if (found := re.search(r"Plan [A-D]", title))]


def test_items_are_ordered_by_keyboard_and_the_focus_stays(
    browser: Browser, live_server: LiveServer, world: World, meeting: Meeting
) -> None:
    context = browser.new_context(locale="da-DK")
    page = logged_in(context, live_server, world, "", here.SECRETARY)
    page.goto(f"{live_server.url}/meetings/{meeting.public_id}/")
    up = page.get_by_role("button", name="Flyt Plan C op")
    for _ in range(80):
        page.keyboard.press("Tab")
        if up.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#agenda .s-agenda__title").nth(1)).to_contain_text("Plan C")
    assert order(page) == ["Plan A", "Plan C", "Plan B"]
    expect(page.get_by_role("button", name="Flyt Plan C op")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#agenda .s-agenda__title").nth(0)).to_contain_text("Plan C")
    # At the top it cannot go further up: its other button has the focus, so that one can go on.
    expect(page.get_by_role("button", name="Flyt Plan C ned")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#agenda .s-agenda__title").nth(0)).to_contain_text("Plan A")
    expect(page.locator("#s-status")).to_have_text("Dagsordenen er ændret.")
    context.close()


def test_an_agenda_that_was_filled_meanwhile_says_so(
    browser: Browser, live_server: LiveServer, world: World, meeting: Meeting
) -> None:
    """Two prepare it at once: the page of the second still offers room."""
    context = browser.new_context(locale="da-DK")
    page = logged_in(context, live_server, world, "", here.SECRETARY)
    page.goto(f"{live_server.url}/meetings/{meeting.public_id}/")
    add = page.get_by_role("button", name="Tilføj Plan D")
    expect(add).to_be_visible()
    with world.scope(""):
        room = here.fill(meeting)
    items = page.locator("#agenda .s-agenda > li")
    add.click()
    expect(page.get_by_text(f"Dagsordenen er fuld: der er plads til {room} punkter.")).to_be_visible()
    expect(items).to_have_count(room)
    expect(add).to_have_count(0)
    looked_at(page, "meeting-full")
    page.get_by_role("button", name="Tag af Plan A").click()
    expect(items).to_have_count(room - 1)
    add.click()
    expect(items.last).to_contain_text("Plan D")
    expect(items).to_have_count(room)
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_meeting_is_held(
    browser: Browser, live_server: LiveServer, world: World, meeting: Meeting, scripts: bool
) -> None:
    context = browser.new_context(locale="da-DK", java_script_enabled=scripts)
    page = logged_in(context, live_server, world, "", here.SECRETARY)

    def look(name: str) -> None:
        if scripts:
            looked_at(page, name)

    page.goto(f"{live_server.url}/forums/")
    look("forums")
    page.get_by_role("link", name="Bestyrelsen", exact=True).click()
    look("forum")
    page.goto(f"{live_server.url}/meetings/{meeting.public_id}/")
    look("meeting-planned")
    page.get_by_role("button", name="Tilføj Plan D").click()
    expect(page.locator("#agenda .s-agenda > li")).to_have_count(4)
    page.get_by_role("link", name="Åbn mødet").click()
    look("meeting-opening")
    page.get_by_role("button", name="Åbn mødet").click()
    look("meeting-open")
    page.get_by_role("link", name="Tag punktet Plan A").click()
    look("item")
    page.get_by_label("Vedtag").check()
    page.get_by_label("Begrundelse").fill("Den holder.")
    page.get_by_role("button", name="Se det, før det besluttes").click()
    look("item-confirm")
    page.get_by_role("button", name="Afgør sagen", exact=True).click()
    page.get_by_role("link", name="Tag punktet Plan B").click()
    page.get_by_label("Afslå").check()
    page.get_by_role("button", name="Enighed: alle er for").click()
    expect(page.get_by_role("alert")).to_contain_text("egrund")
    look("item-refused")
    page.get_by_role("button", name="Udsæt til næste møde").click()
    page.get_by_role("link", name="Afslut mødet").click()
    look("meeting-closing")
    page.get_by_role("button", name="Afslut mødet").click()
    expect(page.get_by_role("link", name="Referat (PDF)")).to_be_visible()
    look("meeting-closed")
    page.goto(f"{live_server.url}/forums/board/")
    look("forum-after")
    page.get_by_role("link", name="Beslut skriftligt Plan B").click()
    look("write")
    page.get_by_label("Vedtag").check()
    page.get_by_role("button", name="Send det til alle i forummet").click()
    look("written")
    page.goto(f"{live_server.url}/forums/board/calendar/")
    page.get_by_role("button", name="Lav min adresse").click()
    look("calendar")
    context.close()


def test_an_extraordinary_meeting_is_called(browser: Browser, live_server: LiveServer, world: World) -> None:
    context = browser.new_context(locale="da-DK")
    page = logged_in(context, live_server, world, "", here.SECRETARY)
    page.goto(f"{live_server.url}/forums/board/extraordinary/")
    looked_at(page, "call")
    page.get_by_label("Hvornår").fill(f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Hvorfor indkaldes mødet?").fill("Det kan ikke vente.")
    page.get_by_role("button", name="Indkald til mødet").click()
    looked_at(page, "meeting-extraordinary")
    page.goto(f"{live_server.url}/forums/board/")
    looked_at(page, "forum-extraordinary")
    context.close()
