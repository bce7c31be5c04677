"""``samspil journal``: checked, exported, and checked again by somebody who has only the file."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.apps.world import HVIDOVRE, World

from samspil.cli import main
from samspil.kit.journal import check_journal
from samspil.kit.journal.models import Entry


@pytest.fixture(autouse=True)
def at_home(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMSPIL_HOME", str(tmp_path / "home"))


def test_every_journal_of_the_world_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "Hvidovre" in told
    assert "broken" not in told


@pytest.mark.parametrize("named", [HVIDOVRE, "hvidovre"])
def test_the_chain_is_exported_and_holds_for_anybody(world: World, tmp_path: Path, named: str) -> None:
    file = tmp_path / "journal.zip"
    assert main(["journal", "export", "--organisation", named, "--out", str(file)]) == 0
    assert check_journal.main([str(file)]) == 0


@pytest.mark.parametrize("sort", ["ocel", "xes"])
def test_process_mining_gets_every_entry_of_that_organisation(
    world: World, tmp_path: Path, sort: str
) -> None:
    file = tmp_path / "log"
    asked = ["journal", "export", "--organisation", HVIDOVRE, "--format", sort, "--out", str(file)]
    assert main(asked) == 0
    with world.scope(HVIDOVRE):
        count = Entry.objects.count()
    text = file.read_text(encoding="utf-8")
    found = (
        json.loads(text)["events"] if sort == "ocel" else list(ET.fromstring(text).iter(f"{{{XMLNS}}}event"))
    )
    assert len(found) == count > 0


XMLNS = "http://www.xes-standard.org/"


def test_nothing_is_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "journal.zip"
    file.write_text("mine")
    asked = ["journal", "export", "--organisation", HVIDOVRE, "--out", str(file)]
    assert main(asked) == 1
    assert "--force" in capsys.readouterr().err
    assert file.read_text() == "mine"
    assert main([*asked, "--force"]) == 0
    assert check_journal.main([str(file)]) == 0


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["--out", "x"], 2, "--organisation 0167"),
        (["--organisation", HVIDOVRE], 2, "--out"),
        (["--organisation", "Atlantis", "--out", "x"], 3, "Atlantis"),
        (["--organisation", HVIDOVRE, "--out", "/nowhere/x"], 1, "/nowhere/x"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    asked: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal", "export", *asked]) == code
    assert told in capsys.readouterr().err
