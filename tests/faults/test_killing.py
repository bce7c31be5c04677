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


TOLD = {"BEGIN", "COMMIT", "SELECT journal_head", "INSERT journal_entry", "UPDATE journal_head"}
WORDS = TOLD | {"INSERT journal_personalvalue"}
MOVED = WORDS | {"SELECT governance_matter", "UPDATE governance_matter", "INSERT governance_matterevent"}
DECIDED = MOVED | {"INSERT governance_decision"}
KEPT_BOOKS = {
    "INSERT funding_voucher",
    "INSERT funding_posting",
    "UPDATE funding_account",
    "UPDATE funding_books",
}
NUMBERED = {"SELECT organisations_casenumber", "UPDATE organisations_casenumber"}
# A process is killed before each of these at least: it is about to do something to a table.
POINTS = {
    "deciding": DECIDED,
    "bringing": WORDS | NUMBERED | {"INSERT governance_matter", "INSERT governance_matterevent"},
    "consenting": DECIDED
    | {"SELECT sharing_grant", "SELECT governance_consent", "UPDATE governance_consent"},
    "posting": WORDS | KEPT_BOOKS | {"INSERT funding_accountday"},
    "reversing": WORDS | KEPT_BOOKS | {"SELECT funding_posting"},
    "importing": WORDS
    | {f"INSERT organisations_{one}" for one in ("unit", "person", "post")}
    | {"UPDATE organisations_upload"},
    "importing_initiatives": WORDS
    | NUMBERED
    | {f"INSERT portfolio_{one}" for one in ("initiative", "listedrow", "roleholder", "statusreport")}
    | {"UPDATE portfolio_listupload"},
    "importing_contracts": TOLD
    | {"INSERT systems_contract", "INSERT systems_contractsystem", "UPDATE systems_contract"}
    | {"DELETE systems_registerupload"},
}


@pytest.mark.parametrize("act", POINTS)
def test_a_killed_process_leaves_no_half_effect(act: str, tmp_path: Path) -> None:
    found = kill(tmp_path, act)
    assert POINTS[act] <= set(found["names"])
    assert found["points"] >= LEAST_POINTS
    assert found["broken"] == []
    assert found["left_something"] == 0
    assert found["works"]


def test_the_points_are_of_many_sorts() -> None:
    assert len(set().union(*POINTS.values())) >= LEAST_NAMES


@pytest.mark.parametrize("act", ["deciding", "consenting", "posting", *IMPORTS])
def test_without_its_transaction_the_same_kill_leaves_half_effects(act: str, tmp_path: Path) -> None:
    """The control: with the guard off the test must see something."""
    found = kill(tmp_path, act, "--without-transaction")
    assert found["broken"]


ON_POSTGRES = ["deciding", "consenting", "posting", "importing"]


@pytest.mark.parametrize("act", ON_POSTGRES)
def test_on_postgresql_a_killed_process_leaves_no_half_effect(act: str, tmp_path: Path) -> None:
    """The application's own role, which row-level security holds; it asks less often there."""
    found = kill(tmp_path, act, beside=POSTGRES)
    assert found["points"] >= LEAST_ON_POSTGRES
    assert (found["broken"], found["left_something"], found["works"]) == ([], 0, True)


@pytest.mark.parametrize("act", [one for one in ON_POSTGRES if one != "importing"])
def test_on_postgresql_too_the_transaction_is_what_holds(act: str, tmp_path: Path) -> None:
    """The control. A list that was half taken in is no ground for the next try, so of it SQLite tells."""
    assert kill(tmp_path, act, "--without-transaction", beside=POSTGRES)["broken"]
