"""Journey: an association tries its model against a looser and a tighter one, and asks its forums.

It moves its meetings so that papers flow, its board takes one of them, and a year later what came is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.apps.governance.forum_world import CHAIR, everybody, to_the_board
from tests.apps.simulations.plays import play_few
from tests.apps.world import ASSOCIATION, NOW, TODAY, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.governance.models import Matter, ModelVersion
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.governance.services import drafting
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.apps.simulations.models import SimulationRun
from samspil.core.governance.entries import Choose
from samspil.core.units import Money
from samspil.kit.jobs.running import run_next

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COORDINATOR, HEAD = "coordinator", "head_of_digitalisation"
QUESTION = "Skal bestyrelsen mødes hver måned?"
FIRST, SURER = 6, 8


@pytest.fixture(autouse=True)
def few_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    play_few(monkeypatch, FIRST, SURER)


def asks(desk: Desk) -> None:
    desk.goes("/models/shipped/tight_association/")
    desk.follows("Prøv den med de sager, der kommer")
    desk.sees("Prøv den, før I tager den i brug")
    assert desk.page.get_by_label("Den stramme forening").is_checked()
    desk.chooses("Hvilke sager møder de?", "Et almindeligt år i foreningen")
    desk.chooses("Hvor længe?", "Et år")
    inside = desk.page.locator("details").filter(has=desk.page.get_by_text("Lav noget om i den første model"))
    inside.locator("summary").click()
    board = desk.page.get_by_role("group", name="Bestyrelsen")
    desk.chooses("Mødes", "hver måned", board)
    desk.writes("Hvad vil I vide?", QUESTION)
    desk.presses("Prøv", exact=True)


def reads_the_first_answer(desk: Desk) -> None:
    desk.page.get_by_role("heading", name=QUESTION, level=1).wait_for()
    desk.sees(f"Dette er et første svar, spillet igennem {FIRST} gange.")
    desk.sees("er halvdelen af sagerne afgjort inden for")
    desk.sees("»Fælles indkøb« er ikke med: Den stramme forening 1.0 har ikke noget, der svarer til det.")


def it_is_made_surer() -> None:
    while run_next("journey", timezone.now):
        pass


def sends_it(desk: Desk) -> None:
    desk.follows("Send sammenligningen til et forum")
    desk.sees("Det sendes som: Ændring af, hvordan foreningen styrer.")
    desk.presses("Send", exact=True)
    desk.sees("Sendt som en sag.")
    desk.page.get_by_role("heading", name=f"Hvordan vi styrer: {QUESTION}", level=1).wait_for()
    desk.sees("Om sammenligningen")


def test_an_association_compares_three_ways_to_govern(sits: Sit, world: World, clock: Clock) -> None:
    desk = sits(ASSOCIATION, COORDINATOR)
    asks(desk)
    reads_the_first_answer(desk)
    it_is_made_surer()
    desk.sees(f"Spillet igennem {SURER} gange")
    with world.scope(ASSOCIATION):
        run = SimulationRun.objects.get()
    assert (run.state, run.runs, len(run.result["models"])) == ("done", SURER, 3)
    sends_it(desk)
    desk.follows(QUESTION)
    desk.sees("Sendt til beslutning som")
    desk.sees("Der er ikke truffet afgørelse endnu.")


LOOSER = "Foreningen med møde hver måned"
KIND = "Fælles program for en skal-opgave"
CAME_IN_DAYS = (20, 40, 60)  # half of them within 40


def drafts_a_looser_model(world: World) -> ModelVersion:
    """As today's, but the board meets each month; written by the coordinator."""
    acting = world.acting(ASSOCIATION, COORDINATOR)
    with world.scope(ASSOCIATION):
        (today,) = adopted_on(world.association.pk, TODAY)
        draft = drafting.draft_from_version(today, acting=acting, at=NOW, today=TODAY)
        board: Any = drafting.part_of(draft, ("forums", "board"))
        changed = {**board, "calendar": {**board["calendar"], "rule": "FREQ=MONTHLY;BYDAY=2TH"}}
        drafting.change_part(draft, ("forums", "board"), changed, acting=acting, at=NOW)
        draft.refresh_from_db()
        names = dict.fromkeys(("da", "en", "nb"), LOOSER)
        drafting.change_part(draft, ("name",), names, acting=acting, at=NOW)
        draft.refresh_from_db()
    return draft


def compares_it_with_a_looser_and_a_tighter_one(desk: Desk, draft: ModelVersion) -> None:
    desk.goes(f"/simulations/new/?model={draft.public_id}")
    expect(desk.page.get_by_label(LOOSER)).to_be_checked()
    desk.page.get_by_label("Den stramme forening").check()
    desk.chooses("Hvilke sager møder de?", "Et almindeligt år i foreningen")
    desk.chooses("Hvor længe?", "Et år")
    desk.writes("Hvad vil I vide?", QUESTION)
    desk.presses("Prøv", exact=True)


