"""Chance, clock and signals are banned by the linter in src, and the ban bites."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUFF = Path(sys.executable).with_name("ruff")
HEADER = '"""A module."""\n\n'

BANNED = {
    "import random": "import random\n\nDICE = random.random\n",
    "from random import": "from random import choice\n\nDICE = choice\n",
    "date.today": "from datetime import date\n\nDAY = date.today()\n",
    "date.today by another name": "import datetime as dt\n\nDAY = dt.date.today()\n",
    "datetime.now": "from datetime import UTC, datetime\n\nAT = datetime.now(UTC)\n",
    "datetime.utcnow": "from datetime import datetime\n\nAT = datetime.utcnow()\n",
    "datetime.today": "from datetime import datetime\n\nAT = datetime.today()\n",
    "time.time": "from time import time\n\nAT = time()\n",
    "uuid4": "import uuid\n\nID = uuid.uuid4()\n",
    "secrets": "import secrets\n\nKEY = secrets.token_hex()\n",
    "django.dispatch": "from django.dispatch import receiver\n\nHEAR = receiver\n",
    "django signals": "from django.db.models.signals import post_save\n\nHEAR = post_save\n",
}


def ruff(source: str, as_file: str) -> subprocess.CompletedProcess[str]:
    """Check a text as if it stood in a file of this repository, under the repository's own rules."""
    return subprocess.run(
        [RUFF, "check", "--no-cache", "--output-format", "concise", "--stdin-filename", as_file, "-"],
        input=HEADER + source,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("folder", ["src/samspil/core", "src/samspil/apps/intake"])
@pytest.mark.parametrize("source", BANNED.values(), ids=BANNED)
def test_it_is_banned_in_src(source: str, folder: str) -> None:
    result = ruff(source, f"{folder}/tried.py")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "TID251" in result.stdout


def test_what_is_handed_in_is_allowed() -> None:
    source = "from datetime import date, timedelta\n\n\ndef next_day(on: date) -> date:\n"
    source += '    """Give the day after."""\n    return on + timedelta(days=1)\n'
    result = ruff(source, "src/samspil/core/tried.py")
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_public_function_of_the_core_without_its_contract_is_refused() -> None:
    source = "\ndef next_day(on: int) -> int:\n    return on + 1\n"
    assert "D103" in ruff(source, "src/samspil/core/tried.py").stdout
    assert ruff(source, "src/samspil/library/tried.py").returncode == 0
