"""Journey 28: two groups answer on their phones; the meeting takes up what they see differently."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import ViewportSize, expect
from tests.apps.benefits.pdf_words import pages
from tests.apps.world import HVIDOVRE, World
from tests.browser.looking import shot
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

from samspil.apps.organisations.selectors import names_of
from samspil.kit.mail.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD = "head_of_digitalisation"
TITLE = "Hvordan ser vi på vores digitalisering?"
QUESTION = "Vi er enige om, hvad kerneopgaven er for it og digitalisering hos os."
PHONE: ViewportSize = {"width": 360, "height": 740}


def prepares(desk: Desk) -> None:
    desk.goes("/balance/")
    desk.sees("Intet balancetjek endnu")
    desk.follows("Nyt balancetjek")
    desk.writes("Hvad kalder du den?", TITLE)
    desk.answers("Hvilken dialog?", "Balancerne i jeres digitalisering")
    desk.writes("Svar senest", "2026-03-20")
    desk.presses("Gå videre til, hvem I inviterer")
    for group, name in (("it", "It og digitalisering"), ("fag", "Fagområderne")):
        desk.writes(name, "\n".join(f"{group}{number}@hvidovre.example" for number in range(5)))
    desk.presses("Gem, hvem I inviterer")
    desk.sees("10 personer er inviteret.")
    desk.presses("Åbn runden")
    desk.sees("Runden er åben.")
    shot(desk.page, "balance-open")


def links(world: World, group: str) -> list[str]:
    with world.scope(HVIDOVRE):
        told = Letter.objects.filter(kind="balance", address__startswith=group).order_by("address")
        return list(told.values_list("path", flat=True))


def answers_on_a_phone(desk: Desk, path: str, step: str, why: str) -> None:
    desk.goes(path)
    desk.page.set_viewport_size(PHONE)
    desk.sees("Hvem læser, hvad du svarer?")
    desk.answers(QUESTION, step)
    desk.writes("Hvorfor ser du sådan på det?", why)
    shot(desk.page, f"balance-answer-{step}")
    desk.presses("Send mine svar")
    desk.sees("Tak. Dine svar er gemt.")


def the_others_answer(world: World, group: str, step: str) -> None:
    for path in links(world, group)[1:]:
        assert Client().post(path, {"step_core_task": step}).status_code == 302


def holds_the_meeting(desk: Desk, owner: str) -> None:
    desk.presses("Luk runden, og se svarene")
    desk.sees("Grupperne ser meget forskelligt på det")
    desk.sees("Drift er ikke alt")
    shot(desk.page, "balance-closed")
    desk.follows("Begynd mødet")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    desk.writes("Hvad bliver vi enige om?", "Kerneopgaven er at hjælpe fagområderne i mål")
    desk.presses("Skriv det ned")
    desk.sees("Det er skrevet ned.")
    desk.writes("Hvad skal der gøres?", "Hold en temadag om kerneopgaven")
    desk.chooses("Hvem gør det?", owner)
    desk.writes("Hvornår senest?", "2026-03-27")
    desk.presses("Tilføj", exact=True)
    desk.sees("Hold en temadag om kerneopgaven")
    shot(desk.page, "balance-question")


def reads_the_record(world: World, desk: Desk) -> None:
    desk.follows("Balancetjek")
    desk.follows(TITLE)
    path = desk.page.get_by_role("link", name="Referatet som PDF").get_attribute("href")
    record = world.log_in(Client(), HVIDOVRE, HEAD).get(path or "")
    words = " ".join(pages(record.content))
    for said in (TITLE, "Kerneopgaven er at hjælpe fagområderne i mål", "Hold en temadag om kerneopgaven"):
        assert said in words


def does_what_was_taken_on(desk: Desk) -> None:
    desk.goes("/")
    desk.sees("Hold en temadag om kerneopgaven")
    desk.follows("Sig, at det er gjort")
    desk.presses("Det er gjort")
    desk.sees("Det er gjort.")
    desk.goes("/")
    expect(desk.page.get_by_text("Hold en temadag om kerneopgaven")).to_have_count(0)


def test_from_invitation_to_what_was_agreed_and_done(world: World, sits: Sit) -> None:
    head = sits(HVIDOVRE, HEAD)
    prepares(head)
    answers_on_a_phone(sits(), links(world, "it")[0], "For det meste", "Vi siger det tit")
    answers_on_a_phone(sits(), links(world, "fag")[0], "Slet ikke", "Drift er ikke alt")
    the_others_answer(world, "it", "mostly")
    the_others_answer(world, "fag", "not_at_all")
    head.goes("/balance/")
    head.follows(TITLE)
    with world.scope(HVIDOVRE):
        owner = names_of([world.people[HVIDOVRE, HEAD]])[world.people[HVIDOVRE, HEAD]]
    holds_the_meeting(head, owner)
    reads_the_record(world, head)
    does_what_was_taken_on(head)
