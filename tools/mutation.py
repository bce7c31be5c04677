"""Mutation testing: does a test notice when a rule is changed?

`mutmut` writes the mutants; each is run here in a process of its own that has read no model yet. (`mutmut`
itself forks after a first run, with models loaded by the unchanged code.) It leaves out every decorated
function, so here a cache is put around its function afterwards. A mutant meets the tests that run its lines.

    tools/mutation.py run core/calendar core/governance/kernel.py     the verdicts, kept in build/mutants.json
    tools/mutation.py run core/governance/kernel.py --again alive     only those that nobody noticed
    tools/mutation.py run core/governance/diagram --sample 10         ten of each file
    tools/mutation.py alive core/governance                           what nobody noticed, as differences
    tools/mutation.py count                                           by module
"""

# ruff: noqa: PLC0415 - what is under test must come from the copy, so it is imported when that is there
from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import os
import re
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

import pytest
import witnesses

ROOT = Path.cwd()
WORK = ROOT / "build/mutation"
MUTANTS = WORK / "mutants"
VERDICTS, ALIVE = ROOT / "build/mutants.json", ROOT / "build/mutants_alive"
WITNESSES = ROOT / "build/witnesses.json"
COPIED = ("src", "tests", "pyproject.toml", "README.md", "LICENSE")
CACHED = re.compile(r"^(@(?:lru_)?cache(?:\(.*?\))?)\n(def (\w+)\(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)

# The controls in the tests replace the very function under test, and take long; one test reads the source,
# where the mutants stand beside the code.
QUIETLY = (
    "-x",
    "-q",
    "-k",
    "not caught and not every_message",
    "-p",
    "no:playwright",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
QUICK = 8  # so many tests of a file are tried before the whole file
CPU_SECONDS = 7  # for reading the tests of a file, and for each of them; the slowest takes three

Verdicts = dict[str, dict[str, str]]  # by module, with what it was made of


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["run", "alive", "count"])
    parser.add_argument("modules", nargs="*", default=["core/calendar", "core/governance"])
    parser.add_argument("--tests", nargs="+", help="only these files; left out: all of core's")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--again", choices=["alive", "all"], help="these although they have a verdict")
    parser.add_argument("--only", default="", help="a pattern that the name of a mutant must hold")
    parser.add_argument(
        "--sample", type=int, default=0, help="no more of each file than this, by a fixed chance"
    )
    asked = parser.parse_args()
    verdicts: Verdicts = json.loads(VERDICTS.read_text()) if VERDICTS.exists() else {}
    if asked.what == "count":
        count(verdicts)
    elif asked.what == "alive":
        show(asked.modules)
    else:
        write_mutants(asked.modules)
        files = asked.tests or all_tests(pictures="diagram" in " ".join(asked.modules))
        seen = witnesses.all_witnesses(files, WITNESSES, QUIETLY)
        preload()
        if wait(start("", [[file] for file in files]))[1] != "alive":
            raise SystemExit("the tests do not pass without a mutant")
        for module in modules_of(asked.modules):
            known = known_of(module, verdicts)
            wanted = [name for name in mutants_of(module) if re.search(asked.only, name)]
            names = [name for name in sample(wanted, asked.sample) if is_due(known.get(name), asked.again)]
            if names:
                run(module, {name: tests_for(module, name, seen) for name in names}, asked.jobs, verdicts)


# --- Writing them ----------------------------------------------------------------------------------


def write_mutants(asked: list[str]) -> None:
    """All anew, in a copy: what lies there may be older than the code."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, WORK / name)
    os.chdir(WORK)
    for module in modules_of(["core/calendar", "core/governance"]):
        uncover_cached(WORK / "src/samspil" / module)
    from mutmut.__main__ import create_mutants
    from mutmut.configuration import config
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths

    config().only_mutate = [
        f"src/samspil/{one}" if one.endswith(".py") else f"src/samspil/{one}/*" for one in asked
    ]
    set_mutant_under_test("mutant_generation")
    MUTANTS.mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        for step in (copy_src_dir, copy_also_copy_files, setup_source_paths):
            step()
        create_mutants(1)


def modules_of(asked: list[str]) -> Iterator[str]:
    """Each file, as ``core/governance/kernel.py``."""
    package = ROOT / "src/samspil"
    for one in asked:
        files = [package / one] if one.endswith(".py") else sorted((package / one).rglob("*.py"))
        yield from (str(file.relative_to(package)) for file in files)


def uncover_cached(file: Path) -> None:
    """Put the cache around a function after it, where it hides nothing from `mutmut`."""
    text = file.read_text(encoding="utf-8")
    file.write_text(CACHED.sub(r"\2\3 = (\1)(\3)\n\n\n", text).replace(" = (@", " = ("), encoding="utf-8")


def mutants_of(module: str) -> list[str]:
    meta = MUTANTS / f"src/samspil/{module}.meta"
    return list(json.loads(meta.read_text())["exit_code_by_key"]) if meta.exists() else []


# --- Running them ----------------------------------------------------------------------------------


def preload() -> None:
    """What no mutant changes: other people's packages, and our modules before any model is read."""
    os.chdir(MUTANTS)
    sys.path[:0] = [str(MUTANTS / "src"), str(MUTANTS)]
    os.environ |= {"MUTANT_UNDER_TEST": "", "SAMSPIL_NO_SKIPS": "1", "NUMBA_DISABLE_JIT": "1"}
    import samspil.library
    from samspil.core.governance import compare, engine, load, questions  # noqa: F401
    from samspil.core.governance.cases import runner  # noqa: F401
    from samspil.core.governance.diagram import drawing  # noqa: F401

    assert str(MUTANTS) in samspil.library.__file__
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*QUIETLY, "tests/core/test_units.py"])
    gc.collect()
    gc.freeze()


