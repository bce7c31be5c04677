"""A short soak holds; without keys the same soak shows what was done twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def soak(*words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.soak", "--minutes", "0.2", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_after_a_short_soak_everything_acknowledged_is_there_once() -> None:
    found = soak("--dying", "0.2")
    assert found["faults"] == []
    assert found["killed"] + found["died_themselves"] > 0
    assert sum(found["done"].values()) > 10


def test_without_keys_the_same_soak_finds_what_was_done_twice() -> None:
    """The control: what is sent again after a kill is then done again."""
    assert any("found 2 times" in one for one in soak("--dying", "0.5", "--without-keys")["faults"])
