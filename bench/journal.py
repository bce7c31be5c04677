"""What the journal costs: in a decision, in bulk, when it is walked, and when eight write at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any
from unittest import mock

from tools.postgres import APP, Cluster, find_binaries

from bench.report import Row, Section
from bench.timing import Timing, time_once

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BULK = 50_000
DECISIONS = 40
WRITERS = 8
EACH = 60
ITEMS = ("security", "user_administration", "support", "contract", "installation", "implementation")


def rows(name: str) -> Iterator[Row]:
    """The journal on the database that Django was given, whose tables are there and empty."""
    yield from _bulk(name)
    yield from _decisions(name)


def _organisations(count: int) -> list[int]:
    from samspil.apps.organisations.models import Organisation  # noqa: PLC0415 – Django first

    made = [
        Organisation.objects.create(kind="municipality", name=f"Kommune {number}") for number in range(count)
    ]
    return [one.pk for one in made]


def _told(count: int) -> list[Any]:
    from samspil.kit.journal.recording import Told  # noqa: PLC0415

    facts = {"kind": "purchase_request", "case": "2026-0042", "step": "screen", "outcome": "approve"}
    return [Told("governance.matter.decided", "matter", f"m{number % 97}", facts) for number in range(count)]


def _bulk(name: str) -> Iterator[Row]:
    from django.db import transaction  # noqa: PLC0415

    from samspil.kit.journal.recording import By, record  # noqa: PLC0415
    from samspil.kit.journal.verifying import verify  # noqa: PLC0415
    from samspil.kit.tenancy import scope  # noqa: PLC0415

    told = _told(BULK)
    owners = iter(_organisations(3))

    def add() -> None:
        owner = next(owners)
        with scope.within([owner]), transaction.atomic():
            record(owner, told, By("bench", AT))

    yield Row(f"{name}: one entry of {BULK} written at once", time_once(add, 2), calls=BULK)
    owner = next(owners)
    with scope.within([owner]), transaction.atomic():
        record(owner, told, By("bench", AT))
    with scope.within([owner]):
        assert verify(owner) == (BULK, None)
        yield Row(f"{name}: one entry of {BULK} verified", time_once(lambda: verify(owner), 3), calls=BULK)


def _decisions(name: str) -> Iterator[Row]:
    """A purchase is approved on its page, through every middleware; what of that is the journal's."""
    from samspil.apps.governance.services import journaling  # noqa: PLC0415
    from samspil.kit.journal.recording import record  # noqa: PLC0415

    spent, decide = _Spent(), _deciding(DECISIONS + 1)
    decide()  # the first is slow: everything is read and compiled
    with mock.patch.object(journaling, "record", spent.timed(record)):
        whole = time_once(decide, DECISIONS)
    assert len(spent.samples) == DECISIONS
    yield Row(f"{name}: a purchase approved on its page, the whole request", whole)
    yield Row(f"{name}: of that, writing the journal", spent.timing())


