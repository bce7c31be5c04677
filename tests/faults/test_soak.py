"""A short soak holds; without keys the same soak shows what was done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bench.soak.__main__ import settings_of
from bench.soak.clock import AUTUMN, Clock
from django.conf import settings
from tests import ready_database

ROOT = Path(__file__).parents[2]


def soak(home: Path, *words: str) -> dict[str, Any]:
    file = home / "soak.sqlite3"
    ready_database.tables_for(str(file))
    done = subprocess.run(
        [sys.executable, "-m", "bench.soak", "--database", "here", "--minutes", "0.2", *words],
        cwd=ROOT,
        env=os.environ | settings_of(str(home), f"sqlite://{file}"),
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_after_a_short_soak_everything_acknowledged_is_there_once(tmp_path: Path) -> None:
    found = soak(tmp_path, "--dying", "0.2")
    assert found["faults"] == []
    assert found["killed"] + found["died_themselves"] > 0
    assert sum(found["done"].values()) > 10


@pytest.mark.slow
def test_without_keys_the_same_soak_finds_what_was_done_twice(tmp_path: Path) -> None:
    """The control: what is sent again after a kill is then done again."""
    assert any("found 2 times" in one for one in soak(tmp_path, "--dying", "0.5", "--without-keys")["faults"])


@pytest.mark.parametrize("seconds", [6.0, 12.0])
def test_what_is_finished_long_after_a_short_soak_still_finds_its_key(seconds: float) -> None:
    """On a slow machine the last deeds are sent again a minute or two after the soak's time is over."""
    clock = Clock(time.time() - seconds - 120, seconds)
    assert clock.is_over()
    assert clock.now() - AUTUMN < timedelta(days=settings.SAMSPIL_KEYS_KEPT_DAYS)
