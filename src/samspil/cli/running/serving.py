"""``samspil serve``: the web application on this machine, with what it does in the background."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import Final

from samspil.cli.desk import Desk
from samspil.cli.running import beginning, ground, side_by_side
from samspil.cli.running.demonstrating import load_where_empty

THREADS: Final = 4
# What a process takes on at once: what it works on, and little more. The rest waits where each of them can
# take it; a process that takes all that comes leaves the others idle while people wait for it.
CONNECTIONS: Final = 4 * THREADS
# Never the query: a calendar's address holds its key there.
_LOGGED: Final = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(L)s'


def run(asked: Namespace, desk: Desk) -> int:
    """Make ready, load the example where nothing is there yet, then serve until stopped."""
    ground.make_ready()
    ground.migrate()
    ground.gather_static()
    load_where_empty(desk)
    _offer_the_guide(desk)
    address = f"{asked.host}:{asked.port}"
    desk.console.print(desk.say("serve.at", address=f"http://{address}/"))
    # Nothing in these commands but what whoever starts Samspil has said.
    worker = [sys.executable, "-m", "samspil", "worker"]
    return side_by_side.run(worker, web_server(address, asked.workers))


def _offer_the_guide(desk: Desk) -> None:
    """Where real use is to begin and nobody has begun, whoever starts the server gets the link."""
    from django.conf import settings  # noqa: PLC0415 – Django comes first

    from samspil.apps.organisations.selectors import is_anybody_here  # noqa: PLC0415

    if not settings.SAMSPIL_DEMO and not is_anybody_here():
        beginning.guide(desk)


def web_server(address: str, workers: int) -> list[str]:
    """The command that serves pages; each request is logged where the surroundings say so."""
    server = [sys.executable, "-m", "gunicorn", "samspil.wsgi:application", "--bind", address]
    server += ["--workers", str(workers), "--preload", "--worker-class", "gthread", "--threads", str(THREADS)]
    server += ["--worker-connections", str(CONNECTIONS), "--log-level", "warning"]
    log = os.environ.get("SAMSPIL_ACCESS_LOG", "")
    return [*server, "--access-logfile", log, "--access-logformat", _LOGGED] if log else server
