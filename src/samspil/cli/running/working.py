"""``samspil worker``: clocks that run out, jobs, letters and calls that go out, until stopped."""

from __future__ import annotations

import os
import signal
import socket
import threading
from argparse import Namespace
from types import FrameType

from samspil.cli.desk import OK, Desk
from samspil.cli.running import ground

PAUSE_SECONDS = 20


def run(asked: Namespace, desk: Desk) -> int:
    """Work, rest, and again; one round only where that is asked."""
    ground.make_ready()
    from django.utils import timezone  # noqa: PLC0415 – Django comes first

    from samspil.processes.work import work  # noqa: PLC0415

    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    name = f"{socket.gethostname()[:40]}:{os.getpid()}"
    while True:
        work(name, timezone.now)
        if asked.once or stopped.wait(PAUSE_SECONDS):
            return OK
