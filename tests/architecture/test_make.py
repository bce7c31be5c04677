"""A second `make` with nothing to do runs its own command, and nothing of what sets up.

The Makefile is the repository's; the files that it looks at are empty ones of their own, each with its age.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.took import took

MAKEFILE = Path(__file__).parents[2] / "Makefile"
STATIC = "src/samspil/kit/web/static"
MADE_OF = (
    *("requirements-tools.lock", "requirements.lock", "requirements-node.lock", "pyproject.toml"),
    *("package.json", "package-lock.json", ".npmrc", "tools/build_static.py"),
    "src/samspil/kit/web/assets/css/samspil.css",
    "src/samspil/locale/da/LC_MESSAGES/django.po",
)
STAMPS = (
    *(".tools/.stamp", ".venv/.locked", ".venv/.stamp", "node_modules/.stamp"),
    *(f"{STATIC}/.stamp", f"{STATIC}/.words"),
)
NOW = 2_000_000_000

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def set_up(tmp_path: Path) -> Path:
    """A folder in which everything has been done, each step after what it is made of."""
    shutil.copy2(MAKEFILE, tmp_path)
    for age, name in enumerate([*MADE_OF, *STAMPS]):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, (NOW + age, NOW + age))
    return tmp_path


def would_run(folder: Path, target: str) -> list[str]:
    """The commands that `make` would run for a target; nothing is run."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    told = subprocess.run(
        ["make", "-n", target], cwd=folder, env=plain, capture_output=True, text=True, check=True
    )
    return [line for line in told.stdout.splitlines() if not line.startswith("make:")]


def recipe(target: str) -> list[str]:
    """The lines under a target, as the Makefile has them."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)*)", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1].splitlines()


def test_setting_up_again_runs_nothing(set_up: Path) -> None:
    assert would_run(set_up, "setup") == []
    assert took(lambda: would_run(set_up, "setup"), 0.5) < 0.5


@pytest.mark.parametrize("target", ["run", "test", "lint", "bench", "docs"])
def test_a_target_runs_its_own_lines_alone(set_up: Path, target: str) -> None:
    commands = would_run(set_up, target)
    assert len(commands) == len(recipe(target)) > 0
    assert all(line.split("=few ")[-1].startswith(".venv/bin/") for line in commands)


@pytest.mark.parametrize(
    ("newer", "again"),
    [
        ("requirements-tools.lock", [".tools/.stamp", ".venv/.locked", ".venv/.stamp", f"{STATIC}/.words"]),
        ("requirements.lock", [".venv/.locked", ".venv/.stamp", f"{STATIC}/.words"]),
        ("pyproject.toml", [".venv/.stamp", f"{STATIC}/.words"]),
        ("src/samspil/kit/web/assets/css/samspil.css", [f"{STATIC}/.stamp"]),
        ("src/samspil/locale/da/LC_MESSAGES/django.po", [f"{STATIC}/.words"]),
    ],
)
def test_what_has_changed_is_set_up_again_and_no_more(set_up: Path, newer: str, again: list[str]) -> None:
    """The control: were no stamp looked at, nothing would be run here either."""
    os.utime(set_up / newer, (NOW + 1000, NOW + 1000))
    done = [line.removeprefix("touch ") for line in would_run(set_up, "run") if line.startswith("touch ")]
    assert sorted(done) == sorted(again)
