"""A comparison in words: what is sure is a difference, what may be chance is not, and what it stands on."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from tests.apps.simulations.kept import figure, kept

from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.views.assumed import stands_on
from samspil.apps.simulations.views.drawn import days_drawn, kinds_drawn
from samspil.apps.simulations.views.figures import DAYS, MINUS, SHARE, difference, is_sure, told
from samspil.apps.simulations.views.sentences import in_words, overloads


@pytest.fixture(autouse=True)
def danish() -> Any:
    with translation.override("da"):
        yield


def run(**said: Any) -> SimulationRun:
    return SimulationRun(question="", state="done", years=3, seed=1, **{"runs": 20, **kept("Ny"), **said})


def test_what_is_surely_fewer_is_said_with_its_interval() -> None:
    first, second = in_words(run())
    assert first.startswith("Med »Ny (i dag)« er halvdelen af sagerne afgjort inden for 40 dage (38–42).")
    assert "inden for 28 dage, 12 dage færre end med »Ny (i dag)« (10–14)." in second


def test_what_may_be_chance_is_not_called_a_difference() -> None:
    row = run()
    row.result["differences"][0]["median_days"] = figure(-1.0, 2.0)
    assert "kan ikke siges" in in_words(row)[1]


def test_after_few_plays_no_interval_is_shown() -> None:
    assert in_words(run(runs=4))[0].startswith(
        "Med »Ny (i dag)« er halvdelen af sagerne afgjort inden for 40 dage."
    )


def test_figures_and_differences_as_people_read_them() -> None:
    assert told(figure(0.5, 0.7), SHARE) == "50% (0%–100%)"
    assert told(figure(7.25, 0.5), DAYS) == "7,2 dage (6,8–7,8)"
    assert told({"mean": None, "low": None, "high": None}, DAYS) == "–"
    assert difference(figure(-3.0, 1.0), DAYS) == f"{MINUS}3 (fra {MINUS}4 til {MINUS}2)"
    assert difference(figure(0.25, 0.05), SHARE) == "+25% (fra +20% til +30%)"
    assert is_sure(figure(2.0, 1.9))
    assert not is_sure(figure(2.0, 2.0))


def test_more_than_there_is_room_for_is_said() -> None:
    row = run()
    row.result["models"][1]["overloaded"] = ["board"]
    (said,) = overloads(row)
    assert said.startswith("Med »Ny, ændret« kommer der mere til Ny, end der er plads til.")


def test_what_it_stands_on_is_told() -> None:
    row = run()
    row.inputs["left_out"] = [["idea", "x"]]
    row.inputs["counted"] = {
        "since": "2025-03-02",
        "until": "2026-03-02",
        "matters": {"idea": 3},
        "steps": [],
    }
    said = stands_on(row)
    assert said[0] == "Talt i jeres egne sager fra 2. marts 2025 til 2. marts 2026: Ny (3)."
    assert any(one.startswith("1 af de 1 dele af det, som modellerne møder, er antaget") for one in said)
    assert "»Ny« er ikke med: Ny (i dag) har ikke noget, der svarer til det." in said


def test_days_by_cause_add_up_to_the_days_of_a_matter() -> None:
    drawn = days_drawn(run())
    assert [row["cells"] for row in drawn["rows"]] == [["20 dage", "14 dage"]] * 2
    assert drawn["picture"].count("data-cause=") == 6  # two models by two causes, and the key


def test_each_kind_has_a_strip_for_each_model_and_the_same_in_figures() -> None:
    (kind,) = kinds_drawn(run())
    assert kind["picture"].count('class="s-curve__band"') == 2
    assert [one["middle"] for one in kind["lines"]] == ["32 dage", "22 dage"]
