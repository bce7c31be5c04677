"""The processes of a soak: writers that are killed, a worker that is not, one that walks the journals."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError, connection, connections
from django.utils import timezone
from tests.apps.world import World

from bench.soak import deeds
from bench.soak.clock import Clock
from bench.soak.ledger import Deed, Ledger
from samspil.apps.governance.models import Matter
from samspil.apps.governance.types import RefusedError
from samspil.kit.tenancy import scope
from samspil.processes.verify_journals import verify_journals
from samspil.processes.work import work

TRIES = 5


@dataclass(frozen=True)
class Soak:
    """What every process of one soak knows."""

    world: World
    clock: Clock
    folder: Path
    seed: int
    dying: float = 0.02  # of all deeds, between doing and acknowledging: the moment that tests keys hardest
    keyed: bool = True

    def complain(self, what: str) -> None:
        """Something that must not happen; the proof reads it."""
        with (self.folder / "complaints").open("a") as out:
            out.write(what.strip().replace("\n", " | ") + "\n")

    def ledger(self, writer: str) -> Ledger:
        """What a writer has done so far."""
        return Ledger(self.folder / f"{writer}.ledger")


def start(soak: Soak, run: Callable[[Soak], None]) -> int:
    """Run it in a process of its own, with connections of its own."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    timezone.now = soak.clock.now
    try:
        run(soak)
    except BaseException:
        soak.complain(traceback.format_exc())
    sys.stdout.flush()
    os._exit(0)


def write(soak: Soak, writer: str) -> None:
    """Story after story; first what a killed predecessor left open."""
    ledger = soak.ledger(writer)
    rng = random.Random(f"{soak.seed} {writer} {len(ledger.meant)}")
    while not soak.clock.is_over():
        finish(soak, ledger)
        about = ""
        for key, sort in deeds.told(rng, writer, len(ledger.meant)):
            deed = Deed(key, sort, soak.clock.now().isoformat(), about)
            ledger.mean(deed)
            about = _try(soak, ledger, deed, dies=rng.random() < soak.dying)
            if not about:
                break


def finish(soak: Soak, ledger: Ledger) -> None:
    """Do what was meant and never answered: again, if it was done already."""
    for _ in range(TRIES):
        deed = ledger.open_deed()
        if deed:
            _try(soak, ledger, deed, dies=False)


def _try(soak: Soak, ledger: Ledger, deed: Deed, *, dies: bool) -> str:
    begun = time.perf_counter()
    try:
        answer = deeds.do(soak.world, deed, keyed=soak.keyed)
    except RefusedError:
        ledger.give_up(deed)
        return ""
    except OperationalError:  # it waited too long for its turn and was told so: it is tried again
        ledger.wait(deed)
        return ""
    if dies:
        ledger.die(deed)
        os.kill(os.getpid(), signal.SIGKILL)
    ledger.acknowledge(deed, answer, time.perf_counter() - begun)
    _look_for_a_leak(soak, deed.key)
    return answer


def _look_for_a_leak(soak: Soak, after: str) -> None:
    """No scope is open any more, and the database shows nothing to a question that goes round ours."""
    if scope.organisations_or_none() is not None:
        soak.complain(f"a scope is open after {after}")
    try:
        Matter.objects.count()
        soak.complain(f"a question without a scope was answered after {after}")
    except scope.NoScopeError:
        pass
    if connection.vendor == "postgresql" and Matter.everywhere().exists():
        soak.complain(f"the database shows rows without a scope after {after}")


def serve_time(soak: Soak) -> None:
    """The worker of `samspil worker`, without its pause."""
    while not soak.clock.is_over():
        work("soak", soak.clock.now)
        _look_for_a_leak(soak, "a round of the worker")
        time.sleep(0.5)


def walk_journals(soak: Soak) -> None:
    """Every chain, again and again, while it is written."""
    rounds = 0
    while not soak.clock.is_over():
        for found in verify_journals():
            if found.broken is not None:
                soak.complain(f"the journal of {found.name} does not hold: {found.broken}")
        rounds += 1
        (soak.folder / "walks").write_text(str(rounds))
        time.sleep(5)
