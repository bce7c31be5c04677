"""Trying a model in the browser: asked in a form, answered at once, in words before figures."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.apps.simulations.asking_about import COORDINATOR
from tests.apps.simulations.kept import kept
from tests.apps.world import ASSOCIATION, BY, HVIDOVRE, World

from samspil.apps.simulations.models import SimulationRun

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _nothing_is_told() -> None:
    cache.clear()


@pytest.fixture
def coordinator(world: World, browser: Client) -> Client:
    return world.log_in(browser, ASSOCIATION, COORDINATOR)


def compared(world: World, state: str = "done", **said: Any) -> SimulationRun:
    with world.scope(ASSOCIATION):
        fields: dict[str, Any] = {"question": "Hver måned?", "runs": 20, **kept(), **said}
        return SimulationRun.objects.create(
            organisation=world.association, state=state, years=1, seed=1, asked_at=BY.at,
            asked_by=world.people[ASSOCIATION, COORDINATOR], **fields,
        )  # fmt: skip


def of(run: SimulationRun, page: str = "run") -> str:
    return reverse(f"simulations:{page}", args=[run.public_id])


def sent(form: Any, **said: str) -> dict[str, Any]:
    chosen = {"models": [form.offered.models[0][0], "tight_association"], "workload": "association"}
    return {**chosen, "years": "1", "words": "Hvad gør den stramme?", "key": str(form["key"].value()), **said}


def test_a_question_is_answered_at_once(world: World, coordinator: Client) -> None:
    form = coordinator.get(reverse("simulations:ask")).context["form"]
    answer = coordinator.post(reverse("simulations:ask"), sent(form, **{"rhythm-board": "month"}))
    with world.scope(ASSOCIATION):
        run = SimulationRun.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, of(run))
    shown = coordinator.get(answer["Location"]).content.decode()
    assert "Hvad gør den stramme?" in shown
    assert "Bestyrelsen: mødes hver måned" in shown


def test_a_page_that_is_sent_twice_asks_once(world: World, coordinator: Client) -> None:
    form = coordinator.get(reverse("simulations:ask")).context["form"]
    first, second = (coordinator.post(reverse("simulations:ask"), sent(form)) for _time in range(2))
    assert first["Location"] == second["Location"]
    with world.scope(ASSOCIATION):
        assert SimulationRun.objects.count() == 1


def test_what_holds_today_comes_first_and_is_not_offered_twice(coordinator: Client) -> None:
    offered = coordinator.get(reverse("simulations:ask") + "?model=tight_association").context["form"]
    names = [name for _ref, name in offered.offered.models]
    assert names == [
        "Den Storkøbenhavnske Digitaliseringsforening (version 1.0), som den gælder i dag",
        "Den stramme forening",
    ]
    assert offered["models"].value() == [ref for ref, _name in offered.offered.models]
    assert [key for key, _name in offered.offered.workloads] == ["association", "purchases"]


def test_a_form_that_is_wrong_keeps_what_was_typed(coordinator: Client) -> None:
    form = coordinator.get(reverse("simulations:ask")).context["form"]
    answer = coordinator.post(reverse("simulations:ask"), sent(form, **{"agenda-board": "0"}))
    assert answer.status_code == 422
    assert 'value="Hvad gør den stramme?"' in answer.content.decode()


def test_htmx_gets_nothing_until_there_is_a_surer_answer(world: World, coordinator: Client) -> None:
    run = compared(world, "running")
    same = coordinator.get(of(run), {"seen": "20"}, headers=HTMX)
    assert (same.status_code, same.content) == (204, b"")
    surer = coordinator.get(of(run), {"seen": "6"}, headers=HTMX)
    assert surer.status_code == 200
    assert (
        surer.content.decode().strip().startswith('<div class="s-stack" data-gap="large" id="answer" hx-get=')
    )


def test_what_is_over_asks_no_more_and_can_be_sent(world: World, coordinator: Client) -> None:
    under_way = coordinator.get(of(compared(world, "waiting"))).content.decode()
    over = coordinator.get(of(compared(world))).content.decode()
    assert ("hx-get" in under_way, "Send sammenligningen til et forum" in under_way) == (True, False)
    assert ("every 3s" in over, "Send sammenligningen til et forum" in over) == (False, True)


def test_who_has_had_enough_is_answered_by_the_page(world: World, coordinator: Client) -> None:
    run = compared(world, "waiting")
    assert coordinator.post(of(run, "stop"))["Location"] == of(run)
    assert "Det, der vides, bliver stående." in coordinator.get(of(run)).content.decode()


def test_the_list_goes_on_where_it_ended(world: World, coordinator: Client) -> None:
    for number in range(26):
        compared(world, question=f"Nummer {number}")
    first = coordinator.get(reverse("simulations:runs"))
    assert [one["name"] for one in first.context["rows"]][:1] == ["Nummer 25"]
    rest = coordinator.get(reverse("simulations:runs") + first.context["next_url"])
    assert [one["name"] for one in rest.context["rows"]] == ["Nummer 0"]


def test_a_models_page_leads_here_whoever_may_try(world: World, browser: Client) -> None:
    page = reverse("governance:shipped_model", args=["gladsaxe_network"])
    link = f'href="{reverse("simulations:ask")}?model=gladsaxe_network"'
    assert link in world.log_in(browser, HVIDOVRE, "head_of_digitalisation").get(page).content.decode()
    assert link not in world.log_in(browser, HVIDOVRE, "employee").get(page).content.decode()
