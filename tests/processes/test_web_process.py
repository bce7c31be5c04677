"""A process that answers people reads beforehand what all need, and never what only a job needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# Each is several megabytes in every process. What needs one of them imports it when it does.
NEVER = (
    *("numpy", "scipy", "numba", "llvmlite", "highspy", "pandas", "lxml"),
    *("openpyxl", "xlsxwriter", "python_calamine", "typst", "rich"),
    *("requests", "charset_normalizer", "holidays.countries"),
)
ASK = f"""
import gc, json, sys
import samspil.wsgi
from django.db import connections
from django.urls import get_resolver
print(json.dumps({{
    "loaded": [one for one in {NEVER!r} if one in sys.modules],
    "open": [one.alias for one in connections.all(initialized_only=True) if one.connection is not None],
    "frozen": gc.get_freeze_count(),
}}))
"""


pytestmark = pytest.mark.own_file


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a web process says of itself before it has answered anybody."""
    home = tmp_path_factory.mktemp("home")
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "samspil.settings.dev", "SAMSPIL_HOME": str(home)}
    surroundings.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=surroundings, stdout=subprocess.PIPE, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def test_what_only_jobs_need_is_not_read(told: dict[str, Any]) -> None:
    assert told["loaded"] == []


def test_no_process_gets_a_connection_that_another_opened(told: dict[str, Any]) -> None:
    """SQLite loses locks, and PostgreSQL mixes up answers, where two processes share one."""
    assert told["open"] == []


def test_what_was_read_beforehand_is_left_alone_by_the_collector(told: dict[str, Any]) -> None:
    assert told["frozen"] > 100_000


def test_each_name_is_one_that_could_be_read() -> None:
    """A name that is misspelt would never be found."""
    found = {name for name in NEVER if any(place.exists() for place in _places(name))}
    assert {"numpy", "xlsxwriter", "typst", "requests", "rich", "holidays.countries"} <= found


def _places(name: str) -> list[Path]:
    parts = name.split(".")
    return [Path(folder, *parts) for folder in sys.path]
