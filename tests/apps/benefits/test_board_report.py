"""The board's report: the numbers of the whole and of each initiative, in a PDF that can be read aloud."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.apps.benefits.ground import expects
from tests.apps.benefits.pdf_words import pages
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.benefits.models import Benefit, BenefitRequest, MapLink, MapStep
from samspil.apps.benefits.selectors.board_report import board_report
from samspil.apps.benefits.services import benefits
from samspil.apps.benefits.services.board_report import as_pdf
from samspil.apps.benefits.types import Asks, BottomLine, NewBenefit, Sort, StepSort
from samspil.apps.benefits.views.board_told import MOST_BENEFITS, told_of
from samspil.apps.portfolio.models import Initiative
from samspil.core.benefits.states import State
from samspil.kit.ids import new_id

pytestmark = pytest.mark.django_db


def promised(world: World) -> tuple[Initiative, Benefit]:
    """Shorter cases worth 120,000 kroner a year, measured and taken home in part, and 40 hours set free."""
    mine = local(world, HVIDOVRE)
    benefit = expects(world, mine, HVIDOVRE, a_year=120_000, owner="Leder af Borgerservice")
    expects(world, mine, HVIDOVRE, "Færre møder", sort=Sort.FREED_TIME, line=BottomLine.QUALITY, a_year=40)
    with world.scope(HVIDOVRE):
        Benefit.objects.filter(initiative=mine).update(state=State.REALISING.value)
        Benefit.objects.filter(pk=benefit.pk).update(
            measured_minor=4_500_000, taken_minor=3_000_000, next_due_on=TODAY - timedelta(days=3)
        )
    return mine, benefit


def mapped(world: World, initiative: Initiative, benefit: Benefit) -> None:
    """The new form lets cases be sorted at once, which shortens them; shorter cases serve the citizens."""
    with world.scope(HVIDOVRE):
        owner = {"organisation_id": initiative.organisation_id, "initiative": initiative}
        steps = [
            MapStep.objects.create(**owner, sort=sort.value, title=title)
            for sort, title in [
                (StepSort.DELIVERABLE, "Ny formular"),
                (StepSort.CHANGE, "Sager sorteres straks"),
                (StepSort.GOAL, "Tilfredse borgere"),
            ]
        ]
        form, change, goal = (one.public_id for one in steps)
        for source, target in [(form, change), (change, benefit.public_id), (benefit.public_id, goal)]:
            MapLink.objects.create(**owner, source=source, target=target)


def text_of(world: World, initiative: Initiative | None = None, language: str = "da") -> str:
    """All words of the report, as they are handed to the typesetter."""
    key = initiative.public_id if initiative else None
    with world.scope(HVIDOVRE), translation.override(language):
        found = board_report(world.organisation(HVIDOVRE).pk, TODAY, key)
        return str(told_of(found, "Hvidovre", is_whole=initiative is None, is_example=False))


def test_the_whole_tells_promised_expected_measured_and_taken_home(world: World) -> None:
    mine, benefit = promised(world)
    mapped(world, mine, benefit)
    with world.scope(HVIDOVRE), translation.override("da"):
        found = board_report(world.organisation(HVIDOVRE).pk, TODAY)
        whole, sheet = told_of(found, "Hvidovre", is_whole=True, is_example=False)["sheets"]
    assert whole["lead"] == "2 gevinster i 1 indsats."
    lines = whole["parts"][0]["table"]["rows"]
    assert [
        "Tid og ressourcer",
        "Penge",
        "1",
        "120.000 kr.",
        "120.000 kr.",
        "45.000 kr.",
        "30.000 kr.",
    ] in lines
    assert ["Kvalitet", "Timer", "1", "40 timer", "40 timer", "–", "0 timer"] in lines
    late = whole["parts"][2]["table"]["rows"]
    assert [row[2:] for row in late] == [["Leder af Borgerservice", "27. februar 2026"]]
    assert sheet["title"] == "Vagtplan i Ældre"
    assert sheet["parts"][0]["table"]["rows"] == [row for row in lines if row[1] != "Indikatorer"]
    assert sheet["parts"][2]["items"] == [
        "Ny formular → Sager sorteres straks → Kortere sagstid → Tilfredse borgere"
    ]


def test_an_idea_promises_nothing_and_the_same_effect_counts_once(world: World) -> None:
    mine = local(world, HVIDOVRE)
    expects(world, mine, HVIDOVRE, "En idé", a_year=1_000)
    for title in ("Den ene", "Den anden"):
        expects(world, mine, HVIDOVRE, title, a_year=500, counted_with="sagstid")
    with world.scope(HVIDOVRE):
        Benefit.objects.exclude(title="En idé").update(state=State.PLANNED.value)
        (page,) = board_report(world.organisation(HVIDOVRE).pk, TODAY).initiatives
    (amounts,) = page.amounts
    assert (amounts.benefits, amounts.first, amounts.expected) == (3, 50_000, 50_000)


def test_what_a_decision_is_asked_of_is_told(world: World) -> None:
    mine, benefit = promised(world)
    with world.scope(HVIDOVRE):
        BenefitRequest.objects.create(
            organisation_id=mine.organisation_id,
            benefit=benefit,
            asks=Asks.LAPSE.value,
            why="Leverandøren er lukket",
            matter=new_id(),
            asked_at=NOW,
        )
    told = text_of(world, mine)
    assert "Leverandøren er lukket" in told
    assert "At gevinsten bortfalder" in told
    assert "Der bedes ikke om nogen beslutning" not in told


def test_an_initiative_with_many_benefits_stays_on_its_page(world: World) -> None:
    mine = local(world, HVIDOVRE)
    for number in range(MOST_BENEFITS + 2):
        expects(world, mine, HVIDOVRE, f"Gevinst {number}")
    told = text_of(world, mine)
    assert f"Gevinst {MOST_BENEFITS - 1}" in told
    assert f"Gevinst {MOST_BENEFITS}" not in told
    assert "2" in told


def test_the_pdf_says_the_numbers_and_is_tagged(world: World) -> None:
    mine, benefit = promised(world)
    mapped(world, mine, benefit)
    with world.scope(HVIDOVRE), translation.override("da"):
        found = board_report(world.organisation(HVIDOVRE).pk, TODAY)
        told = told_of(found, "Hvidovre", is_whole=True, is_example=False)
    content = as_pdf(told, NOW)
    whole, sheet = pages(content)
    for page in (whole, sheet):
        for words in ("120.000 kr.", "45.000 kr.", "30.000 kr.", "40 timer", "27. februar 2026"):
            assert words in page
    assert "Ny formular → Sager sorteres straks → Kortere sagstid → Tilfredse borgere" in sheet
    assert b"/MarkInfo<</Marked true" in content
    assert b"/Lang(da)" in content
    assert b"pdfuaid" in content


def test_a_full_sheet_is_one_page(world: World) -> None:
    mine = local(world, HVIDOVRE)
    long = "Kortere sagstid i Borgerservice og færre henvendelser om det samme, fordi svaret er på siden"
    for number in range(MOST_BENEFITS + 2):
        benefit = expects(
            world, mine, HVIDOVRE, f"{number} {long}", a_year=10**7, owner="Leder af Borgerservice"
        )
        mapped(world, mine, benefit)
        with world.scope(HVIDOVRE):
            asked = {"benefit": benefit, "asks": Asks.LAPSE.value, "why": long, "asked_at": NOW}
            BenefitRequest.objects.create(organisation_id=mine.organisation_id, matter=new_id(), **asked)
    with world.scope(HVIDOVRE), translation.override("da"):
        state, late = State.REALISING.value, TODAY - timedelta(days=3)
        Benefit.objects.filter(initiative=mine).update(state=state, next_due_on=late)
        found = board_report(world.organisation(HVIDOVRE).pk, TODAY)
        told = told_of(found, "Hvidovre", is_whole=True, is_example=True)
    assert len(pages(as_pdf(told, NOW))) == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", "Hjemtaget"), ("en", "Taken home"), ("nb", "Hentet ut")],
)
def test_the_report_speaks_three_languages(world: World, language: str, words: str) -> None:
    promised(world)
    assert words in text_of(world, language=language)


def test_the_page_gives_the_whole_or_one_initiative(world: World, browser: Client) -> None:
    mine, _benefit = promised(world)
    world.log_in(browser, HVIDOVRE, "employee")
    for url in ("/benefits/report.pdf", f"/benefits/report.pdf?initiative={mine.public_id}&language=nb"):
        answer = browser.get(url)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
    assert browser.get("/benefits/report.pdf?initiative=x").status_code == 404
    world.log_in(browser, RODOVRE, "employee")
    assert browser.get(f"/benefits/report.pdf?initiative={mine.public_id}").status_code == 404
    assert browser.get("/benefits/report.pdf").status_code == 200


def test_what_is_said_is_never_run_by_the_typesetter(world: World) -> None:
    mine = local(world, HVIDOVRE)
    expects(world, mine, HVIDOVRE, '#panic("run") $x$ *fed* <a> \\ "')
    with world.scope(HVIDOVRE), translation.override("da"):
        found = board_report(world.organisation(HVIDOVRE).pk, TODAY)
        told = told_of(found, "Hvidovre", is_whole=True, is_example=True)
    assert as_pdf(told, NOW).startswith(b"%PDF-")


def test_more_initiatives_ask_no_more_questions(world: World) -> None:
    def asked() -> int:
        with world.scope(HVIDOVRE), CaptureQueriesContext(connection) as questions:
            board_report(world.organisation(HVIDOVRE).pk, TODAY)
        return len(questions)

    promised(world)
    few = asked()
    for number in range(3):
        other = local(world, HVIDOVRE, f"Indsats {number}")
        with world.scope(HVIDOVRE):
            new = NewBenefit("Ro", BottomLine.WELL_BEING, Sort.QUALITATIVE)
            benefits.add_benefit(other, new, acting=keeper(world, HVIDOVRE), at=NOW)
    assert asked() == few
