"""What was foretold beside what came, once a model that was tried has been adopted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.simulations.kept import kept
from tests.apps.world import BY, HVIDOVRE, NOW, World

from samspil.apps.governance.models import AdoptedKind
from samspil.apps.governance.selectors.walked import Walked
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.selectors import came
from samspil.apps.simulations.selectors.came import what_came
from samspil.kit.ids import new_id

pytestmark = pytest.mark.django_db
HEAD, KIND = "head_of_digitalisation", "purchase_request"


def tried(world: World, asked_on: date) -> SimulationRun:
    """A comparison whose second model is Hvidovre's of today: half within 5 days, four fifths in 8."""
    with world.scope(HVIDOVRE):
        row = AdoptedKind.objects.filter(kind=KIND).select_related("version")[0]
        shaped = kept()
        shaped["inputs"]["models"][1] |= {
            "digest": row.version.digest,
            "kinds": {KIND: {"da": "Indkøbsønske"}},
        }
        quantiles = {"0.5": 5.0, "0.8": 8.0}
        shaped["result"]["models"][1]["kinds"][0] |= {"key": KIND} | {
            "quantiles": {**_quantiles(), **quantiles}
        }
        return SimulationRun.objects.create(
            organisation=world.organisation(HVIDOVRE), state="done", years=1, seed=1, runs=20,
            asked_at=NOW.replace(year=asked_on.year, month=asked_on.month, day=asked_on.day),
            asked_by=world.people[HVIDOVRE, HEAD], **shaped,
        )  # fmt: skip


def _quantiles() -> dict[str, float]:
    return dict.fromkeys(("0.05", "0.1", "0.25", "0.5", "0.75", "0.8", "0.9", "0.95"), 9.0)


def went(days: float | None, kind: str = KIND) -> Walked:
    return Walked(new_id(), kind, {}, NOW - timedelta(days=30), (), days)


def found(world: World, run: SimulationRun, monkeypatch: pytest.MonkeyPatch, *matters: Walked) -> Any:
    monkeypatch.setattr(came, "walked", lambda *_asked: list(matters))
    with world.scope(HVIDOVRE):
        return what_came(run, world.acting(HVIDOVRE, HEAD), NOW)


def test_half_and_four_fifths_are_held_against_what_has_finished(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tried(world, date(2024, 12, 1))
    matters = [went(days) for days in (2.0, 9.0, 4.0, 7.0)]
    (one,) = found(world, run, monkeypatch, *matters, went(None), went(1.0, "another_kind"))
    assert (one.foretold, one.days, one.under_way) == ((5.0, 8.0), (2.0, 4.0, 7.0, 9.0), 1)
    assert (one.middle, one.kept) == (5.5, 0.75)


def test_what_held_before_it_was_asked_says_nothing_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(world, tried(world, date(2025, 6, 1)), monkeypatch, went(2.0)) == []


def test_it_stands_on_the_comparisons_page(world: World, browser: Client) -> None:
    run = tried(world, date(2024, 12, 1))
    run.asked_at = BY.at - timedelta(days=60)
    client = world.log_in(browser, HVIDOVRE, HEAD)
    page = client.get(reverse("simulations:run", args=[run.public_id])).content.decode()
    assert "Det forudsagte, og det, der kom" in page
    assert "Indkøbsønske" in page
