"""Kill -9 at every statement of deciding, consenting, importing and paying leaves all or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("killing.py")
LEAST_POINTS = 10
LEAST_NAMES = 25


def kill(tmp_path: Path, *words: str) -> dict[str, Any]:
    surroundings = {**os.environ, "SAMSPIL_HOME": str(tmp_path / "home"), "PYTHONWARNINGS": "ignore"}
    surroundings.pop("DATABASE_URL", None)
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


@pytest.mark.parametrize("act", ["deciding", "bringing", "consenting", "importing", "posting", "reversing"])
def test_a_killed_process_leaves_no_half_effect(act: str, tmp_path: Path) -> None:
    found = kill(tmp_path, act)
    assert found["points"] >= LEAST_POINTS
    assert found["broken"] == []
    assert found["left_something"] == 0
    assert found["works"]


def test_the_points_are_of_many_sorts(tmp_path: Path) -> None:
    """A process is killed before each of these: it is about to do something to a table."""
    names: set[str] = set()
    for act in ("deciding", "consenting", "importing"):
        (tmp_path / act).mkdir()
        names.update(kill(tmp_path / act, act, "--names")["names"])
    assert len(names) >= LEAST_NAMES, sorted(names)
    written = {"INSERT governance_decision", "INSERT journal_entry", "INSERT organisations_unit"}
    assert written <= names
    assert {"UPDATE governance_matter", "UPDATE organisations_upload"} <= names


@pytest.mark.parametrize("act", ["deciding", "consenting", "importing", "posting"])
def test_without_its_transaction_the_same_kill_leaves_half_effects(act: str, tmp_path: Path) -> None:
    """The control: with the guard off the test must see something."""
    found = kill(tmp_path, act, "--without-transaction")
    assert found["broken"]
