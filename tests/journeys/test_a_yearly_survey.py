"""Journey 30: the areas are asked once more; the results show a trend, and hide an area with few answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import ViewportSize, expect
from tests.apps.surveys.survey_world import closed, says
from tests.apps.world import HVIDOVRE, World
from tests.browser.looking import shot
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

from samspil.apps.surveys.models import Round
from samspil.kit.mail.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEAD = "head_of_digitalisation"
TITLE = "Hvordan er vi at arbejde sammen med? 2026"
BEFORE = "Hvordan er vi at arbejde sammen med? 2025"
WHOLE = "Hvor tilfreds er du alt i alt med digitalisering og it?"
PHONE: ViewportSize = {"width": 360, "height": 740}
HIDDEN = "Skjult"


def asked_last_year(world: World) -> None:
    """Half of twenty were satisfied."""
    said = [says(step, "whole", "staff") for step in ("good", "poor") for _ in range(10)]
    with world.scope(HVIDOVRE):
        row = closed(world, {"Skoler": said}, survey="it_service_yearly", title=BEFORE)
        Round.objects.filter(pk=row.pk).update(closed_at=timezone.now() - timedelta(days=365))


def prepares(desk: Desk) -> None:
    desk.goes("/balance/")
    desk.follows("Undersøgelser")
    desk.follows("Ny undersøgelse")
    desk.writes("Hvad kalder du den?", TITLE)
    desk.answers("Hvilken undersøgelse?", "Årlig brugerundersøgelse om digitalisering og it")
    desk.writes("Svar senest", "2026-03-20")
    shot(desk.page, "survey-new")
    desk.presses("Gå videre til, hvem I spørger")
    desk.writes(
        "Hvilke områder, og hvor mange mennesker i hvert?", "Skoler; 40\nOmsorg; 30\nByrådssekretariat; 6"
    )
    desk.presses("Gem områderne")
    desk.sees("Områderne er gemt.")
    desk.writes("Omsorg", "\n".join(f"omsorg{number}@hvidovre.example" for number in range(12)))
    desk.presses("Gem, hvem I inviterer")
    desk.sees("12 personer er inviteret.")
    shot(desk.page, "survey-prepared")
    desk.presses("Åbn undersøgelsen")
    desk.sees("Undersøgelsen er åben.")
    shot(desk.page, "survey-open")


def answers_on_a_phone(desk: Desk, path: str) -> None:
    desk.goes(path)
    desk.page.set_viewport_size(PHONE)
    desk.sees("Ingen kan se, hvad du har svaret")
    desk.answers("Hvad passer bedst på dig?", "Jeg arbejder mest i administrationen")
    desk.answers(WHOLE, "Meget tilfreds")
    desk.writes("Hvad ville gøre den største forskel for dit arbejde?", "Det ved Mette")
    desk.presses("Send mine svar")
    desk.sees("Nævner det nogen: Mette?")
    shot(desk.page, "survey-answer-names")
    desk.writes("Hvad ville gøre den største forskel for dit arbejde?", "Færre log-ins om morgenen")
    desk.presses("Send mine svar")
    desk.sees("Tak. Dine svar er talt med.")
    shot(desk.page, "survey-answered")


def letters(world: World) -> list[str]:
    with world.scope(HVIDOVRE):
        return list(Letter.objects.filter(kind="survey").order_by("address").values_list("path", flat=True))


def the_others_answer(paths: list[str], step: str) -> None:
    for path in paths:
        sent = {"function": "staff", "step_whole": step}
        assert Client().post(path, sent).status_code == 302


def reads_the_results(desk: Desk) -> None:
    desk.presses("Luk undersøgelsen, og se resultaterne")
    desk.sees("Undersøgelsen er lukket, og adresserne er slettet.")
    table = desk.page.get_by_role("region", name=WHOLE).first
    expect(table.get_by_role("row", name="Byrådssekretariat")).to_contain_text(HIDDEN)
    expect(table.get_by_role("row", name="Alle")).to_contain_text("31")
    desk.page.get_by_text("Tidligere undersøgelser").first.click()
    expect(desk.page.get_by_role("row", name=BEFORE)).to_contain_text("50%")
    desk.sees("Færre log-ins om morgenen")
    shot(desk.page, "survey-closed")
    desk.chooses("Vis", "Områder: Jeg arbejder mest i administrationen")
    desk.presses("Vis det")
    expect(table.get_by_role("row", name="Byrådssekretariat")).to_contain_text(HIDDEN)


def test_a_yearly_survey_with_a_trend_and_a_hidden_area(world: World, sits: Sit) -> None:
    asked_last_year(world)
    head = sits(HVIDOVRE, HEAD)
    prepares(head)
    paths = letters(world)
    answers_on_a_phone(sits(), paths[0])
    the_others_answer(paths[1:], "good")
    links = {
        name: head.page.get_by_role("link", name=f"Svar {name}").get_attribute("href") or ""
        for name in ("Skoler", "Byrådssekretariat")
    }
    the_others_answer([links["Skoler"]] * 16, "very_good")
    the_others_answer([links["Byrådssekretariat"]] * 3, "poor")
    reads_the_results(head)
