"""Deadline day: many people at once against a real server, and a burst of decisions in one second.

`python -m bench deadline` fills both databases and plays the day on each. `python -m bench.deadline` serves
one that `bench.crowd` has filled with two processes of four threads, as `samspil serve` does, and plays
people over HTTP from this process, on the same two cores. What is acknowledged is counted against the
database afterwards: none may be lost, none doubled.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # this process plays people, and counts between the acts

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000"))
BURST = int(os.environ.get("BENCH_BURST", "1000"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "40"))
THINK_SECONDS = 10.0
PORT = 8791
TOKEN = "a" * 32
PAGES = ("/", "/matters/?state=open", "/decisions/", "/decisions/?effect=approves")


@dataclass(frozen=True)
class Answer:
    """What came back, and after how long."""

    status: int
    seconds: float


def sessions(role: str, count: int) -> list[str]:
    """Session keys of people that are logged in."""
    from samspil.apps.organisations.models import Account  # noqa: PLC0415 – Django comes first

    account = Account.objects.get(email=f"{role}@bench.example")
    found = []
    for _ in range(count):
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        found.append(str(session.session_key))
    return found


def everybody() -> AbstractContextManager[None]:
    """Every organisation's rows."""
    from samspil.apps.organisations.models import Organisation  # noqa: PLC0415 – Django comes first
    from samspil.kit.tenancy import scope  # noqa: PLC0415

    return scope.within(Organisation.objects.values_list("pk", flat=True))


def waiting(count: int) -> list[tuple[str, str]]:
    """Matters that the experts can decide, each with the visit that its page shows."""
    from samspil.apps.governance.models import Matter  # noqa: PLC0415 – Django comes first

    rows = Matter.everywhere().filter(organisation__code="0167", body="role it_expert", end="")
    with everybody():  # row-level security shows nothing outside a scope
        found = list(rows.order_by("pk").values_list("public_id", "entered_at")[:count])
    return [(str(one), entered.isoformat()) for one, entered in found if entered]


async def ask(path: str, session: str, form: dict[str, str] | None = None) -> Answer:
    """One request on a connection of its own."""
    begun = perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    head = f"Host: 127.0.0.1:{PORT}\r\nCookie: {cookies}\r\nConnection: close\r\n"
    if form is None:
        writer.write(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
    else:
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN})
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"POST {path} HTTP/1.1\r\n{head}\r\n{body}".encode())
    await writer.drain()
    answer = await reader.read()
    writer.close()
    status = int(answer.split(b" ", 2)[1]) if answer else 0
    return Answer(status, perf_counter() - begun)


async def people(keys: list[str]) -> list[Answer]:
    """People that read pages and think in between, for a while."""
    rng = random.Random(7)
    found: list[Answer] = []
    end = perf_counter() + SECONDS

    async def one(key: str) -> None:
        await asyncio.sleep(rng.random() * THINK_SECONDS)
        while perf_counter() < end:
            found.append(await ask(rng.choice(PAGES), key))
            await asyncio.sleep(THINK_SECONDS * (0.5 + rng.random()))

    await asyncio.gather(*(one(key) for key in keys))
    return found


async def burst(keys: list[str], matters: list[tuple[str, str]]) -> tuple[list[Answer], float]:
    """Everybody decides at once."""
    begun = perf_counter()
    sent = [
        ask(
            f"/matters/{matter}/choose/",
            key,
            {"outcome": "approve", "reason": "Det passer.", "visit": visit, "key": f"burst-{matter}"[:40]},
        )
        for key, (matter, visit) in zip(keys, matters, strict=False)
    ]
    found = await asyncio.gather(*sent)
    return list(found), perf_counter() - begun


def counts() -> tuple[int, int]:
    """Decisions and journal entries there are."""
    from samspil.apps.governance.models import Decision  # noqa: PLC0415 – Django comes first
    from samspil.kit.journal.models import Entry  # noqa: PLC0415

    with everybody():
        return Decision.everywhere().filter(outcome="approve").count(), Entry.everywhere().count()


async def play() -> dict[str, object]:
    """Both."""
    keys, matters = sessions("it_expert", max(PEOPLE, BURST)), waiting(BURST)
    if len(matters) < BURST:
        raise SystemExit(f"only {len(matters)} matters wait to be decided; fill in more, or ask for less")
    connection.close()
    for _ in range(30):  # the server wakes up
        await ask("/", keys[0])
    read = await people(keys[:PEOPLE])
    before = counts()
    connection.close()
    answers, seconds = await burst(keys, matters)
    after = counts()
    good = sum(one.status in {200, 302} for one in answers)
    times = sorted(one.seconds for one in read)
    return {
        "requests": len(read),
        "failed": sum(one.status != 200 for one in read),
        "p50_ms": round(times[len(times) // 2] * 1000),
        "p95_ms": round(times[int(len(times) * 0.95)] * 1000),
        "burst": len(answers),
        "acknowledged": good,
        "burst_seconds": round(seconds, 2),
        "decisions_added": after[0] - before[0],
        "statuses": sorted({one.status for one in answers}),
        "vendor": connection.vendor,
    }


def main() -> None:
    """Serve, play, stop."""
    server = [sys.executable, "-m", "gunicorn", "samspil.wsgi:application", "--bind", f"127.0.0.1:{PORT}"]
    server += [
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--workers",
        "2",
        "--preload",
        "--backlog",
        "4096",
    ]
    running = subprocess.Popen([*server, "--log-level", "error"])
    try:
        asyncio.run(_wait_for_server())
        found = asyncio.run(play())
        json.dump({**found, "worker_pss_mb": _largest_worker_mb(running.pid)}, sys.stdout)
    finally:
        running.terminate()
        running.wait()


def _largest_worker_mb(master: int) -> float:
    """The largest proportional share of memory among the processes that answer."""
    sizes = [0.0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            lines = (folder / "smaps_rollup").read_text().splitlines() if parent == master else []
        except OSError:
            continue
        sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
    return round(max(sizes), 1)


async def _wait_for_server() -> None:
    for _ in range(200):
        try:
            await ask("/account/login/", "nobody")
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