class _Spent:
    """Seconds spent in a function."""

    def __init__(self) -> None:
        self.samples: list[float] = []

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            begun = perf_counter()
            try:
                return function(*args)
            finally:
                self.samples.append(perf_counter() - begun)

        return run

    def timing(self) -> Timing:
        """Of one call."""
        return Timing(sorted(self.samples)[len(self.samples) // 2], max(self.samples))


def _deciding(count: int) -> Callable[[], object]:
    """Purchases that the experts have looked at; each call sends the form that approves the next."""
    from django.test import Client  # noqa: PLC0415

    from samspil.apps.governance.services.moving import bring, move  # noqa: PLC0415
    from samspil.apps.governance.types import NewMatter  # noqa: PLC0415
    from samspil.apps.organisations import selectors, services  # noqa: PLC0415
    from samspil.apps.organisations.models import Account  # noqa: PLC0415
    from samspil.apps.organisations.types import OrganisationKind  # noqa: PLC0415
    from samspil.core.governance.entries import AnswerItem  # noqa: PLC0415
    from samspil.core.units import Money  # noqa: PLC0415
    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.kit.tenancy import scope  # noqa: PLC0415
    from samspil.processes.adopt_governance_model import adopt_shipped  # noqa: PLC0415

    since, now = date(2025, 1, 1), datetime.now(UTC)
    by, browser = By("bench", AT), Client(SERVER_NAME="127.0.0.1")
    owner = services.found_organisation(OrganisationKind.MUNICIPALITY, "Hvidovre", "0167")
    said = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    waiting = []
    with scope.within([owner.pk]):
        adopt_shipped(owner, "jammerbugt_purchase_screening", since, by)
        people = {}
        for role in ("employee", "it_expert"):
            people[role] = services.add_person(owner, role, since, by).public_id
            services.give(owner, people[role], role, services.Held(role, since), by)
        employee, expert = (selectors.acting(owner, one, now.date()) for one in people.values())
        account = Account.objects.create(email="it_expert@bench.example", password="!")
        services.let_act(account, owner, people["it_expert"], since, by)
        for _ in range(count):
            new = NewMatter("purchase_request", "Bookingsystem", {"amount": Money.of(40_000), **said})
            matter = bring(new, acting=employee, at=now)
            for item in ITEMS:
                answer = AnswerItem("screen", item, True, "I orden", expert.actor, now)
                matter, _events = move(matter, answer, acting=expert)
            waiting.append((str(matter.public_id), str(matter.entered_at).replace(" ", "T")))
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    line = iter(waiting)

    def decide() -> None:
        matter, visit = next(line)
        form = {"outcome": "approve", "reason": "Det passer.", "visit": visit, "key": matter}
        answer = browser.post(f"/matters/{matter}/choose/", form)
        assert answer.status_code == 302, answer.status_code

    return decide


# --- eight at once --------------------------------------------------------------------------------


def eight_writers() -> Iterator[Row]:
    """On PostgreSQL: each its own chain; all one chain whose head each locks in turn; and that naively."""
    eight, (one, naive) = _organisations(WRITERS), _organisations(2)
    ways = {
        "eight chains": (eight, _record),
        "one chain": ([one] * WRITERS, _record),
        "one chain written naively, row by row as models": ([naive] * WRITERS, _record_naively),
    }
    _write(naive, _record)  # the naive one finds a head
    samples: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(5):  # in turn, so that a busy moment favours none
        for way, (owners, how) in ways.items():
            samples[way].append(_at_once(owners, how))
    for way, found in samples.items():
        timing = Timing(sorted(found)[len(found) // 2], max(found))
        yield Row(f"eight writers, {way}: one entry, committed", timing, WRITERS * EACH)


def _at_once(owners: list[int], how: Callable[[int, Any], None]) -> float:
    """Seconds from when all may write until all have. Each is a process with a connection, made before."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    (ready, say_ready), (go, say_go) = os.pipe(), os.pipe()
    children = [_child(owner, how, (say_ready, go)) for owner in owners]
    for _ in children:
        os.read(ready, 1)
    begun = perf_counter()
    os.write(say_go, b"g" * len(children))
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(owners)
    spent = perf_counter() - begun
    for end in (ready, say_ready, go, say_go):
        os.close(end)
    return spent


def _child(owner: int, how: Callable[[int, Any], None], gate: tuple[int, int]) -> int:
    child = os.fork()
    if child:
        return child
    failed = 1
    try:
        from django.db import connection  # noqa: PLC0415

        say_ready, go = gate
        connection.ensure_connection()
        os.write(say_ready, b"r")
        os.read(go, 1)
        _write(owner, how)
        failed = 0
    finally:
        os._exit(failed)


def _write(owner: int, how: Callable[[int, Any], None]) -> None:
    from django.db import transaction  # noqa: PLC0415

    from samspil.kit.tenancy import scope  # noqa: PLC0415

    with scope.within([owner]):
        for told in _told(EACH):
            with transaction.atomic():
                how(owner, told)


def _record(owner: int, told: Any) -> None:
    from samspil.kit.journal.recording import By, record  # noqa: PLC0415

    record(owner, [told], By("bench", AT))


def _record_naively(owner: int, told: Any) -> None:
    """As one would write it first: lock the head, make an entry, save both."""
    from samspil.kit.journal import chain  # noqa: PLC0415
    from samspil.kit.journal.models import Entry, Head  # noqa: PLC0415

    head = Head.objects.select_for_update().get(organisation_id=owner)
    what = (told.action, told.subject_type, told.subject_id, chain.canonical(told.facts))
    sequence = head.sequence + 1
    link = chain.Link(str(owner), sequence, AT.isoformat(timespec="microseconds"), "bench", *what)
    entry = Entry(organisation_id=owner, sequence=sequence, at=AT, actor="bench", previous=head.hash)
    entry.action, entry.subject_type, entry.subject_id, entry.facts = what
    entry.hash = chain.hash_of(head.hash, link)
    entry.save()
    head.sequence, head.hash = sequence, entry.hash
    head.save()


# --- both databases, each in a process of its own: Django has one in a process --------------------


def sections() -> Iterator[Section]:
    """The journal's benchmarks."""
    with tempfile.TemporaryDirectory() as home:
        found = _asked({"DATABASE_URL": f"sqlite://{home}/bench.sqlite3"}, "SQLite", ["migrate", "measure"])
    if find_binaries():
        with Cluster(lasting=True) as cluster:
            _asked({"DATABASE_URL": cluster.url()}, "PostgreSQL", ["migrate"])
            found += _asked({"DATABASE_URL": cluster.url(APP)}, "PostgreSQL", ["measure", "eight"])
    yield Section("The journal", "journal", found)


def _asked(environment: dict[str, str], name: str, steps: list[str]) -> list[Row]:
    settings = {"DJANGO_SETTINGS_MODULE": "samspil.settings.dev", "PYTHONPATH": "src:."}
    done = subprocess.run(
        [sys.executable, "-m", "bench.journal", name, *steps],
        env={**os.environ, **settings, **environment}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [
        Row(what, Timing(median, slowest), calls) for what, median, slowest, calls in json.loads(done.stdout)
    ]


def _main(name: str, *steps: str) -> None:
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    found: list[Row] = []
    if "migrate" in steps:
        call_command("migrate", verbosity=0)
    if "measure" in steps:
        found += rows(name)
    if "eight" in steps:
        found += eight_writers()
    print(json.dumps([(one.what, one.timing.median, one.timing.slowest, one.calls) for one in found]))


if __name__ == "__main__":
    _main(*sys.argv[1:])
