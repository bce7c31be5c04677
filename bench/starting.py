"""The first start, as `make run` does it where all is set up; and what a worker holds that has served all.

`python -m bench.starting` prints both. The example is loaded into a home of its own, as the first start does.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from bench.report import Section, told
from bench.web import run

FIRST_START_SECONDS = 120
MOST_MB = 100
_PATIENCE_SECONDS = 3600
_LOG_IN = "/account/login/"


def sections() -> Iterator[Section]:
    """Two starts over one home, and a tour of everything in between."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with started(home) as (_port, first):
            pass
        with started(home) as (port, again):
            seen = json.loads(run("bench.visiting", home, str(port)))
    limit = f"{FIRST_START_SECONDS} s"
    starts = [
        "| until the log-in page answers | limit | |",
        "| --- | ---: | ---: |",
        f"| the first start, which makes tables and loads the example | {limit} | {first:.1f} s |",
        f"| every later one | | {again:.1f} s |",
    ]
    yield Section("The first start", "starting", table="\n".join(starts))
    memory = [
        "| one worker | limit | memory (PSS) |",
        "| --- | ---: | ---: |",
        f"| before anybody has asked | | {seen['before_mb']} MB |",
        f"| after {seen['pages']} different pages | {MOST_MB} MB | {seen['after_pages_mb']} MB |",
        f"| and {seen['files']} sorts of files | | {seen['after_files_mb']} MB |",
    ]
    yield Section("A process that has served every page", "visited", table="\n".join(memory))


@contextmanager
def started(home: Path) -> Iterator[tuple[int, float]]:
    """Samspil over a home, with one worker; the port, and the seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    around = {**kept, "SAMSPIL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "samspil.settings.dev"}
    command = [sys.executable, "-m", "samspil", "serve", "--port", str(port), "--workers", "1"]
    begun = perf_counter()
    # What it says is not for the page that is written to standard output.
    with subprocess.Popen(command, env=around, stdout=sys.stderr, start_new_session=True) as server:
        try:
            _until_it_answers(server, port)
            yield port, perf_counter() - begun
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def _until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    end = perf_counter() + _PATIENCE_SECONDS
    while perf_counter() < end and server.poll() is None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            line.request("GET", _LOG_IN)
            if line.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            sleep(0.1)
        finally:
            line.close()
    raise SystemExit("Samspil did not start.")


if __name__ == "__main__":
    for section in sections():
        print(f"## {told(section)}\n")
