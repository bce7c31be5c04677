"""One session of pytest in which all tests have been run once; each mutant meets them in a fork of it.

So nothing is imported, collected or read anew for a mutant that cannot change what was read. For one that
can, what is kept is thrown away, and a file of tests that read models when it was imported reads them again.
"""

from __future__ import annotations

import fcntl
import functools
import gc
import math
import os
import resource
import signal
import struct
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutants
import pytest
import witnesses
from hypothesis import Phase, settings

# What these answer is kept by somebody: tables of days and meetings, and whether a route needs a unit.
KEEPING = (
    "core/calendar/",
    *(f"core/governance/{one}.py" for one in ("clocks", "schedules", "unit_needed")),
)
# Nothing of these has a part in what a model is when it has been read and has passed. All others may.
READING_NOTHING = (
    *KEEPING,
    "core/governance/diagram/",
    "core/governance/cases/",
    *(
        f"core/governance/{one}.py"
        for one in (
            *("bodies", "checklists", "compare", "engine", "entries", "events", "explain", "forum_decisions"),
            *("joining", "joint_decisions", "kernel", "mandated", "matter", "membership", "moving"),
            *("obligations", "otherwise", "questions", "reasons", "standing", "state", "transitions"),
            *("usual",),
        )
    ),
)
VERDICTS = ("alive", "killed", "unsettled")  # by what a fork is left with
NO_LOOP_TAKES = 2.0  # seconds of computing; a test may take that and five times what it took when measured
READING_TAKES = 1.0  # seconds, of a file of tests that reads models when it is imported
MEMORY_MORE = 2 << 30
# The chance is fixed, and what was found is not made smaller, which takes far longer than finding it.
PROFILE = "mutants"
settings.register_profile(
    PROFILE, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
LOADS_WITH_TWO = 2.0  # a second worker waits while more than this many programs are running


@dataclass(frozen=True)
class Task:
    """A mutant, and the lines that it changes."""

    module: str
    name: str
    lines: frozenset[int]

    @property
    def function(self) -> str:
        return self.name.rpartition("__mutmut_")[0]


class Session:
    """A plugin of pytest that runs all tests once, then `work` with them."""

    def __init__(self, seen: dict[str, witnesses.Seen], work: Callable[[Session], None]) -> None:
        self.seen, self.work = seen, work
        self.items: dict[str, pytest.Item] = {}
        self.by_file: dict[str, list[str]] = defaultdict(list)
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self.in_fork = self.says_why = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in session.items:
            self.items[item.nodeid] = item
            self.by_file[file_of(item.nodeid)].append(item.nodeid)
        self.run([*self.items])
        if self.failed:
            raise RuntimeError("they do not pass without a mutant: " + ", ".join(self.failed))
        self.caches = list(caches())
        gc.collect()
        gc.freeze()
        self.work(self)
        return True

    def run(self, tests: list[str]) -> None:
        items = [self.items[test] for test in tests]
        for item, following in zip(items, [*items[1:], None], strict=True):
            began = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.seconds[item.nodeid] = time.process_time() - began

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
        if call.excinfo is None:
            return
        if self.in_fork:  # before anything is said about it
            if self.says_why:
                print(item.nodeid, call.excinfo.getrepr(), file=sys.stderr)
            os._exit(VERDICTS.index("killed"))
        self.failed.append(item.nodeid)

    # --- With a mutant -----------------------------------------------------------------------------

    def verdict(self, task: Task, tests: list[str], seconds: float) -> tuple[str, str]:
        """What came of it, and the test that noticed."""
        status, number = in_a_fork(lambda writing: self.meet(task, tests, writing, seconds))
        if os.WIFSIGNALED(status):
            return ("timeout" if os.WTERMSIG(status) == signal.SIGPROF else "killed"), tests[number]
        if os.WEXITSTATUS(status) == len(VERDICTS):
            raise RuntimeError(f"{task.name} could not be switched on")
        verdict = VERDICTS[os.WEXITSTATUS(status)]
        return verdict, "" if verdict == "alive" else tests[number]

    def pass_when_read_anew(self) -> None:
        """Without a mutant: then what a mutant fails is its own doing."""
        tests = [*self.items]
        status, number = in_a_fork(lambda writing: self.meet(None, tests, writing))
        if status:
            raise RuntimeError(f"{tests[number]} does not pass without a mutant when all is read anew")

    def meet(self, task: Task | None, tests: list[str], writing: int, seconds: float = math.inf) -> None:
        """Leave the fork as soon as a test fails, or so many seconds have been computed."""
        until = time.process_time() + seconds
        self.in_fork, self.says_why = True, task is None
        if task:
            mutants.switch_on(task.name)
        read_again = self.forget(task)
        items = [self.items[test] for test in tests]
        try:
            for number, (test, item) in enumerate(zip(tests, items, strict=True)):
                os.write(writing, struct.pack("i", number))
                if time.process_time() > until:
                    os._exit(VERDICTS.index("unsettled"))
                signal.setitimer(signal.ITIMER_PROF, NO_LOOP_TAKES + 5 * self.measured(test))
                if read_again(file_of(test)):
                    import_again(item)
                following = items[number + 1] if number + 1 < len(items) else None
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        except BaseException:  # whatever it is, the rules as they are do not raise it
            if not task:
                traceback.print_exc()
            os._exit(VERDICTS.index("killed"))
        os._exit(VERDICTS.index("alive"))

    def forget(self, task: Task | None) -> Callable[[str], bool]:
        """Throw away what the mutant might have answered; say which files must be imported again."""
        reads = task is None or reads_models(task)
        for module, kept in self.caches:
            if reads or (keeps(task) and module.startswith(KEEPING)):
                kept.cache_clear()
        again = {file for file, seen in self.seen.items() if reads and at_import(seen, task)}

        def once(file: str) -> bool:
            there = file in again
            again.discard(file)
            return there

        return once

    def seconds_for(self, task: Task) -> Callable[[str], float]:
        """How long a test takes with a mutant; where models are read anew, with that."""
        if not reads_models(task):
            return lambda test: self.seconds[test] + 0.003
        again = {file for file, seen in self.seen.items() if at_import(seen, task)}
        return lambda test: self.measured(test) + (READING_TAKES if file_of(test) in again else 0.003)

    def measured(self, test: str) -> float:
        one = self.seen[file_of(test)].get(test, {"seconds": 0.0})
        return max(self.seconds[test], float(one["seconds"]))

    # --- Which tests -------------------------------------------------------------------------------

    def witnesses_of(self, task: Task) -> tuple[set[str], set[str]]:
        """The tests that run what is changed; where that may be kept, all the others of their files."""
        by_line = self.tests_by_line(task.module)
        seeing = set().union(*(by_line.get(line, ()) for line in task.lines))
        others: set[str] = set()
        if reads_models(task) or keeps(task):
            others = {test for file in map(file_of, seeing) for test in self.by_file[file]}
        return seeing & self.items.keys(), others - seeing

    @functools.cache  # noqa: B019 - there is one session
    def tests_by_line(self, module: str) -> dict[int, set[str]]:
        """Under a file of tests alone: what is run when it is imported."""
        found: dict[int, set[str]] = defaultdict(set)
        for file, seen in self.seen.items():
            for test, one in seen.items():
                for line in one["lines"].get(module, ()):
                    found[line].add(test or file)
        return found


class Hopes:
    """Which test is likely to notice, for what it takes: those that noticed much of the same come first."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.noticed: Counter[tuple[str, str]] = Counter()
        self.met: Counter[tuple[str, str]] = Counter()

    def in_order(self, task: Task) -> list[str]:
        seeing, others = self.session.witnesses_of(task)
        stem, seconds = f"test_{Path(task.module).stem}", self.session.seconds_for(task)

        def price(test: str) -> float:
            guess = 0.005 if test in others else 0.3 if stem in file_of(test) else 0.05
            hits = self.noticed[task.function, test] + 0.3 * self.noticed[task.module, test]
            tries = self.met[task.function, test] + 0.3 * self.met[task.module, test]
            return seconds(test) * (tries + 1) / (hits + guess)

        return sorted(seeing | others, key=price)

    def learn(self, task: Task, tests: list[str], last: str, *, noticed: bool) -> None:
        for test in tests:
            for what in (task.function, task.module):
                self.met[what, test] += 1
                self.noticed[what, test] += noticed and test == last
            if test == last:
                return


def in_a_fork(meet: Callable[[int], None]) -> tuple[int, int]:
    """How it was left, and the number of the last test that was begun."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        gc.disable()
        resource.setrlimit(resource.RLIMIT_AS, (memory() + MEMORY_MORE,) * 2)
        try:
            meet(writing)
        finally:
            traceback.print_exc()  # `meet` leaves the fork, unless something is wrong with it
            os._exit(len(VERDICTS))
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    return status, struct.unpack("i", told[-4:])[0] if told else 0


def reads_models(task: Task) -> bool:
    return not task.module.startswith(READING_NOTHING)


def keeps(task: Task | None) -> bool:
    return task is None or task.module.startswith(KEEPING)


def sees(one: dict[str, Any], task: Task) -> bool:
    return not task.lines.isdisjoint(one["lines"].get(task.module, ()))


def at_import(seen: witnesses.Seen, task: Task | None) -> bool:
    return task is None or sees(seen.get(witnesses.OF_THE_FILE, {"lines": {}}), task)


def file_of(test: str) -> str:
    return test.partition("::")[0]


def import_again(item: pytest.Item) -> None:
    """What a file of tests read when it was imported is read again; its classes stay what they are."""
    module: Any = item.getparent(pytest.Module).obj  # type: ignore[union-attr]
    classes = {name: value for name, value in vars(module).items() if isinstance(value, type)}
    module.__spec__.loader.exec_module(module)
    vars(module).update(classes)


def caches() -> Iterator[tuple[str, Any]]:
    """Each cache of the rules and of their tests, with the module that it is in."""
    for one in gc.get_objects():
        if type(one) is functools._lru_cache_wrapper:  # what is lazy must not be asked
            name = one.__module__.replace(".", "/") + ".py"
            if name.startswith(("samspil/core/", "tests/")):
                yield name.removeprefix("samspil/"), one


def memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


# --- Many ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Work:
    """What is to be done: by how many at once, and how many seconds of computing a mutant may take."""

    tasks: list[Task]
    write: Callable[[Task, str, str], None]
    workers: int = 1
    seconds: float = math.inf


def work_off(session: Session, work: Work) -> None:
    """All workers but the first wait while the machine has other things to do."""
    queue, filling = os.pipe()
    fcntl.fcntl(filling, fcntl.F_SETPIPE_SZ, 4 * len(work.tasks) + 4096)
    os.write(filling, struct.pack(f"{len(work.tasks)}i", *range(len(work.tasks))))
    os.close(filling)
    others = [fork_worker(session, work, queue) for _ in range(1, work.workers)]
    serve(session, work, queue, polite=False)
    for pid in others:
        os.waitpid(pid, 0)


def fork_worker(session: Session, work: Work, queue: int) -> int:
    pid = os.fork()
    if not pid:
        serve(session, work, queue, polite=True)
        os._exit(0)
    return pid


def serve(session: Session, work: Work, queue: int, *, polite: bool) -> None:
    hopes = Hopes(session)
    while number := os.read(queue, 4):
        while polite and os.getloadavg()[0] > LOADS_WITH_TWO:
            time.sleep(5)
        task = work.tasks[struct.unpack("i", number)[0]]
        tests = hopes.in_order(task)
        verdict, last = session.verdict(task, tests, work.seconds)
        hopes.learn(task, tests, last, noticed=verdict in ("killed", "timeout"))
        work.write(task, verdict, last)
