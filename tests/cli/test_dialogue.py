"""``samspil dialogue``: what ships, what is wrong in a file, and what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ask

from samspil import library
from samspil.wording.catalogues import LANGUAGES


def test_what_ships_is_listed_and_shown_in_each_language(ask: Ask) -> None:
    told = {language: ask("dialogue", "show", "balances", "--lang", language).out for language in LANGUAGES}
    assert len(set(told.values())) == 3
    assert "Vi er enige om, hvad kerneopgaven er" in " ".join(told["da"].split())
    listed = ask("dialogue", "list", "--json").data["dialogues"]
    assert [one["key"] for one in listed] == list(library.shipped_dialogues())


def test_a_file_is_checked_by_line(ask: Ask, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    document = library.dialogue_file("nine_advices")
    own.write_bytes(document)
    assert ask("dialogue", "check", str(own)).code == 0
    own.write_bytes(document.replace(b"    scale: far", b"    scale: near", 1))
    answer = ask("dialogue", "check", str(own))
    line = document.decode().splitlines().index("    scale: far") + 1
    assert answer.code == 1
    assert f"own.yaml:{line}:" in answer.err.replace("\n", "")


@pytest.mark.parametrize("name", ["no_such_dialogue", "/no/such/file.yaml"])
def test_what_is_not_there_is_told(ask: Ask, name: str) -> None:
    assert ask("dialogue", "check", name).code == 3
