"""Kill -9 at every statement and at the commit of deciding, consenting, importing, paying: all or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("killing.py")
LEAST_POINTS = 10
LEAST_ON_POSTGRES = 8
LEAST_NAMES = 25
IMPORTS = ["importing", "importing_initiatives", "importing_contracts"]
POSTGRES = [sys.executable, str(SCRIPT.parents[2] / "tools" / "postgres.py")]


def kill(tmp_path: Path, *words: str, beside: Sequence[str] = ()) -> dict[str, Any]:
    """``beside`` is a program that runs it with a server beside it; without one the database is a file."""
    surroundings = {**os.environ, "SAMSPIL_HOME": str(tmp_path / "home"), "PYTHONWARNINGS": "ignore"}
    surroundings.pop("DATABASE_URL", None)
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        [*beside, sys.executable, str(SCRIPT), *words],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


EVERY_ACT = ["deciding", "bringing", "consenting", "posting", "reversing", *IMPORTS]


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_killed_process_leaves_no_half_effect(act: str, tmp_path: Path) -> None:
    found = kill(tmp_path, act)
    assert found["points"] >= LEAST_POINTS
    assert found["broken"] == []
    assert found["left_something"] == 0
    assert found["works"]


def test_the_points_are_of_many_sorts(tmp_path: Path) -> None:
    """A process is killed before each of these: it is about to do something to a table."""
    names: set[str] = set()
    for act in ("deciding", "consenting", *IMPORTS):
        (tmp_path / act).mkdir()
        names.update(kill(tmp_path / act, act, "--names")["names"])
    assert len(names) >= LEAST_NAMES, sorted(names)
    written = {"INSERT governance_decision", "INSERT journal_entry", "INSERT organisations_unit"}
    assert written <= names
    assert {"UPDATE governance_matter", "UPDATE organisations_upload", "COMMIT"} <= names
    assert {"INSERT portfolio_initiative", "INSERT systems_contract"} <= names


@pytest.mark.parametrize("act", ["deciding", "consenting", "posting", *IMPORTS])
def test_without_its_transaction_the_same_kill_leaves_half_effects(act: str, tmp_path: Path) -> None:
    """The control: with the guard off the test must see something."""
    found = kill(tmp_path, act, "--without-transaction")
    assert found["broken"]


def test_on_postgresql_a_killed_process_leaves_no_half_effect(tmp_path: Path) -> None:
    """The application's own role, which row-level security holds; it asks less often there."""
    found = kill(tmp_path, "deciding", beside=POSTGRES)
    assert found["points"] >= LEAST_ON_POSTGRES
    assert (found["broken"], found["left_something"], found["works"]) == ([], 0, True)


def test_on_postgresql_too_the_transaction_is_what_holds(tmp_path: Path) -> None:
    """The control."""
    assert kill(tmp_path, "deciding", "--without-transaction", beside=POSTGRES)["broken"]