def moves_the_meetings_so_that_papers_flow(desk: Desk) -> None:
    desk.follows("Se nærmere: hvad ville hjælpe")
    desk.presses("Flyt møderne, så papirerne når frem")
    desk.sees("Det er ved at blive regnet ud, hvornår møderne")
    it_is_made_surer()
    desk.sees("Alle sager tilsammen venter")
    expect(desk.page.get_by_role("columnheader", name="møder i takt").first).to_be_visible()


def asks_what_would_help(desk: Desk) -> None:
    desk.follows("Se nærmere: hvad ville hjælpe")
    desk.presses("Find ud af, hvad der ville hjælpe")
    desk.sees("Samspil regner på det.")
    it_is_made_surer()
    desk.sees("Af de dage, sagerne venter på fora")
    desk.follows("Tilbage til sammenligningen")


def decided_by_the_board(world: World, run: SimulationRun) -> None:
    """The heads recommend it, and the board says yes."""
    acting, at = world.acting(ASSOCIATION, COORDINATOR), NOW + timedelta(hours=1)
    assert run.matter is not None
    with world.scope(ASSOCIATION):
        matter = to_the_board(Matter.objects.get(public_id=run.matter), world, at)
        model, _state = standing(matter)
        then = at + timedelta(hours=1)
        there = everybody(model, matter.body, then)
        assert there is not None
        sitting = replace(there, chair=CHAIR.partition("/")[2])
        move(matter, Choose("board", "approve", acting.actor, then, sitting), acting=acting)


def adopts_the_looser_one(desk: Desk, draft: ModelVersion) -> None:
    desk.goes(f"/models/{draft.public_id}/adopt/")
    desk.writes("Gælder fra", (TODAY + timedelta(days=1)).isoformat())
    desk.page.get_by_label(KIND).check()
    desk.writes("Hvorfor", "Et møde hver måned forkorter ventetiden.")
    decided = desk.page.get_by_label("Sagen, der besluttede det")
    decided.select_option(index=1)
    desk.presses("Tag i brug")
    desk.sees("Taget i brug: ændres aldrig")


def a_year_goes(world: World) -> datetime:
    """Three programmes come that no law asks for: the coordinator turns them away after some weeks."""
    known: dict[str, Any] = {
        "legal_source": "none",
        "months_to_deadline": 12,
        "effort_days": 5,
        "amount": Money.of(900_000),
    }
    with world.scope(ASSOCIATION):
        for number, days in enumerate(CAME_IN_DAYS, 1):
            brought_at = NOW + timedelta(days=10 * number)
            acting = world.acting(ASSOCIATION, COORDINATOR, brought_at.date())
            new = NewMatter("mandatory_programme", f"Program {number}", known)
            matter = bring(new, acting=acting, at=brought_at)
            answer = Choose(
                "prepare",
                "turn_away",
                acting.actor,
                brought_at + timedelta(days=days),
                None,
                "Ingen lov kræver det.",
            )
            move(matter, answer, acting=acting)
    return NOW + timedelta(days=365)


def sees_what_was_foretold_beside_what_came(desk: Desk, run: SimulationRun) -> None:
    desk.goes(f"/simulations/{run.public_id}/")
    row = desk.page.get_by_role("row", name=KIND).filter(has_text="siden").first
    expect(row).to_contain_text(LOOSER)
    expect(row).to_contain_text("40 dage")
    foretold = next(
        one["quantiles"]["0.5"]
        for one in run.result["models"][1]["kinds"]
        if one["key"] == "mandatory_programme"
    )
    expect(row).to_contain_text(f"{round(foretold)} dage")


def test_a_comparison_becomes_the_way_they_govern(sits: Sit, world: World, clock: Clock) -> None:
    draft = drafts_a_looser_model(world)
    desk = sits(ASSOCIATION, COORDINATOR)
    compares_it_with_a_looser_and_a_tighter_one(desk, draft)
    it_is_made_surer()
    desk.sees(f"Spillet igennem {SURER} gange")
    moves_the_meetings_so_that_papers_flow(desk)
    asks_what_would_help(desk)
    with world.scope(ASSOCIATION):
        run = SimulationRun.objects.filter(sort="compare").latest("pk")
    assert [one["sort"] for one in run.inputs["models"]] == ["today", "", "", "in_step"]
    sends_it(desk)
    with world.scope(ASSOCIATION):
        run.refresh_from_db()
    decided_by_the_board(world, run)
    adopts_the_looser_one(desk, draft)
    clock(a_year_goes(world))
    sees_what_was_foretold_beside_what_came(sits(ASSOCIATION, COORDINATOR), run)
