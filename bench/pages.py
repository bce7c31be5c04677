"""How long pages take: one process, one thread, signed in, through every middleware.

What the processor spent stands beside the time on the clock: it moves less on a machine that is busy.
`python -m bench.pages` asks the pages of a filled database (`bench.crowd`) and prints what it measured.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from time import perf_counter, process_time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.conf import settings
from django.db import connection, reset_queries
from django.test import Client
from django.utils import timezone

from bench.memory import pss_mb
from samspil.kit.tenancy import scope
from samspil.kit.uncollected import look_seldom

# As the server does before it takes anybody in; else a page now and then waits while all is looked through.
import_module(settings.ROOT_URLCONF)
look_seldom()
WARM_UP = 15
ASKED = int(os.environ.get("BENCH_ASKED", "150"))
MEASURED = "0167"
RARE = "004711"
MACHINE = "machine"


def log_in(role: str) -> Client:
    """A browser in which somebody of the measured municipality is logged in."""
    from samspil.apps.organisations.models import Account  # noqa: PLC0415 – Django comes first

    browser = Client(SERVER_NAME="127.0.0.1")
    account = Account.objects.get(email=f"{role}@bench.example")
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def let_in() -> Client:
    """A machine that bears a token of the measured municipality."""
    from samspil.apps.organisations.models import Account  # noqa: PLC0415 – Django comes first
    from samspil.kit.api.tokens import NewToken, make_token  # noqa: PLC0415 – Django comes first
    from samspil.kit.api.types import Right  # noqa: PLC0415 – Django comes first

    access = Account.objects.get(email="employee@bench.example").accesses.get()
    new = NewToken("bench", access.person, [Right.READ], timezone.localdate())
    _row, secret = make_token(access.organisation_id, new, access.person, timezone.now())
    return Client(SERVER_NAME="127.0.0.1", headers={"Authorization": f"Bearer {secret}"})


def paths() -> Iterator[tuple[str, str, str]]:
    """Name, who asks, address."""
    from samspil.apps.governance.models import Matter  # noqa: PLC0415 – Django comes first
    from samspil.apps.organisations.models import Organisation  # noqa: PLC0415 – Django comes first

    organisation = Organisation.objects.get(code=MEASURED)
    with scope.within([organisation.pk]):
        late = Matter.objects.order_by("-pk")[50]
    yield "My work", "it_expert", "/"
    yield "Matter", "it_expert", f"/matters/{late.public_id}/"
    yield "Forum", "council_secretary", "/forums/executive_board/"
    yield "Decision register, a page of 25, filtered", "employee", "/decisions/?effect=approves"
    yield "Decision register, a page of 100", "employee", "/decisions/?size=100"
    yield "Decision register, by a word", "employee", "/decisions/?q=omsorg"
    yield "Decision register, by a word in one matter", "employee", f"/decisions/?q={RARE}"
    yield "Matters, a page of 25, filtered", "employee", "/matters/?state=open"
    yield "API, 100 matters", MACHINE, "/api/matters?size=100"
    yield "API, 100 decisions", MACHINE, "/api/decisions?size=100"


def measure(browser: Client, path: str) -> dict[str, Any]:
    """A page: how long it takes, its bytes, and how many questions are asked of the database."""
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return {**measured(lambda: browser.get(path)), "bytes": len(answer.content)}


def measured(do: Callable[[], object]) -> dict[str, Any]:
    """Median and slow end in milliseconds, and how many questions are asked of the database."""
    for _ in range(WARM_UP):
        do()
    samples, spent = _samples(do)
    settings.DEBUG = True
    connection.force_debug_cursor = True
    reset_queries()
    do()
    queries = len(connection.queries)
    settings.DEBUG = connection.force_debug_cursor = False
    samples.sort()
    return {
        "median_ms": round(statistics.median(samples) * 1000, 2),
        "cpu_ms": round(statistics.median(spent) * 1000, 2),
        "p95_ms": round(samples[int(len(samples) * 0.95)] * 1000, 2),
        "queries": queries,
    }


def _samples(do: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Seconds on the clock, and seconds of this process's processor."""
    clock, spent = [], []
    for _ in range(ASKED):
        begun, before = perf_counter(), process_time()
        do()
        spent.append(process_time() - before)
        clock.append(perf_counter() - begun)
    return clock, spent


def memory_mb() -> float:
    """What this process holds."""
    return pss_mb()


if __name__ == "__main__":
    found: dict[str, Any] = {}
    for name, who, path in paths():
        try:
            found[name] = measure(let_in() if who == MACHINE else log_in(who), path)
        except AssertionError as error:
            found[name] = {"missing": str(error)}
    json.dump({"pages": found, "pss_mb": memory_mb(), "vendor": connection.vendor}, sys.stdout, indent=1)
