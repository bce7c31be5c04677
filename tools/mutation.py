"""Mutation testing: does a test notice when a rule is changed?

`mutmut` writes the mutants (see `mutants`). Each meets the tests that run its lines, in a fork of one session
in which all tests have been run (see `mutation_session`); with --cold, in a process that has read no model.

    tools/mutation.py run core/calendar core/governance/kernel.py     the verdicts, kept in build/mutants.tsv
    tools/mutation.py run core/governance/kernel.py --again alive     only those that nobody noticed
    tools/mutation.py run core/governance/diagram --tests diagram     meet these files of tests only
    tools/mutation.py run core/governance/diagram --sample 10         ten of each file
    tools/mutation.py alive core/governance                           what nobody noticed, as differences
    tools/mutation.py unsettled core/governance                       what nobody has noticed yet, the same
    tools/mutation.py count                                           by module

A run that was stopped goes on where it was when it is asked for again.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterable
from math import inf
from pathlib import Path

import mutants
import pytest
import witnesses
from mutants import ROOT
from mutation_session import PROFILE, Session, Task, Work, reads_models, work_off

VERDICTS, WITNESSES = ROOT / "build/mutants.tsv", ROOT / "build/witnesses.json"
LOG = ROOT / "build/mutation.log"
EVERYTHING = ("core/calendar", "core/governance")

# The controls in the tests replace the very function under test, and take long; one test reads the source,
# where the mutants stand beside the code.
QUIETLY = (
    *("-q", "-s", "--assert=plain"),
    *("-k", "not caught and not every_message"),
    *("-p", "no:playwright"),
)
# What others import is looked up here once, and is there for good when all tests have been run.
ASKED_ONCE = ("core/governance/__init__.py",)
COLD_SECONDS = 7  # for reading the tests of a file, and for each of them

Known = dict[str, tuple[str, str]]  # by mutant: the digest of its code, and the verdict
Keep = Callable[[Task, str, str], None]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["run", "alive", "unsettled", "count"])
    parser.add_argument("modules", nargs="*", default=EVERYTHING)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=inf, help="leave what lives so long for another run")
    parser.add_argument(
        "--tests", default="", help="a pattern of files of tests; what lives meets the others in another run"
    )
    parser.add_argument(
        "--again", choices=["alive", "unsettled", "all"], help="these although they have a verdict"
    )
    parser.add_argument("--only", default="", help="a pattern that the name of a mutant must hold")
    parser.add_argument("--sample", type=int, default=0, help="no more of each file, by a fixed chance")
    parser.add_argument("--cold", action="store_true", help="each in a process that has read no model")
    asked = parser.parse_args()
    if asked.what == "run":
        run(asked)
    elif asked.what == "count":
        count(asked.modules)
    else:
        show(asked.what, asked.modules)


def run(asked: argparse.Namespace) -> None:
    mutants.write(list(EVERYTHING))
    os.chdir(mutants.WORK)
    files = [file for file in all_tests() if re.search(asked.tests, file)]
    seen = witnesses.all_witnesses(files, WITNESSES, ("-x", *QUIETLY))
    tasks = list(due_tasks(asked))
    print(len(tasks), "mutants", flush=True)
    mutants.prepare()
    cold = [task for task in tasks if asked.cold or task.module in ASKED_ONCE]
    warm = [task for task in tasks if task not in cold]
    if cold:
        run_cold(cold, seen, keeping(asked.tests))
    if warm:
        run_warm(Work(warm, keeping(asked.tests), asked.jobs, asked.seconds), seen)


def all_tests() -> list[str]:
    """The calendar's and the models'."""
    core = Path("tests/core")
    return sorted(map(str, [*core.glob("calendar/test_*.py"), *core.glob("governance/**/test_*.py")]))


def due_tasks(asked: argparse.Namespace) -> Iterable[Task]:
    known = known_verdicts()
    for module in mutants.modules_of(asked.modules):
        names = [name for name in mutants.names_of(module) if re.search(asked.only, name)]
        for name in mutants.sample(names, asked.sample):
            made_of, verdict = known.get(name, ("", ""))
            due = made_of != mutants.digest_of(module, name) or asked.again in ("all", verdict)
            if due or (verdict == "unsettled" and asked.seconds == inf and not asked.tests):
                yield Task(module, name, frozenset(mutants.changed_lines(module, name)))


def known_verdicts() -> Known:
    """The last on each."""
    if not VERDICTS.exists():
        return {}
    lines = (line.split("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines())
    return {name: (digest, verdict) for digest, name, verdict, *_ in lines}


def keeping(tests: str) -> Keep:
    """What lives has met all tests, or is left."""

    def keep(task: Task, verdict: str, last: str) -> None:
        write(task, "unsettled" if tests and verdict == "alive" else verdict, last)

    return keep


def write(task: Task, verdict: str, last: str) -> None:
    """At once, whole, and with the test that noticed."""
    line = "\t".join([mutants.digest_of(task.module, task.name), task.name, verdict, last])
    with VERDICTS.open("a", encoding="utf-8") as kept:
        kept.write(f"{line}\n")


# --- In the session --------------------------------------------------------------------------------


def run_warm(work: Work, seen: dict[str, witnesses.Seen]) -> None:
    def begin(session: Session) -> None:
        if any(map(reads_models, work.tasks)):
            session.pass_when_read_anew()
        work_off(session, work)

    with contextlib.redirect_stdout(LOG.open("a")):
        code = pytest.main(
            [*QUIETLY, f"--hypothesis-profile={PROFILE}", *seen], plugins=[Session(seen, begin)]
        )
    if code:
        raise SystemExit(f"the tests do not pass without a mutant; see {LOG}")


# --- From the beginning ----------------------------------------------------------------------------


class Patience:
    """A loop without end is stopped by the system, which sends a signal when so much time was computed."""

    def pytest_runtest_logstart(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, COLD_SECONDS)


def run_cold(tasks: list[Task], seen: dict[str, witnesses.Seen], keep: Keep) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*QUIETLY, "tests/core/test_units.py"])  # other people's packages
    gc.collect()
    gc.freeze()
    for task in tasks:
        pid = os.fork()
        if not pid:
            meet_cold(task, [file for file, tests in seen.items() if seeing(task, tests)])
        _, status = os.waitpid(pid, 0)
        stopped = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
        keep(task, "timeout" if stopped else "killed" if status else "alive", "cold")


def seeing(task: Task, tests: witnesses.Seen) -> bool:
    return any(not task.lines.isdisjoint(one["lines"].get(task.module, ())) for one in tests.values())


def meet_cold(task: Task, files: list[str]) -> None:
    os.dup2(os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    os.dup2(1, 2)
    gc.disable()
    mutants.switch_on(task.name)
    for file in sorted(files, key=lambda file: Path(task.module).stem not in file):
        signal.setitimer(signal.ITIMER_PROF, COLD_SECONDS)
        if pytest.main(["-x", *QUIETLY, file], plugins=[Patience()]) not in (0, 5):
            os._exit(1)
    os._exit(0)


# --- Telling about them ----------------------------------------------------------------------------


def verdict_on(module: str, name: str, known: Known) -> str:
    made_of, verdict = known.get(name, ("", ""))
    return verdict if made_of == mutants.digest_of(module, name) else "not run"


def show(wanted: str, modules: list[str]) -> None:
    for module in mutants.modules_of(modules):
        known = known_verdicts()
        for name in mutants.names_of(module):
            if verdict_on(module, name, known) == wanted:
                print(mutants.difference(name), "\n")


def count(modules: list[str]) -> None:
    known, total = known_verdicts(), Counter[str]()
    for module in mutants.modules_of(modules):
        names = mutants.names_of(module)
        counts = Counter(verdict_on(module, name, known) for name in names)
        if names:
            print(module, len(names), dict(sorted(counts.items())))
        total += counts
    print("all", total.total(), dict(sorted(total.items())))


if __name__ == "__main__":
    main()
