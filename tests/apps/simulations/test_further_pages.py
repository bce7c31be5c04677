"""Looking further in the browser: asked on one page, told in words, tables and pictures."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.apps.api.conftest import Machine, token_for
from tests.apps.simulations.asking_about import COORDINATOR, MONTHLY, asked, question
from tests.apps.simulations.kept import kept
from tests.apps.simulations.looked import helped, looked, varied
from tests.apps.world import ASSOCIATION, BY, World

from samspil.apps.simulations.models import SimulationRun

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _nothing_is_told() -> None:
    cache.clear()


@pytest.fixture
def coordinator(world: World, browser: Client) -> Client:
    return world.log_in(browser, ASSOCIATION, COORDINATOR)


def made(world: World, **said: Any) -> SimulationRun:
    with world.scope(ASSOCIATION):
        fields = {"question": "Hver måned?", "state": "done", "runs": 20, **kept(), **said}
        return SimulationRun.objects.create(
            organisation=world.association, years=1, seed=1, asked_at=BY.at,
            asked_by=world.people[ASSOCIATION, COORDINATOR], **fields,
        )  # fmt: skip


def looked_into(world: World, sort: str, **said: Any) -> SimulationRun:
    return made(world, about=made(world), sort=sort, **looked(**said))


def of(run: SimulationRun, page: str = "run") -> str:
    return reverse(f"simulations:{page}", args=[run.public_id])


def rows_of(world: World, sort: str) -> list[SimulationRun]:
    with world.scope(ASSOCIATION):
        return list(SimulationRun.objects.filter(sort=sort).order_by("pk"))


def test_what_would_help_is_asked_once_however_often_it_is_sent(world: World, coordinator: Client) -> None:
    about = asked(world, question())
    key = coordinator.get(of(about, "further")).context["key"]
    sent = {"sort": "helps", "key": f"{key}-helps"}
    first, second = (coordinator.post(of(about, "further"), sent) for _time in range(2))
    (row,) = rows_of(world, "helps")
    assert first["Location"] == second["Location"] == of(row)
    page = coordinator.get(of(row)).content.decode()
    assert "Samspil regner på det." in page
    assert "Hvad ville hjælpe: Skal vi mødes hver måned?" in page
    assert of(row) in coordinator.get(of(about)).content.decode()


def test_variants_are_asked_for_by_forum_and_by_members(world: World, coordinator: Client) -> None:
    about = asked(world, question())
    form = coordinator.get(of(about, "further")).context["form"]
    assert [name for name, _fields in form.forums] == ["Bestyrelsen", "Kredsen af digitaliseringschefer"]
    consents = form.joints[0].name
    sent = {"sort": "vary", "rhythm-board": ["month", "quarter"], "agenda-board": "5, 10", consents: "3"}
    coordinator.post(of(about, "further"), sent)
    (row,) = rows_of(world, "vary")
    assert [(one["sort"], one["values"]) for one in row.inputs["varied"]] == [
        ("rhythm", ["month", "quarter"]),
        ("agenda", ["5", "10"]),
        ("consents", ["3"]),
    ]


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("agenda-board", "mange", "Skriv hele tal med komma imellem."),
        ("agenda-board", "0", "Hvert tal skal være fra 1 til 500."),
        ("papers-board", "1 2 3 4 5 6 7 8 9", "Prøv højst 8 værdier."),
        ("agenda-board", "", "Der er ikke valgt noget at prøve med."),
    ],
)
def test_what_cannot_be_varied_is_told_where_it_stands(
    world: World, coordinator: Client, field: str, written: str, said: str
) -> None:
    about = asked(world, question())
    answer = coordinator.post(of(about, "further"), {"sort": "vary", field: written})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert rows_of(world, "vary") == []


def test_meetings_in_step_begin_as_a_comparison_of_the_same(world: World, coordinator: Client) -> None:
    about = asked(world, question())
    coordinator.post(of(about, "further"), {"sort": "in_step"})
    with world.scope(ASSOCIATION):
        row = SimulationRun.objects.exclude(pk=about.pk).get()
    assert (row.sort, len(row.result["models"])) == ("compare", 1)
    assert "Det er ved at blive regnet ud, hvornår møderne" in coordinator.get(of(row)).content.decode()


def test_which_model_is_looked_into_can_be_chosen(world: World, coordinator: Client) -> None:
    about = asked(world, question("storkoebenhavn_association", "tight_association", changes=MONTHLY))
    page = coordinator.get(of(about, "further"), {"of": "2"}).content.decode()
    assert "På »Den stramme forening 1.0«" in page
    assert 'href="?of=0"' in page
    assert 'href="?of=1"' not in page  # what was changed already is not looked into


def test_nothing_chosen_is_told(world: World, coordinator: Client) -> None:
    answer = coordinator.post(of(asked(world, question()), "further"), {"sort": "luck"})
    assert (answer.status_code, "Vælg, hvad I vil vide." in answer.content.decode()) == (422, True)


def test_what_can_no_longer_be_read_is_not_varied(world: World, coordinator: Client) -> None:
    page = coordinator.get(of(made(world, **looked()), "further")).content.decode()
    assert "kan ikke længere læse modellen" in page
    assert "Find ud af, hvad der ville hjælpe" in page


def test_what_looks_into_one_is_not_looked_into(world: World, coordinator: Client) -> None:
    assert coordinator.get(of(looked_into(world, "helps", result=helped()), "further")).status_code == 404


def test_what_would_help_is_told_with_the_line_of_the_model(world: World, coordinator: Client) -> None:
    page = coordinator.get(of(looked_into(world, "helps", result=helped()))).content.decode()
    for said in (
        "Af de dage, sagerne venter på fora, går 75% med at vente på Model.",
        "Ét møde mere om året i Model (5 for 4) ville gøre vejen til en beslutning 8 dage kortere (7–9).",
        "venter på et møde (75%), for sent til papirerne (25%)",
        "<code>rule: FREQ=MONTHLY</code>",
        "model.yaml, linje 1",
        "Ét medlem færre, der skal være med (4 for 5)",
    ):
        assert said in page


def test_after_few_plays_nothing_is_called_sure(world: World, coordinator: Client) -> None:
    row = looked_into(world, "helps", result=helped(), runs=4)
    page = coordinator.get(of(row)).content.decode()
    assert "Intet af det, der er prøvet, gør med sikkerhed vejen" in page
    assert "(7–9)" not in page


def test_variants_are_drawn_and_told_in_a_table(world: World, coordinator: Client) -> None:
    page = coordinator.get(of(looked_into(world, "vary", result=varied()))).content.decode()
    assert "Af 2 varianter er 2 værd at vælge imellem: Ingen anden slår dem." in page
    assert (
        "Den korteste er nummer 1 (Model: mødes hver måned): Halvdelen er afgjort inden for 20 dage." in page
    )
    assert page.count('<svg class="s-picture"') == 1  # of the four only meetings differ
    assert "1. Model: mødes hver måned: halvdelen inden for 20 dage, møder" in page
    assert "Kan ikke lade sig gøre" in page


def test_htmx_gets_the_answer_alone_and_nothing_until_it_is_surer(world: World, coordinator: Client) -> None:
    row = looked_into(world, "vary", result=varied(), state="running")
    assert coordinator.get(of(row), {"seen": "20"}, headers=HTMX).status_code == 204
    part = coordinator.get(of(row), {"seen": "5"}, headers=HTMX).content.decode()
    assert part.strip().startswith('<div class="s-stack" data-gap="large" id="answer" hx-get=')


def test_what_was_stopped_at_once_says_so(world: World, coordinator: Client) -> None:
    row = looked_into(world, "helps", result={}, runs=0, state="stopped")
    assert "Det blev stoppet, før man vidste noget." in coordinator.get(of(row)).content.decode()


def test_machines_read_comparisons_alone(world: World) -> None:
    row = looked_into(world, "helps", result=helped())
    machine = Machine(token_for(world, ASSOCIATION, COORDINATOR))
    assert row.about is not None
    assert [one["id"] for one in machine.get("/simulations").json()["items"]] == [str(row.about.public_id)]
    assert machine.get(f"/simulations/{row.public_id}").status_code == 404
