"""The register of who is trained in a project model: kept by who keeps the portfolio, seen by all."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.portfolio.ground import keeper
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Training
from samspil.apps.portfolio.selectors.training import register_of
from samspil.apps.portfolio.services.training import NewTraining, note_training, take_training_out
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
URL = "/portfolio/training/"
MODEL = "shared_model"
HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def herning(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hvidovre follows Herning's project model, and it is an hour later."""
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def notes(world: World, **said: Any) -> Training:
    new = NewTraining(**{"project_model": MODEL, "trained_on": TODAY, "trained_by": "KL", **said})
    with world.scope(HVIDOVRE):
        return note_training(new, acting=keeper(world, HVIDOVRE), at=NOW)


def leader(world: World) -> str:
    return str(world.people[HVIDOVRE, "project_leader"])


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(html.unescape(text).split())


def test_who_keeps_the_portfolio_puts_somebody_in_and_all_see_who_when_and_by_whom(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    assert "Ingen står i registeret endnu" in words(head.get(URL))
    said = {
        "key": str(uuid4()), "person": leader(world), "function": "", "project_model": MODEL,
        "on": "2026-02-03", "by": "Projektkontoret",
    }  # fmt: skip
    for _time in range(2):
        assert head.post(URL, said).status_code == 302
    with world.scope(HVIDOVRE):
        row = Training.objects.get()
    assert (str(row.person), row.function, row.trained_on) == (leader(world), "", date(2026, 2, 3))
    shown = words(world.log_in(Client(), HVIDOVRE, "employee").get(URL))
    assert "Projektlederen i Ældre Den fælles projektmodel 3. februar 2026 Projektkontoret" in shown
    assert "Skriv en i registeret" not in shown
    assert words(world.log_in(Client(), RODOVRE, HEAD).get(URL)).count("Projektkontoret") == 0


def test_a_function_is_trained_where_nobody_logs_in(world: World) -> None:
    notes(world, function=" Projektleder, Skole ")
    with world.scope(HVIDOVRE):
        (line,) = register_of(world.organisation(HVIDOVRE).pk)
    assert (line.name, line.function, line.person) == ("", "Projektleder, Skole", None)


def test_the_same_training_stands_once(world: World) -> None:
    first = notes(world, function="Projektleder")
    assert notes(world, function="Projektleder").pk == first.pk
    with world.scope(HVIDOVRE):
        assert Entry.objects.filter(action="portfolio.training.noted").count() == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"function": " "}, "training_says_who"),
        ({"function": "Leder", "trained_by": " "}, "training_says_by_whom"),
        ({"function": "Leder", "trained_on": TODAY + timedelta(days=1)}, "day_is_still_to_come"),
        ({"function": "Leder", "project_model": "state_model"}, "project_model_not_adopted"),
    ],
)
def test_what_does_not_hold_together_is_refused(world: World, said: dict[str, Any], code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        notes(world, **said)


def test_nobody_of_elsewhere_stands_in_it(world: World) -> None:
    for person in (new_id(), world.people[RODOVRE, HEAD]):
        with pytest.raises(NotFoundError):
            notes(world, person=person)


def test_only_who_keeps_the_portfolio_keeps_it(world: World) -> None:
    row = notes(world, function="Leder")
    employee = world.acting(HVIDOVRE, "employee")
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            note_training(NewTraining(MODEL, TODAY, "KL", None, "En"), acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            take_training_out(row.public_id, acting=employee, at=NOW)
    browser = world.log_in(Client(), HVIDOVRE, "employee")
    assert browser.post(URL, {"out": str(row.public_id)}).status_code == 403
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        take_training_out(row.public_id, acting=keeper(world, RODOVRE), at=NOW)
    with world.scope(HVIDOVRE):
        assert Training.objects.count() == 1


def test_what_was_a_mistake_is_taken_out_and_the_journal_keeps_no_words_of_it(world: World) -> None:
    row, head = notes(world, function="Hemmelig funktion"), world.log_in(Client(), HVIDOVRE, HEAD)
    assert head.post(URL, {"out": "nonsense"}).status_code == 404
    assert head.post(URL, {"out": str(new_id())}).status_code == 404
    assert head.post(URL, {"out": str(row.public_id)}).status_code == 302
    with world.scope(HVIDOVRE):
        assert not Training.objects.exists()
        told = Entry.objects.filter(action__startswith="portfolio.training.").order_by("sequence")
        assert [one.action.rpartition(".")[2] for one in told] == ["noted", "taken_out"]
        assert not any("Hemmelig" in str(one.facts) for one in told)


def test_what_was_typed_wrong_is_said_at_its_field_and_nothing_is_lost(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    said = {"key": str(uuid4()), "person": "", "function": "", "project_model": MODEL,
            "on": "2026-02-03", "by": "Projektkontoret"}  # fmt: skip
    refused = head.post(URL, said)
    assert refused.status_code == 422
    assert "Sig, hvem der er uddannet: vælg en person, eller skriv funktionen." in words(refused)
    assert 'value="Projektkontoret"' in refused.content.decode()
    assert reverse("portfolio:training") == URL


def test_the_questions_are_as_many_however_many_are_trained(world: World) -> None:
    browser = world.log_in(Client(), HVIDOVRE, "employee")

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            browser.get(URL)
        return len(questions)

    notes(world, person=world.people[HVIDOVRE, "project_leader"])
    asked()
    few = asked()
    for number, role in enumerate(("project_office", "project_owner", "process_consultant")):
        notes(world, person=world.people[HVIDOVRE, role], trained_on=TODAY - timedelta(days=number))
    assert asked() == few
