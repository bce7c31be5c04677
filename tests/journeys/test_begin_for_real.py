"""Journey 11: from an empty home to an association that works, and the one who was invited comes in."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from tests.journeys.desk import Desk, Seen, heard

from samspil.apps.beginning.services.linking import make_link
from samspil.apps.organisations.models import Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD, OTHER = "en sætning, som Anna kan huske", "en sætning, som Bo kan huske"


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def desk(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, seen: Seen) -> Desk:
    """Somebody at a browser, in a home in which nobody has begun."""
    if Organisation.objects.exists():
        call_command("flush", verbosity=0, interactive=False)
    return sits_down(browser, live_server, seen, scripts=request.param)


def sits_down(browser: Browser, live_server: LiveServer, seen: Seen, *, scripts: bool = True) -> Desk:
    context = browser.new_context(locale="da-DK", color_scheme="light", java_script_enabled=scripts)
    context.set_default_timeout(40_000)
    heard(context, live_server.url)
    return Desk(context.new_page(), live_server.url, seen, scripts)


def opens_the_guide(desk: Desk) -> None:
    desk.goes(f"/begin/with/{make_link(timezone.now())}/")
    desk.presses("Åbn guiden")
    desk.follows("Begynd med side 1")


def says_it_is_an_association(desk: Desk) -> None:
    desk.presses("Gem og fortsæt")
    desk.sees("Vælg, om I er en kommune eller en forening.")
    desk.answers("Hvem er I?", "En forening af kommuner")
    desk.writes("Hvad hedder foreningen?", "Digitalt Fællesskab")
    desk.presses("Gem og fortsæt")


def ticks_three_members(desk: Desk) -> None:
    for letters, name in (("hvid", "Hvidovre"), ("rød", "Rødovre"), ("solr", "Solrød")):
        desk.writes("Find ved bogstaver", letters)
        desk.presses("Søg", exact=True)
        desk.page.get_by_label(name, exact=True).check()
    desk.page.get_by_label("Hvilket medlem huser sekretariatet?").select_option("Rødovre")
    desk.presses("Gem og fortsæt")


def chooses_a_model(desk: Desk) -> None:
    desk.follows("Se tegningen og reglerne")
    desk.sees("Tegningen")
    desk.follows("Tilbage til modellerne")
    desk.page.get_by_role("radio").first.check()
    desk.writes("Hvem har besluttet det, og hvorfor?", "Den stiftende generalforsamling.")
    desk.presses("Gem og fortsæt")


def invites_bo(desk: Desk) -> None:
    desk.writes("Dit navn", "Anna Jensen")
    desk.writes("Din e-mail", "anna@forening.example")
    row = desk.page.get_by_role("group", name="Person 1")
    desk.writes("Navn", "Bo Hansen", row)
    desk.writes("E-mail", "bo@forening.example", row)
    row.get_by_label("Rolle eller plads").select_option("Medarbejder i sekretariatet")
    desk.presses("Gem og fortsæt")


def begins(desk: Desk) -> None:
    desk.sees("Det hele er der.")
    desk.writes("Vælg din adgangskode", PASSWORD)
    desk.writes("Den samme adgangskode igen", PASSWORD)
    desk.presses("Begynd nu")
    desk.sees("Digitalt Fællesskab er begyndt.")
    desk.sees("Her begynder det")
    desk.looks()


def comes_in_by_the_letter(desk: Desk) -> None:
    (letter,) = mail.outbox
    assert letter.to == ["bo@forening.example"]
    found = re.search(r"http://\S+", str(letter.body))
    assert found
    desk.page.goto(found[0])
    desk.page.locator("input[type=password]").first.fill(OTHER)
    desk.page.locator("input[type=password]").last.fill(OTHER)
    desk.page.get_by_role("button", name="Brug denne adgangskode").click()
    desk.goes("/account/login/")
    desk.page.locator("input[type=email]").fill("bo@forening.example")
    desk.page.locator("input[type=password]").fill(OTHER)
    desk.presses("Log ind", exact=True)
    desk.sees("Digitalt Fællesskab")
    desk.sees("Mit arbejde")


def test_an_association_begins_and_the_invited_comes_in(
    desk: Desk, browser: Browser, live_server: LiveServer, seen: Seen
) -> None:
    opens_the_guide(desk)
    says_it_is_an_association(desk)
    ticks_three_members(desk)
    desk.follows("Se, hvad der er valgt")
    desk.sees("Rødovre (huser sekretariatet)")
    desk.goes("/begin/")  # left, and come back to
    desk.follows("Gå videre")
    chooses_a_model(desk)
    invites_bo(desk)
    begins(desk)
    comes_in_by_the_letter(sits_down(browser, live_server, seen, scripts=desk.has_scripts))
    desk.goes("/begin/")
    desk.sees("Siden findes ikke")
