"""The stored ledger under random histories, keys sent again and again, and many who pay at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests import ready_database

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def asked(tmp_path: Path, *words: str) -> dict[str, Any]:
    surroundings = {**os.environ, "SAMSPIL_HOME": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    surroundings.pop("DATABASE_URL", None)
    ready_database.tables_for(str(tmp_path / "samspil.sqlite3"))
    done = subprocess.run(
        [sys.executable, "-m", "bench.ledger.stored", "--laid", *words],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def test_a_random_history_breaks_nothing_in_the_database(tmp_path: Path) -> None:
    found = asked(tmp_path, "history", "--postings", "800")
    assert found["differences"] == []
    assert min(found["refused"], found["reversals"], found["again"]) > 0


def test_a_key_that_many_send_again_and_again_pays_once(tmp_path: Path) -> None:
    found = asked(tmp_path, "keys", "--keys", "20", "--times", "10")
    assert (found["vouchers"], found["left"], found["differences"]) == (20, 0, [])
    assert found["said"] == {"before": 180, "paid": 20}


def test_of_all_who_ask_for_the_last_money_at_once_one_gets_it(tmp_path: Path) -> None:
    assert asked(tmp_path, "race")["broken"] == 0


def test_without_the_lock_the_same_race_pays_what_is_not_there(tmp_path: Path) -> None:
    """The control: with the guard off the test must see something."""
    homes = [tmp_path / str(number) for number in range(6)]
    for home in homes:
        home.mkdir()
    assert any(asked(home, "race", "--without-lock")["broken"] for home in homes)  # it is chance which
