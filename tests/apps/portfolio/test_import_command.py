"""``samspil import portfolio``: shown first, done when said, and again it changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.apps.world import HVIDOVRE, World
from tests.cli.conftest import Ask, ask

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.importing import applying
from samspil.cli.running import ground, importing_portfolio

__all__ = ["ask"]

LIST = "Sagsnr.;Indsats;Status;Samlet udgift\n12;Vagtplan;Grøn;1.250,50\n13;Arkiv;Lilla;Fortroligt\n"


@pytest.fixture
def here(world: World, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a list, where there is an association with its members."""
    monkeypatch.setattr(ground, "make_ready", lambda: None)
    monkeypatch.setattr(ground, "migrate", lambda: None)
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def count(world: World) -> int:
    with world.scope(HVIDOVRE):
        return Initiative.objects.count()


def test_it_is_shown_and_nothing_is_written(world: World, here: Path, ask: Ask) -> None:
    answer = ask("import", "portfolio", str(here / "liste.csv"), "--as", "0167")
    assert "+ 2: 12 Vagtplan" in answer.out
    assert "2 nye, 0 ændrede, 0 uændrede, 0 usikre, 1 værdier afvist, 1 undtaget." in answer.out
    assert "liste.csv:3: »Lilla« er ikke på skalaen" in answer.err
    assert (answer.code, count(world)) == (1, 0)


def test_said_yes_it_is_done_and_again_changes_nothing(world: World, here: Path, ask: Ask) -> None:
    words = ("import", "portfolio", str(here / "liste.csv"), "--as", "Hvidovre", "--yes", "--json")
    first, second = ask(*words), ask(*words)
    assert first.data["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "unsure": 0}
    assert first.data["is_written"]
    assert second.data["counts"]["unchanged"] == count(world) == 2


def test_of_a_long_list_it_is_told_how_far_it_has_come(
    world: World, here: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_portfolio, "_LONG", 4)
    monkeypatch.setattr(applying, "AT_ONCE", 2)
    for count, told in ((3, []), (4, ["2 af 4 linjer er klar.", "4 af 4 linjer er klar."])):
        lines = "".join(f"Indsats {count}-{at};Grøn\n" for at in range(count))
        (here / "lang.csv").write_text(f"Navn;Status\n{lines}", encoding="utf-8")
        answer = ask("import", "portfolio", str(here / "lang.csv"), "--as", "0167", "--yes")
        assert answer.err.splitlines() == told


def test_a_mapping_is_taken_from_the_answer_corrected_and_kept(world: World, here: Path, ask: Ask) -> None:
    words = ("import", "portfolio", str(here / "liste.csv"), "--as", "0167", "--json")
    mapping = ask(*words).data["mapping"][""]
    mapping["ratings"]["lilla"] = "red"
    (here / "mapping.json").write_text(json.dumps(mapping), encoding="utf-8")
    done = ask(*words, "--mapping", str(here / "mapping.json"), "--name", "Vores liste", "--yes")
    assert (done.code, done.data["refused"], done.data["name"]) == (0, [], "Vores liste")
    again = ask(*words, "--mapping", "Vores liste")
    assert (again.code, again.data["counts"]["unchanged"]) == (0, 2)


def test_what_is_only_alike_must_be_said(world: World, here: Path, ask: Ask) -> None:
    words = ("--as", "0167", "--yes", "--json")
    ask("import", "portfolio", str(here / "liste.csv"), *words)
    (here / "ny.csv").write_text("Navn;Status\nVagtplanen;Gul\n", encoding="utf-8")
    refused = ask("import", "portfolio", str(here / "ny.csv"), *words)
    assert (refused.code, refused.data["problems"][0]["code"]) == (1, "list_is_unsure")
    same = ask("import", "portfolio", str(here / "ny.csv"), *words, "--alike", "same")
    assert (same.code, same.data["counts"]["changed"], count(world)) == (0, 1, 2)


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        ((), 2, "import_needs_a_file"),
        (("none.csv", "--as", "0167"), 3, "file_not_found"),
        (("liste.csv",), 1, "import_needs_an_organisation"),
        (("liste.csv", "--as", "9999"), 1, "no_such_organisation"),
        (("liste.csv", "--as", "0167", "--mapping", "Ukendt"), 3, "no_such_mapping"),
        (("liste.csv", "--as", "0167", "--mapping", "liste.csv"), 1, "mapping_unreadable"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    world: World,
    here: Path,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    problem: str,
) -> None:
    monkeypatch.chdir(here)
    answer = ask("import", "portfolio", *words, "--json")
    assert (answer.code, answer.data["problems"][0]["code"]) == (code, problem)
