"""A soak: people, meetings, consents, a worker and a checker at once, while processes are killed.

    python -m bench.soak --minutes 60 --database sqlite --seed 1
    python -m bench.soak --minutes 5 --database postgres

Writers are killed (SIGKILL) at any moment, some between doing and acknowledging, and begin again where they
were. The clock walks over both changes of summer time. Afterwards everything acknowledged must be there once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.postgres import APP, Cluster

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.soak.processes import Soak

WRITERS = 4
SECONDS_BETWEEN_KILLS = 3.0
LONGEST_ENDING = 120.0
LEAST_MINUTES = 3  # in less, the worker's memory is still filling with what it needs


def main() -> int:
    """Run it on a database of its own; 1 when something does not hold."""
    asked = _asked()
    if asked.database == "here":
        return _play(asked)
    with tempfile.TemporaryDirectory() as home:
        if asked.database == "sqlite":
            return _elsewhere(asked, home, f"sqlite://{home}/soak.sqlite3")
        with Cluster(lasting=True) as cluster:
            surroundings = {**os.environ, **settings_of(home, cluster.url())}
            migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, env=surroundings, check=True)
            return _elsewhere(asked, home, cluster.url(APP))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgres", "here"], default="sqlite")
    parser.add_argument("--write", action="store_true", help="write docs/soak.md")
    parser.add_argument(
        "--dying",
        type=float,
        default=0.02,
        help="the share of deeds a writer dies after, unacknowledged",
    )
    parser.add_argument("--without-keys", action="store_true", help="the control: it must fail")
    return parser.parse_args()


def settings_of(home: str, url: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "samspil.settings.dev",
        "SAMSPIL_HOME": home,
        "DATABASE_URL": url,
        "PYTHONWARNINGS": "ignore",
    }


def _elsewhere(asked: argparse.Namespace, home: str, url: str) -> int:
    words = ["--database", "here", "--minutes", str(asked.minutes), "--seed", str(asked.seed)]
    words += ["--dying", str(asked.dying)]
    words += ["--write"] * asked.write + ["--without-keys"] * asked.without_keys
    command = [sys.executable, "-m", "bench.soak", *words]
    return subprocess.run(command, env={**os.environ, **settings_of(home, url)}, check=False).returncode


def _play(asked: argparse.Namespace) -> int:
    import django  # noqa: PLC0415 – its settings were just chosen

    django.setup()
    from bench.soak import proof, report  # noqa: PLC0415

    soak = _prepare(asked)
    told = _run(soak)
    ledgers = [soak.ledger(f"writer{number}") for number in range(WRITERS)]
    found = proof.faults(soak, ledgers)
    told["memory"] = proof.quarters(told["memory"])
    first, *_between, last = told["memory"]
    if asked.minutes >= LEAST_MINUTES and last > first * proof.MOST_GROWTH:
        found.append(f"the worker's memory grew from {first:.1f} to {last:.1f} MB")
    told |= {"minutes": asked.minutes, "seed": asked.seed, "faults": found}
    told |= report.numbers(soak, ledgers)
    print(json.dumps(told, indent=1, default=str))
    if asked.write:
        report.write(told)
    return 1 if found else 0


def _prepare(asked: argparse.Namespace) -> Soak:
    """The world, and the time at which everything begins."""
    from django.core.management import call_command  # noqa: PLC0415 – Django comes first
    from django.db import connection  # noqa: PLC0415
    from tests.apps.world import build_world  # noqa: PLC0415

    from bench.soak.clock import Clock  # noqa: PLC0415
    from bench.soak.processes import Soak  # noqa: PLC0415

    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    world = build_world()
    folder = Path(os.environ["SAMSPIL_HOME"]) / "soak"
    folder.mkdir()
    clock = Clock(time.time(), asked.minutes * 60)
    return Soak(world, clock, folder, asked.seed, asked.dying, not asked.without_keys)


def _run(soak: Soak) -> dict[str, Any]:
    """All processes until the time is over; writers are killed and begin again."""
    from bench.soak import processes  # noqa: PLC0415 – Django comes first

    rng = random.Random(f"{soak.seed} kills")
    writers = {f"writer{number}": 0 for number in range(WRITERS)}
    worker, checker = (processes.start(soak, run) for run in (processes.serve_time, processes.walk_journals))
    told: dict[str, Any] = {"killed": 0, "memory": []}
    next_kill = time.time() + SECONDS_BETWEEN_KILLS
    while not soak.clock.is_over():
        for name, child in writers.items():
            if not child or _has_ended(child, told):
                writers[name] = processes.start(soak, partial(processes.write, writer=name))
        if time.time() > next_kill:
            os.kill(writers[rng.choice(sorted(writers))], signal.SIGKILL)
            next_kill = time.time() + rng.expovariate(1 / SECONDS_BETWEEN_KILLS)
        told["memory"].append(_memory_mb(worker))
        time.sleep(0.2)
    for child in [*writers.values(), worker, checker]:
        _wait(soak, child)
    for name in writers:  # what a writer left open is done by the next
        _wait(soak, processes.start(soak, _finisher(name)))
    return told


def _finisher(writer: str) -> Callable[[Soak], None]:
    from bench.soak import processes  # noqa: PLC0415 – Django comes first

    return lambda soak: processes.finish(soak, soak.ledger(writer))


def _has_ended(child: int, told: dict[str, Any]) -> bool:
    ended, status = os.waitpid(child, os.WNOHANG)
    told["killed"] += bool(ended and os.WIFSIGNALED(status))
    return bool(ended)


def _wait(soak: Soak, child: int) -> None:
    """Until it has ended by itself; what does not end is a fault."""
    end = time.time() + LONGEST_ENDING
    while time.time() < end:
        ended, _status = os.waitpid(child, os.WNOHANG)
        if ended:
            return
        time.sleep(0.1)
    soak.complain(f"a process did not end in {LONGEST_ENDING:.0f} seconds")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _memory_mb(child: int) -> float:
    """What a process holds (RSS): unlike its share of what is shared, it does not move when others end."""
    lines = Path(f"/proc/{child}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


if __name__ == "__main__":
    sys.exit(main())
