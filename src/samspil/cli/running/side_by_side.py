"""Two programs that run side by side until somebody stops them: none is left behind."""

from __future__ import annotations

import signal
import subprocess  # nosec B404
from types import FrameType

from samspil.cli.desk import OK


def run(behind: list[str], before: list[str]) -> int:
    """Start both, and wait for the second. Both have ended when this has, whoever stopped it.

    Args:
        behind: the command of what works in the background.
        before: the command of what people meet; how it ends is the answer.
    """
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, _stop)
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.extend(subprocess.Popen(command) for command in (behind, before))  # nosec B603
        return started[-1].wait()
    except KeyboardInterrupt:
        return OK
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for one in reversed(started):
            one.terminate()
        for one in started:
            one.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    """The system asks us to end as somebody at the keys does."""
    raise KeyboardInterrupt
