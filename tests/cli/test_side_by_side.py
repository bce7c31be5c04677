"""Whoever stops what `samspil serve` has started leaves nothing running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TELLS = """
import subprocess, sys, time
from samspil.cli.running import side_by_side
plain = subprocess.Popen
def told(command):
    one = plain(command)
    print(one.pid, flush=True)
    return one
subprocess.Popen = told
if "unguarded" in sys.argv:
    side_by_side.signal.signal = lambda *_: None
sleeps = [sys.executable, "-c", "import time; time.sleep(600)"]
sys.exit(side_by_side.run(sleeps, sleeps))
"""


def started(*words: str) -> tuple[subprocess.Popen[str], list[int]]:
    """The two side by side, and the numbers of their processes."""
    ours = str(Path(__file__).parents[2] / "src")
    surroundings = {**os.environ, "PYTHONPATH": ours}
    one = subprocess.Popen(
        [sys.executable, "-c", TELLS, *words], stdout=subprocess.PIPE, text=True, env=surroundings
    )
    assert one.stdout is not None
    with one.stdout as says:
        return one, [int(says.readline()) for _ in range(2)]


def is_running(number: int) -> bool:
    """Whether a process is there and has not ended; one that nobody has waited for has."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def is_soon_gone(number: int) -> bool:
    for _ in range(100):
        if not is_running(number):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_both_end_with_what_started_them(told: signal.Signals) -> None:
    one, children = started()
    assert all(map(is_running, children))
    one.send_signal(told)
    assert one.wait(30) == 0
    assert all(map(is_soon_gone, children))


def test_when_one_ends_the_other_does() -> None:
    one, (behind, before) = started()
    os.kill(before, signal.SIGKILL)
    assert one.wait(30) == -signal.SIGKILL % 256
    assert is_soon_gone(behind)


def test_without_the_guard_they_are_left() -> None:
    one, children = started("unguarded")
    one.terminate()
    one.wait(30)
    assert all(map(is_running, children)), "the control: TERM alone ends only the first"
    for number in children:
        os.kill(number, signal.SIGKILL)
