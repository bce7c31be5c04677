"""Folders of one's own: checked with lines that can be opened, and begun from a small model that holds."""

import re
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Ask

from samspil import library
from samspil.wording.catalogues import LANGUAGES

MODELS = ROOT / "src" / "samspil" / "governance_models"
KEY = "jammerbugt_purchase_screening"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a shipped model, to be changed."""
    return Path(shutil.copytree(MODELS / KEY, tmp_path / "own" / KEY))


def change(file: Path, before: str, after: str) -> int:
    """Change one line; its number."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_a_shipped_model_holds(ask: Ask) -> None:
    (model,) = ask("model", "check", KEY, "--json").data["models"]
    assert (model["ok"], model["loaded"], model["failed"], model["problems"]) == (True, True, 0, [])
    assert model["cases"] > 0
    assert model["assumed"] > 0


def test_a_folder_is_checked_on_its_own_lines(ask: Ask, folder: Path) -> None:
    assert ask("model", "check", str(folder)).code == 0
    line = change(folder / "model.yaml", "clock: {working_days: screening_days}", "clok: {}")
    answer = ask("model", "check", str(folder), "--lang", "en", columns=500)
    assert answer.code == 1
    assert (
        f"{folder / 'model.yaml'}:{line}: The key “clok” is not known here. Did you mean “clock”?"
        in answer.out
    )
    assert "cannot be loaded" in answer.out


def test_a_case_that_does_not_hold_is_told_with_its_line(ask: Ask, folder: Path) -> None:
    case = min(folder.glob("cases/*.yaml"))
    text = case.read_text(encoding="utf-8")
    ends = next(re.finditer(r"^      ends: approved$", text, re.MULTILINE))
    case.write_text(text[: ends.start()] + "      ends: rejected" + text[ends.end() :], encoding="utf-8")
    line = text[: ends.start()].count("\n") + 1
    answer = ask("model", "check", str(folder), "--json", "--lang", "en")
    (model,) = answer.data["models"]
    assert (answer.code, model["ok"], model["loaded"], model["failed"]) == (1, False, True, 1)
    assert (model["problems"][0]["file"], model["problems"][0]["line"]) == (str(case), line)


def test_a_file_of_cases_that_is_none_is_refused(ask: Ask, folder: Path) -> None:
    (folder / "cases" / "more.yaml").write_text("cases: []\n", encoding="utf-8")
    (model,) = ask("model", "check", str(folder), "--json").data["models"]
    assert (model["loaded"], model["ok"]) == (True, False)
    assert model["problems"][0]["file"].endswith("cases/more.yaml")


def test_a_folder_without_a_model_says_so(ask: Ask, tmp_path: Path) -> None:
    answer = ask("model", "check", str(tmp_path), columns=500)
    assert answer.code == 1
    assert f"{tmp_path / 'model.yaml'}:1: " in answer.out


def test_several_are_summed_up(ask: Ask) -> None:
    answer = ask("model", "check", KEY, "common", "--lang", "en")
    assert answer.code == 0
    assert re.search(
        r"^2 models, 0 with faults; \d+ cases, 0 fail; \d+ assumed lines", answer.out, re.MULTILINE
    )


def test_own_folders_can_be_shown_explained_and_compared(ask: Ask, folder: Path) -> None:
    assert ask("model", "show", str(folder)).code == 0
    words = ("--matter", "docs/examples/purchase.yaml", "--on", "2026-11-23", "--json")
    told = ask("model", "explain", str(folder), *words).data
    assert told["steps"][0]["file"] == str(folder / "model.yaml")
    assert ask("model", "compare", str(folder), KEY).code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_model_holds_at_once(ask: Ask, tmp_path: Path, language: str) -> None:
    answer = ask("model", "new", "our_model", "--folder", str(tmp_path), "--lang", language)
    assert answer.code == 0
    made = tmp_path / "our_model"
    files = {file.relative_to(made).as_posix() for file in made.rglob("*") if file.is_file()}
    assert files == {"model.yaml", "parameters.yaml", "cases/first.yaml", "README.md"}
    (model,) = ask("model", "check", str(made), "--json").data["models"]
    assert (model["ok"], model["cases"]) == (True, 2)


@pytest.mark.parametrize("base", library.shipped_models())
def test_a_new_model_can_build_on_every_model_that_ships(ask: Ask, tmp_path: Path, base: str) -> None:
    assert ask("model", "new", "ours", "--from", base, "--folder", str(tmp_path), "--json").code == 0
    (model,) = ask("model", "check", str(tmp_path / "ours"), "--json").data["models"]
    assert model["ok"]


def test_nothing_is_overwritten(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    answer = ask("model", "new", "ours", "--folder", str(tmp_path))
    assert answer.code == 1
    assert list((tmp_path / "ours").iterdir()) == []


@pytest.mark.parametrize("key", ["Our-model", "1st", "a" * 41, "../x", KEY])
def test_a_key_that_cannot_be_one_is_refused(ask: Ask, tmp_path: Path, key: str) -> None:
    assert ask("model", "new", key, "--folder", str(tmp_path)).code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["two\nlines", "a\tb", "bell\a", "back\u202e"])
def test_a_folder_whose_name_would_break_a_line_is_refused(ask: Ask, tmp_path: Path, name: str) -> None:
    answer = ask("model", "new", "ours", "--folder", str(tmp_path / name), "--json")
    assert (answer.code, answer.data["problems"][0]["code"]) == (2, "not_a_folder_name")
    assert list(tmp_path.iterdir()) == []


def test_a_new_model_builds_on_what_ships_only(ask: Ask, tmp_path: Path, folder: Path) -> None:
    assert ask("model", "new", "ours", "--from", "nothing", "--folder", str(tmp_path)).code == 3
    answer = ask("model", "new", "ours", "--from", str(folder), "--folder", str(tmp_path))
    assert answer.code == 1
    assert not (tmp_path / "ours").exists()


def test_a_folder_that_cannot_be_written_is_said(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert ask("model", "new", "ours", "--folder", str(tmp_path / "file")).code == 1
