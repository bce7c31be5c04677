"""Whoever brings something chooses whether the association sees that it is needed; else nobody does."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.apps.intake.test_bring import PURCHASE, wish
from tests.apps.needs.needs_world import LATER, seen_by, worker
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.organisations.models import Membership
from samspil.kit.journal.models import Entry
from samspil.kit.tenancy import scope


@pytest.fixture(autouse=True)
def danish(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("da"):
        yield


@pytest.fixture
def hvidovre(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, "employee")


def seen(world: World) -> list[tuple[str, str, str]]:
    with seen_by(world, RODOVRE) as reach:
        return list(reach.shown.values_list("sort", "title", "text"))


def test_nothing_is_shown_that_nobody_chose_to_show(world: World, hvidovre: Client) -> None:
    assert hvidovre.post(PURCHASE, wish()).status_code == 302
    worker(LATER)

    assert seen(world) == []


def test_what_is_chosen_is_seen_at_once_by_its_title_alone(world: World, hvidovre: Client) -> None:
    sent = wish(shows_need="on")
    hvidovre.post(PURCHASE, sent)
    hvidovre.post(PURCHASE, sent)  # sent twice it is brought once

    told = [("request", "Digital vagtplan til hjemmeplejen", "Digital vagtplan til hjemmeplejen")]
    assert seen(world) == told
    worker(LATER)
    assert seen(world) == told, "what is gathered leaves the choice as it was"
    with world.scope(HVIDOVRE):
        [entry] = Entry.objects.filter(action="needs.need.shown")
    assert entry.actor == str(world.people[HVIDOVRE, "employee"])


def test_it_is_asked_only_where_there_is_an_association(world: World, hvidovre: Client) -> None:
    question = "Lad foreningen og dens medlemmer se"
    assert question in hvidovre.get(PURCHASE).content.decode()
    with scope.within([world.association.pk]):
        Membership.objects.filter(member=world.members[HVIDOVRE]).update(valid_to=NOW.date())

    assert question not in hvidovre.get(PURCHASE).content.decode()
