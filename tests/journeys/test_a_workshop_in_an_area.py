"""Journey 29: an area writes on two phones and a shared screen, finds two and two, and sends them on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import ViewportSize, expect
from tests.apps.world import BY, RODOVRE, SINCE, World
from tests.browser.looking import shot
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

from samspil.apps.organisations import services

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD = "head_of_digitalisation"
AREA = "Hjemmeplejen"
PHONE: ViewportSize = {"width": 360, "height": 740}
FOUND = [
    ("Kørelisten er rigtig om morgenen", "Kvalitet"),
    ("Borgeren fortæller kun én gang", "Kvalitet"),
    ("Ét log-in til det hele", "Effektivitet"),
    ("Kilometer skriver sig selv", "Effektivitet"),
]


def prepares(desk: Desk) -> None:
    desk.goes("/overview/")
    desk.follows("Workshops")
    desk.sees("Ingen workshop endnu")
    desk.follows("Ny workshop")
    desk.chooses("Hvilken enhed er den med?", AREA)
    desk.writes("Hvilken dag?", "2026-03-02")
    desk.writes("Fra", "09:30")
    desk.writes("Til", "11:30")
    desk.presses("Gem")
    desk.sees("Når du åbner den, får du et kort link")
    desk.presses("Åbn workshoppen")
    desk.sees("Skriv på din telefon.")
    shot(desk.page, "workshop-screen")


def writes(desk: Desk, asks: str, text: str) -> None:
    desk.answers("Hvad skriver du om?", asks)
    desk.writes("Din seddel", text)
    desk.presses("Hæng den på væggen")


def phone(sits: Sit, link: str) -> Desk:
    desk = sits()
    desk.page.set_viewport_size(PHONE)
    desk.goes(link)
    desk.sees("Ingen kan se, hvem der har skrevet en seddel")
    return desk


def the_room_writes(screen: Desk, sits: Sit) -> tuple[Desk, Desk]:
    """One phone writes, the other and the screen see it come; a name is warned of; the screen writes too."""
    link = screen.page.locator(".s-big a").get_attribute("href") or ""
    path = link.removeprefix(screen.origin)
    one, other = phone(sits, path), phone(sits, path)
    writes(one, "Digitalt irriterende", "Fire adgangskoder hver morgen")
    one.sees("Din seddel hænger på væggen.")
    for desk in (other, screen):
        desk.sees("Fire adgangskoder hver morgen")
    writes(other, "Digitalt irriterende", "Aksel Larsen svarer aldrig")
    other.sees("Her står noget, der ligner en person: Aksel Larsen.")
    shot(other.page, "workshop-phone-warned")
    writes(other, "Kunne være smartere", "Kørelisten kunne rette sig selv")
    other.sees("Din seddel hænger på væggen.")
    screen.sees("Kørelisten kunne rette sig selv")
    writes(screen, "Digitalt irriterende", "Telefonen taber forbindelsen")
    one.sees("Telefonen taber forbindelsen")
    shot(one.page, "workshop-phone")
    return one, other


def puts_in_order(desk: Desk) -> None:
    desk.follows("Sortér sedlerne, og vælg")
    desk.page.get_by_label("Fire adgangskoder hver morgen").focus()
    desk.page.keyboard.press("Space")  # no mouse is needed
    desk.writes("Eller en ny overskrift", "Log-in")
    desk.presses("Sæt dem under overskriften")
    desk.sees("1 seddel er flyttet.")
    expect(desk.page.get_by_role("group", name="Log-in")).to_contain_text("Fire adgangskoder hver morgen")


def chooses(desk: Desk) -> None:
    desk.follows("Vælg en forbedring herfra")
    expect(desk.page.get_by_label("Hvad kunne blive bedre?")).to_have_value("Log-in")
    for title, improves in FOUND:
        desk.writes("Hvad kunne blive bedre?", title)
        desk.answers("Hvad ville den forbedre?", improves)
        desk.presses("Føj den til det, vi fandt")
        desk.sees("Den tæller fra i dag.")
    desk.sees("2 mulige kvalitetsforbedringer, så mange, som I leder efter")
    desk.sees("2 mulige effektivitetsforbedringer, så mange, som I leder efter")
    shot(desk.page, "workshop-found")


def sends_on(desk: Desk, page: str) -> None:
    for title, _improves in FOUND:
        desk.goes(page)
        desk.clicks(desk.page.get_by_role("link", name=re.compile(f"Send den videre.*{title}")))
        for question in ("Går på tværs af områder", "Er forretningskritisk", "Kræver ny bevilling"):
            desk.answers(question, "Nej")
        desk.presses("Send", exact=True)
        desk.sees("Sendt videre. Workshoppens side viser, hvad der bliver af den.")
        desk.sees("Fundet på en workshop")
    desk.goes(page)
    expect(desk.page.get_by_text("Sendt videre", exact=True)).to_have_count(len(FOUND))


def test_a_workshop_ends_with_two_and_two_and_ideas_on_their_route(world: World, sits: Sit) -> None:
    with world.scope(RODOVRE):
        services.add_unit(world.members[RODOVRE], AREA, SINCE, BY)
    head = sits(RODOVRE, HEAD)
    prepares(head)
    phones = the_room_writes(head, sits)
    puts_in_order(head)
    chooses(head)
    head.presses("Slut workshoppen")
    head.sees("Workshoppen er slut, og linket virker ikke længere.")
    for desk in phones:
        desk.sees("Workshoppen tager ikke imod flere sedler.")
    page = head.page.url.removeprefix(head.origin).partition("#")[0]
    sends_on(head, page)
    shot(head.page, "workshop-sent")
    head.follows("Workshops")
    expect(head.page.get_by_role("row", name="Alle områder")).to_contain_text("4")
