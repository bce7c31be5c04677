"""The overview that one municipality asked for: each figure by hand, what is not known, the files."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.balance import balance_world
from tests.apps.balance.balance_world import says
from tests.apps.benefits.pdf_words import pages
from tests.apps.competences.competence_world import needed
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.portfolio.services import effort
from samspil.apps.portfolio.services.initiatives import start
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.core.units import PersonDays

pytestmark = pytest.mark.django_db
HEAD = "head_of_digitalisation"
PAGE = reverse("insight:report")
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def head(world: World) -> Client:
    return world.log_in(Client(), HVIDOVRE, HEAD)


def read(browser: Client, path: str = PAGE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def plain(page: str) -> str:
    """Its words, one space between."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_what_is_not_known_is_said_and_is_no_zero(head: Client) -> None:
    words = plain(read(head))
    for said in (
        "Hvor mange dage der er at arbejde med: Ingen har skrevet det.",
        "Hvilke strategier der gælder: Ingen er skrevet ind.",
        "Hvad folk kan: Ingen har skrevet det endnu.",
        "Hvilke kompetencer der er brug for: Ingen har skrevet det endnu.",
        "Hvor modent det digitale arbejde er: Ingen dialog om det er holdt og lukket.",
        "Hvad der er i gang: Der er ingen åben indsats.",
    ):
        assert said in words
    assert "Dage, der er de næste tolv måneder" not in words


def test_days_counted_by_hand_stand_with_where_they_come_from(world: World, head: Client) -> None:
    """10 days a month against 8 for the law and 5 for what one wants: 120, 96, 60, and 36 lacking."""
    with world.scope(HVIDOVRE):
        acting, now = world.acting(HVIDOVRE, HEAD), timezone.now()
        first = timezone.localdate().replace(day=1)
        last = (first + timedelta(days=340)).replace(day=1)
        effort.set_capacity(
            effort.Asked("It", "Ledelse", first, last, PersonDays.of(10)), acting=acting, at=now
        )
        for is_mandatory, days in ((True, 8), (False, 5)):
            new = NewInitiative(
                title=f"Indsats {days}", purpose="x", form=Form.PROJECT, is_mandatory=is_mandatory,
                outside_model_because="x", legal_source="lov" if is_mandatory else "",
            )  # fmt: skip
            row = start(new, acting=acting, at=now)
            asked = effort.Asked("It", "Ledelse", first, last, PersonDays.of(days))
            effort.plan_effort(row, asked, acting=acting, at=now)
    page = read(head)
    words = plain(page)
    assert "Dage, der er de næste tolv måneder 120 Porteføljens belastning" in words
    assert "Dage planlagt til skal-opgaver 96 Porteføljens belastning" in words
    assert "Dage planlagt til udvikling 60 Porteføljens belastning" in words
    assert "Skal-opgavernes del af indsatsen 62 % Porteføljens belastning" in words
    assert "Dage, der mangler, hvor der er for få 36 Porteføljens belastning" in words
    assert f'href="{reverse("portfolio:load")}"' in page
    assert "Hvordan det går med 2 af indsatserne ovenfor: Ingen har rapporteret." in words


def test_a_closed_dialogue_on_maturity_is_told_question_by_question_and_never_as_a_total(
    world: World, head: Client
) -> None:
    said = {
        "it": [says("many", question="ownership")] * 5,
        "areas": [says("begun", question="ownership")] * 5,
    }
    with world.scope(HVIDOVRE):
        row = balance_world.closed(world, said, dialogue="nine_advices", answer_by=SOON)
        balance_world.closed(world, {"it": [says("fully")] * 5}, answer_by=SOON)  # of another dialogue
    page = read(head)
    assert "It og digitalisering: I gang mange steder 5" in plain(page)
    assert "Fagområderne: Begyndt enkelte steder 5" in plain(page)
    assert reverse("balance:round", args=[row.public_id]) in page
    assert "For få har svaret: " in plain(page)  # of the questions that nobody answered


def test_what_few_answered_is_not_told_here_either(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        few = {"it": [says("many", "mine ord", question="ownership")] * 4}
        balance_world.closed(world, few, dialogue="nine_advices", answer_by=SOON)
    page = plain(read(head))
    assert "I gang mange steder" not in page
    assert "mine ord" not in page


def test_the_files_say_what_the_page_says(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        needed(world, by_on=SOON)
    pdf = head.get(reverse("insight:report_file", args=["pdf"]))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    word = head.get(reverse("insight:report_file", args=["docx"]))
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        written = plain(archive.read("word/document.xml").decode())
        links = archive.read("word/_rels/document.xml.rels").decode()
    for said in ("Det digitale overblik", "Nyt omsorgssystem", "Hvad der ikke vides", "Digital modenhed"):
        assert said in " ".join(pages(pdf.content))
        assert said in written
    assert f'Target="http://127.0.0.1:8000{reverse("competences:needs")}"' in links
    assert head.get("/digital/file/odt/").status_code == 404


def test_nothing_of_another_organisation_stands_in_it(world: World, head: Client) -> None:
    with world.scope(RODOVRE):
        needed(world, RODOVRE, by_on=SOON)
    assert "Nyt omsorgssystem" not in read(head)
    assert "Nyt omsorgssystem" in read(world.log_in(Client(), RODOVRE, HEAD))  # the control
