"""``samspil init``: real use begins in an empty home, in a process of its own as a person would."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests import ready_database

from samspil.wording.catalogues import LANGUAGES, texts


def init(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    around = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    around |= {"SAMSPIL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "samspil.settings.dev", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "samspil", "init", *words],
        env=around,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home whose tables are made: making them is tried once, by the first test."""
    ready_database.tables_for(str(tmp_path / "samspil.sqlite3"))
    return tmp_path


WHO = ("--email", "anna@hvidovre.example", "--person", "Anna")
HVIDOVRE = ("--municipality", "Hvidovre", "--model", "jammerbugt_purchase_screening", *WHO)


def test_a_municipality_begins_once_and_its_first_person_gets_a_link(tmp_path: Path) -> None:
    first = init(tmp_path, *HVIDOVRE, "--json")
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    assert told["organisation"] == "Hvidovre"
    assert "/account/password/reset/key/" in told["link"]
    assert (tmp_path / "in_use").exists()
    again = init(tmp_path, *HVIDOVRE)
    assert again.returncode == 1
    assert "Hvidovre er allerede begyndt her" in again.stderr


def test_where_nothing_is_said_the_guide_gets_a_link_and_again_a_new_one(home: Path) -> None:
    first, second = (json.loads(init(home, "--json").stdout) for _ in range(2))
    assert "/begin/with/" in first["link"]
    assert first["link"] != second["link"]
    assert (home / "in_use").exists()


def test_where_somebody_has_begun_the_guide_is_not_offered(home: Path) -> None:
    init(home, *HVIDOVRE)
    answer = init(home)
    assert answer.returncode == 1
    assert "/begin/with/" not in answer.stdout
    assert "--association" in answer.stderr


def test_an_association_begins_with_the_members_chosen(home: Path) -> None:
    model = ("--model", "storkoebenhavn_association")
    answer = init(home, "--association", "Foreningen", "--members", "Hvidovre,0169", *model, *WHO)
    assert answer.returncode == 0, answer.stderr
    assert "Foreningen er begyndt" in answer.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--municipality", "9999", "--model", "danish_municipality", *WHO), "9999"),
        (("--municipality", "0167", "--model", "nothing", *WHO), "nothing"),
        (("--municipality", "0167", "--model", "tight_association", *WHO), "tight_association"),
        (("--municipality", "0167", "--model", "danish_municipality"), "--email"),
    ],
)
def test_what_cannot_begin_is_refused_and_leaves_nothing(
    home: Path, words: tuple[str, ...], said: str
) -> None:
    answer = init(home, *words)
    assert answer.returncode == 1
    assert said in answer.stderr
    assert not (home / "in_use").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_asked_has_words(language: str) -> None:
    asked = ("municipality", "association", "members", "model", "email", "person")
    assert all(texts(language, "cli")[f"init.ask.{one}"] for one in asked)
