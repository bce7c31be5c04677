"""Which tests run which lines of the rules, and how long each takes: what mutation testing needs to be quick.

Each file of tests is measured in a process of its own: what a test finds already read (a model, a cached
answer) was read by a test of the same file. What is run while the file itself is read belongs to no test.
"""

# ruff: noqa: PLC0415 - what is measured is imported after the measuring has begun
from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

Lines = dict[str, list[int]]  # by module, as ``core/governance/kernel.py``
Seen = dict[str, dict[str, Any]]  # by test: how many seconds it takes, and its lines
WHAT_TESTS_READ = ("src/samspil/core", "src/samspil/governance_models", "tests/core")
OF_THE_FILE = ""  # not a test: what is run when the file of tests is read


def all_witnesses(files: list[str], kept: Path, quietly: tuple[str, ...]) -> dict[str, Seen]:
    """By file of tests. What was measured before is taken from `kept`, unless rules or tests have changed."""
    known = json.loads(kept.read_text()) if kept.exists() else {}
    around = digest(path for path in tree(*WHAT_TESTS_READ) if not path.name.startswith("test_"))
    for file in files:
        made_of = around + digest([Path(file)])
        if known.get(file, {}).get("made of") != made_of:
            print("measuring", file, flush=True)
            known[file] = {"made of": made_of, "seen": measured(file, quietly)}
            kept.write_text(json.dumps(known))
    return {file: known[file]["seen"] for file in files}


def tree(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in Path(folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def digest(paths: Any) -> str:
    whole = sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def measured(file: str, quietly: tuple[str, ...]) -> Seen:
    out = Path("witnesses.json").absolute()
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(Path("src").absolute()), str(Path.cwd())]),
        "SAMSPIL_NO_SKIPS": "1",
        "NUMBA_DISABLE_JIT": "1",
    }
    called = [sys.executable, __file__, str(out), file, *quietly]
    ran = subprocess.run(called, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{file}: its tests do not pass on the rules as they are\n{ran.stdout[-2000:]}")
    return json.loads(out.read_text())  # type: ignore[no-any-return]


# --- In the process that measures ------------------------------------------------------------------


class Contexts:
    """Tell the measuring which test runs, and keep how long each takes."""

    def __init__(self, coverage: Any) -> None:
        self.coverage, self.seconds, self.since = coverage, {}, 0.0

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.coverage.switch_context(nodeid)
        self.since = time.process_time()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.seconds[nodeid] = time.process_time() - self.since
        self.coverage.switch_context(OF_THE_FILE)


def measure(out: str, *arguments: str) -> None:
    import coverage
    import pytest

    measuring = coverage.Coverage(
        data_file=None, branch=False, source_pkgs=["samspil.core"], config_file=False
    )
    measuring.start()
    contexts = Contexts(measuring)
    code = int(pytest.main(list(arguments), plugins=[contexts]))
    measuring.stop()
    if code not in (0, 5):
        sys.exit(code)
    Path(out).write_text(json.dumps(seen(measuring.get_data(), contexts.seconds)))


def seen(data: Any, seconds: dict[str, float]) -> Seen:
    found: Seen = {
        test: {"seconds": round(took, 3), "lines": {}}
        for test, took in ({OF_THE_FILE: 0.0} | seconds).items()
    }
    for path in data.measured_files():
        module = str(Path(path)).partition("/src/samspil/")[2]
        for line, tests in data.contexts_by_lineno(path).items():
            for test in tests:
                found[test]["lines"].setdefault(module, []).append(line)
    return found


# --- What a mutant changes -------------------------------------------------------------------------


def lines_of(source: str, function: str, changed: list[int]) -> set[int]:
    """The lines of the statements in which lines of a function (counted from its ``def``) are changed.

    A change in the first lines is one of the function: an argument's usual value, say.
    """
    where = function_of(parsed(source), function.split("."))
    wanted: set[int] = set()
    for line in (where.lineno + one for one in changed):
        inner = [node for node in ast.walk(where) if isinstance(node, ast.stmt) and node is not where]
        around = [node for node in inner if node.lineno <= line <= head_end(node)]
        if not around:
            return set(range(where.body[0].lineno, (where.end_lineno or 0) + 1))
        wanted |= set(range(around[-1].lineno, head_end(around[-1]) + 1))
    return wanted


parsed = cache(ast.parse)


def function_of(tree: Any, names: list[str]) -> Any:
    for name in names:
        tree = next(node for node in tree.body if getattr(node, "name", None) == name)
    return tree


def head_end(node: Any) -> int:
    """The last line of a statement without those that it holds."""
    held = [one.lineno for part in inner_of(node) for one in part]
    return min(held) - 1 if held and min(held) > node.lineno else int(node.end_lineno)


def inner_of(node: Any) -> Iterator[list[Any]]:
    for name in ("body", "cases", "handlers"):
        part = getattr(node, name, None)
        if isinstance(part, list) and part:
            yield [getattr(one, "pattern", one) for one in part]


if __name__ == "__main__":
    measure(*sys.argv[1:])
