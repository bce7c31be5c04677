"""Does what is committed set itself up, pass lint and pass the tests on each Python that is here?

Debian 12 has one Python only, so that the gate proves 3.11; this proves the others where they are. Each gets
a clean clone under build/pythons, with an environment of its own from the one lock. A version that is not
here is named.

    tools/pythons.py                       every version that is found
    tools/pythons.py 3.12 3.13             these
    tools/pythons.py 3.13 --tests tests/cli
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build/pythons"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
TESTS = ("tests/core", "tests/governance_models", "tests/cli", "tests/kit", "tests/apps")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("versions", nargs="*", default=VERSIONS)
    parser.add_argument("--tests", nargs="+", default=TESTS)
    asked = parser.parse_args()
    said = {version: try_on(version, asked.tests) for version in asked.versions}
    print(*(f"{version}: {verdict}" for version, verdict in said.items()), sep="\n")
    if not any(verdict == "works" for verdict in said.values()) or "FAILS" in " ".join(said.values()):
        sys.exit(1)


def try_on(version: str, tests: list[str]) -> str:
    python = python_of(version)
    if python is None:
        return "not here, not tried"
    clone = clean_clone(version)
    steps = (
        ["make", "setup", f"PYTHON={python}"],
        [".venv/bin/samspil", "model", "list"],
        ["make", "lint"],
        ["make", "test", f"TESTS=-q {' '.join(tests)}"],
    )
    for step in steps:
        print(f"\n==> {version}: {' '.join(step)}", flush=True)
        if subprocess.run(step, cwd=clone, check=False).returncode:
            return f"FAILS at {' '.join(step)}"
    return "works"


def python_of(version: str) -> str | None:
    """On the path, where a name may have no Python behind it, or among those that pyenv has made."""
    made = sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python"))
    for python in (shutil.which(f"python{version}"), *map(str, made)):
        if python and version_of(python) == version:
            return python
    return None


def version_of(python: str) -> str:
    question = "import sys; print('{}.{}'.format(*sys.version_info))"
    return subprocess.run(
        [python, "-c", question], capture_output=True, text=True, check=False
    ).stdout.strip()


def clean_clone(version: str) -> Path:
    clone = WORK / version
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    return clone


if __name__ == "__main__":
    os.environ["SAMSPIL_NO_SKIPS"] = "1"
    os.environ["SAMSPIL_DATA"] = str((ROOT / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve())
    main()