def all_tests(*, pictures: bool) -> list[str]:
    """The calendar's and the models' tests; those of pictures look at pictures, whatever else they read."""
    core = Path("tests/core")
    files = [*core.glob("calendar/test_*.py"), *core.glob("governance/**/test_*.py")]
    return sorted(str(file) for file in files if pictures or "diagram" not in file.parts)


def tests_for(module: str, name: str, seen: dict[str, witnesses.Seen]) -> list[list[str]]:
    """One after the other: a few quick tests that run the changed lines, then all files that do."""
    lines = changed_lines(module, name)
    seeing = {file: tests for file, them in seen.items() if (tests := who_sees(them, module, lines))}
    stem = Path(module).stem

    def nearness(file: str) -> tuple[bool, float]:
        took = sorted(seen[file][test]["seconds"] for test in seeing[file])
        return f"test_{stem}" not in file, sum(took[:QUICK])

    files = sorted(seeing, key=nearness)
    quick = [sorted(seeing[file], key=lambda test: seen[file][test]["seconds"])[:QUICK] for file in files]
    named = [[test for test in tests if test != witnesses.OF_THE_FILE] for tests in quick]
    return [*filter(None, named), *([file] for file in files)]


def who_sees(tests: witnesses.Seen, module: str, lines: set[int]) -> list[str]:
    return [test for test, one in tests.items() if not lines.isdisjoint(one["lines"].get(module, ()))]


def changed_lines(module: str, name: str) -> set[int]:
    """In the module as it was read by `mutmut`."""
    from mutmut.mutation.data import MutantLineSpans
    from mutmut.mutation.diff_apply import generated_function_names

    with contextlib.chdir(WORK):
        spans = MutantLineSpans.load(f"src/samspil/{module}")
        assert spans
        before, after = (
            from_def(text.splitlines())
            for text in spans.read_function_sources([*generated_function_names(name)])
        )
        source = Path(f"src/samspil/{module}").read_text(encoding="utf-8")
    changed = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    told = [
        line
        for tag, start, end, *_ in changed
        if tag != "equal"
        for line in range(start, max(end, start + 1))
    ]
    return witnesses.lines_of(source, function_named(name), told)


