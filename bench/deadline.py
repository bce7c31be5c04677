"""Deadline day: many people at once against a real server, and a burst of decisions in one second.

`python -m bench deadline` fills both databases and plays the day on each. `python -m bench.deadline` serves
one that `bench.crowd` has filled with two processes of four threads, as `samspil serve` does, and plays
people over HTTP from this process, on the same two cores. What is acknowledged is counted against the
database afterwards: none may be lost, none doubled. `python -m bench.deadline consents` serves one that
`bench.consents` has filled: every member consents to every proposal at once.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from bench.asking import Answer, Line
from bench.processor import Spending, children, each, parent
from samspil.cli.running.serving import web_server

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000"))
BURST = int(os.environ.get("BENCH_BURST", "1000"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "40"))
THINK_SECONDS = 10.0
PORT = 8791
TOKEN = "a" * 32
PAGES = ("/", "/matters/?state=open", "/decisions/", "/decisions/?effect=approves")


def sessions(email: str, count: int) -> list[str]:
    """Session keys of somebody that is logged in, in so many browsers."""
    from samspil.apps.organisations.models import Account  # noqa: PLC0415 – Django comes first

    account = Account.objects.get(email=email)
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


def request(path: str, session: str, form: dict[str, str] | None = None) -> bytes:
    """A page that somebody asks for, or a form that they send."""
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    head = f"Host: 127.0.0.1:{PORT}\r\nCookie: {cookies}\r\nConnection: close\r\n"
    if form is None:
        return f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()
    body = urlencode({**form, "csrfmiddlewaretoken": TOKEN})
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return f"POST {path} HTTP/1.1\r\n{head}\r\n{body}".encode()


def people(keys: list[str]) -> list[Answer]:
    """People that read pages and think in between, for a while."""
    rng, line = random.Random(7), Line(PORT)
    found: list[Answer] = []
    begun = perf_counter()

    def asking(key: str) -> Callable[[], None]:
        pages = [request(path, key) for path in PAGES]

        def ask() -> None:
            line.ask(rng.choice(pages), answered)

        def answered(answer: Answer) -> None:
            found.append(answer)
            next_at = perf_counter() + THINK_SECONDS * (0.5 + rng.random())
            if next_at < begun + SECONDS:
                line.at(next_at, ask)

        return ask

    for key in keys:
        line.at(begun + rng.random() * THINK_SECONDS, asking(key))
    line.run()
    return found


def decision(key: str, matter: str, visit: str, outcome: str) -> bytes:
    """The form by which somebody decides a matter."""
    said = {"outcome": outcome, "reason": "Det passer.", "visit": visit, "key": f"burst-{matter}"[:40]}
    return request(f"/matters/{matter}/choose/", key, said)


def burst(sent: list[bytes]) -> tuple[list[Answer], float]:
    """Everybody decides at once."""
    found: list[Answer] = []
    line, begun = Line(PORT), perf_counter()
    for one in sent:
        line.ask(one, found.append)
    line.run()
    return found, perf_counter() - begun


def counts() -> tuple[int, int]:
    """Decisions and journal entries there are."""
    from samspil.apps.governance.models import Decision  # noqa: PLC0415 – Django comes first
    from samspil.kit.journal.models import Entry  # noqa: PLC0415

    with everybody():
        return Decision.everywhere().filter(outcome="approve").count(), Entry.everywhere().count()


def play(server: int) -> dict[str, object]:
    """Both, against a server whose first process is named."""
    keys, matters = sessions("it_expert@bench.example", max(PEOPLE, BURST)), waiting(BURST)
    if len(matters) < BURST:
        raise SystemExit(f"only {len(matters)} matters wait to be decided; fill in more, or ask for less")
    sent = [decision(key, *one, "approve") for key, one in zip(keys, matters, strict=False)]
    spending = _awake(server, keys[0])
    spending.begin()
    read = people(keys[:PEOPLE])
    reading = spending.end()
    before = counts()
    connection.close()
    spending.begin()
    answers, seconds = burst(sent)
    deciding = spending.end()
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
        "reading_ms": each(reading, len(read)),
        "deciding_ms": each(deciding, len(answers)),
    }


def play_consents(server: int) -> dict[str, object]:
    """Every member consents to every proposal at once, against a server whose first process is named."""
    from bench import consents  # noqa: PLC0415 – Django comes first

    with everybody():
        matters = list(consents.waiting())
    keys = {code: sessions(consents.email_of(code), 1)[0] for code, _matter, _visit in matters}
    sent = [decision(keys[code], matter, visit, "consent") for code, matter, visit in matters]
    spending = _awake(server, next(iter(keys.values())))
    spending.begin()
    answers, seconds = burst(sent)
    deciding = spending.end()
    with everybody():
        consented, different = consents.consented()
    return {
        "members": len(keys),
        "burst": len(answers),
        "acknowledged": sum(one.status in {200, 302} for one in answers),
        "statuses": sorted({one.status for one in answers}),
        "burst_seconds": round(seconds, 2),
        "consented": consented,
        "different": different,
        "deciding_ms": each(deciding, len(answers)),
    }


def _awake(server: int, session: str) -> Spending:
    """What the server and its database spend, once the server has answered a few times."""
    spending = Spending(server, _database())
    connection.close()
    for _ in range(30):
        ask("/", session)
    return spending


def ask(path: str, session: str) -> Answer:
    """One page, waited for."""
    found: list[Answer] = []
    line = Line(PORT)
    line.ask(request(path, session), found.append)
    line.run()
    return found[0]


def _database() -> int:
    """The first process of the database's server; none where it is a file."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent(int(cursor.fetchone()[0]))


def main() -> None:
    """Serve, play, stop."""
    server = web_server(f"127.0.0.1:{PORT}", workers=2)
    running = subprocess.Popen(server)
    try:
        _wait_for_server()
        found = play_consents(running.pid) if "consents" in sys.argv else play(running.pid)
        json.dump({**found, "worker_pss_mb": _largest_worker_mb(running.pid)}, sys.stdout)
    finally:
        running.terminate()
        running.wait()


def _largest_worker_mb(master: int) -> float:
    """The largest proportional share of memory among the processes that answer."""
    sizes = [0.0]
    for one in children(master):
        lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
    return round(max(sizes), 1)


def _wait_for_server() -> None:
    for _ in range(200):
        try:
            ask("/account/login/", "nobody")
        except OSError:
            sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
