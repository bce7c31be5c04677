"""What SQLite is told in each form of running: nothing acknowledged is lost when the power goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        cursor.execute(f"PRAGMA {name}")
        print(name, cursor.fetchone()[0])
"""


@pytest.mark.own_file
@pytest.mark.parametrize("form", ["dev", "production"])
def test_sqlite_writes_ahead_and_waits_for_the_disk(form: str, tmp_path: Path) -> None:
    surroundings = {one: value for one, value in os.environ.items() if one != "DATABASE_URL"}
    surroundings |= {
        "DJANGO_SETTINGS_MODULE": f"samspil.settings.{form}",
        "SAMSPIL_HOME": str(tmp_path),
        "SAMSPIL_SECRET_KEY": "x" * 50,
        "SAMSPIL_HOSTS": "samspil.example",
        "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = dict(line.split() for line in done.stdout.splitlines())
    assert said == {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}  # 2 is FULL