def from_def(lines: list[str]) -> list[str]:
    """Without what stands above it, and under one name."""
    first = next(number for number, line in enumerate(lines) if line.lstrip().startswith("def "))
    return [re.sub(r"^( *def )\w+__mutmut_\w+", r"\1it", lines[first]), *lines[first + 1 :]]


def function_named(name: str) -> str:
    """``matches`` or ``Path.matches``, of which `mutmut` makes another name."""
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    function, owner = orig_function_and_class_names_from_key(name)
    return ".".join(filter(None, [owner, function.rpartition(".")[2]]))


def sample(names: list[str], size: int) -> list[str]:
    """The same ones each time, whatever else there is."""
    if not size or len(names) <= size:
        return names
    chosen = set(sorted(names, key=lambda name: sha256(name.encode()).hexdigest())[:size])
    return [name for name in names if name in chosen]


def known_of(module: str, verdicts: Verdicts) -> dict[str, str]:
    """The verdicts on a module as it is now."""
    made_of = sha256((MUTANTS / f"src/samspil/{module}").read_bytes()).hexdigest()
    if verdicts.get(module, {}).get("made of") != made_of:
        verdicts[module] = {"made of": made_of}
    return verdicts[module]


def is_due(verdict: str | None, again: str | None) -> bool:
    return verdict is None or again == "all" or (again == "alive" and verdict == "alive")


def run(module: str, tests: dict[str, list[list[str]]], jobs: int, verdicts: Verdicts) -> None:
    known = verdicts[module]
    print(module, len(tests), "mutants", flush=True)
    names, running = list(tests), dict[int, str]()
    while names or running:
        while names and len(running) < jobs:
            name = names.pop(0)
            running[start(name, tests[name])] = name
        pid, verdict = wait()
        known[running.pop(pid)] = verdict
        VERDICTS.write_text(json.dumps(verdicts, indent=0, sort_keys=True))
    keep_differences(module, known)
    print(module, dict(counts(known)), flush=True)


class Patience:
    """A loop without end is stopped by the system, which sends a signal when so much time was computed."""

    def pytest_runtest_logstart(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)


def start(name: str, tests: list[list[str]]) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.environ["MUTANT_UNDER_TEST"] = name
    for stream in (1, 2):
        os.dup2(
            os.open(os.environ.get("MUTATION_LOG", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_APPEND),
            stream,
        )
    gc.disable()
    for some in tests:  # one after the other, as the first mostly notice
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        code = int(pytest.main([*QUIETLY, *some], plugins=[Patience()]))
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            os._exit(1)
    os._exit(0)


def wait(pid: int = -1) -> tuple[int, str]:
    ended, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return ended, "timeout" if os.WTERMSIG(status) == signal.SIGPROF else "killed"
    return ended, "killed" if os.WEXITSTATUS(status) else "alive"


# --- Telling about them ----------------------------------------------------------------------------


def keep_differences(module: str, known: dict[str, str]) -> None:
    """What the mutants that live have changed, before other mutants are written over them."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    ALIVE.mkdir(exist_ok=True)
    with contextlib.chdir(WORK):
        living = [name for name in mutants_of(module) if known.get(name) == "alive"]
        differences = [
            "\n".join([f"# {name}", *get_diff_for_mutant(name).splitlines()[2:]]) for name in living
        ]
    (ALIVE / module.replace("/", ".")).write_text("\n\n".join(differences), encoding="utf-8")


def show(asked: list[str]) -> None:
    for module in modules_of(asked):
        kept = ALIVE / module.replace("/", ".")
        if kept.exists():
            print(kept.read_text(encoding="utf-8"))


def counts(known: dict[str, str]) -> Counter[str]:
    return Counter(verdict for name, verdict in known.items() if name != "made of")


def count(verdicts: Verdicts) -> None:
    for module, known in verdicts.items():
        print(module, dict(sorted(counts(known).items())))
    print("all", dict(sorted(sum((counts(known) for known in verdicts.values()), Counter[str]()).items())))


if __name__ == "__main__":
    main()
