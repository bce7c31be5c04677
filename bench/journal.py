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
    """A purchase is withdrawn by its page's service; what of that is the journal's."""
    spent = _Spent()
    from samspil.apps.governance.services import journaling  # noqa: PLC0415
    from samspil.kit.journal.recording import record  # noqa: PLC0415

    with mock.patch.object(journaling, "record", spent.timed(record)):
        whole = _whole_decisions()
    yield Row(f"{name}: a matter brought and withdrawn, by the services, committed", whole)
    yield Row(f"{name}: of that, writing the journal", Timing(spent.median(2), max(spent.samples)))


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

    def median(self, times: int) -> float:
        """Of one call, ``times`` over."""
        return sorted(self.samples)[len(self.samples) // 2] * times


def _whole_decisions() -> Timing:
    from samspil.apps.governance.services.moving import bring, move  # noqa: PLC0415
    from samspil.apps.governance.types import NewMatter  # noqa: PLC0415
    from samspil.apps.organisations import selectors, services  # noqa: PLC0415
    from samspil.apps.organisations.types import OrganisationKind  # noqa: PLC0415
    from samspil.core.governance.entries import Withdraw  # noqa: PLC0415
    from samspil.core.units import Money  # noqa: PLC0415
    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.kit.tenancy import scope  # noqa: PLC0415
    from samspil.processes.adopt_governance_model import adopt_shipped  # noqa: PLC0415

    since, by = date(2025, 1, 1), By("bench", AT)
    owner = services.found_organisation(OrganisationKind.MUNICIPALITY, "Hvidovre", "0167")
    said = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    with scope.within([owner.pk]):
        adopt_shipped(owner, "jammerbugt_purchase_screening", since, by)
        person = services.add_person(owner, "Medarbejder", since, by)
        services.give(owner, person.public_id, "Medarbejder", services.Held("employee", since), by)
        acting = selectors.acting(owner, person.public_id, AT.date())

        def decide() -> None:
            new = NewMatter("purchase_request", "Bookingsystem", {"amount": Money.of(40_000), **said})
            matter = bring(new, acting=acting, at=AT)
            move(matter, Withdraw(acting.actor, "Ikke nødvendigt", AT), acting=acting)

        return time_once(decide, DECISIONS)


# --- eight at once --------------------------------------------------------------------------------


def eight_writers() -> Iterator[Row]:
    """On PostgreSQL: each its own chain, and all one chain whose head each must lock in turn."""
    own = _organisations(WRITERS)
    (one,) = _organisations(1)
    yield Row("eight writers, eight chains: one entry, committed", _at_once(own), WRITERS * EACH)
    yield Row("eight writers, one chain: one entry, committed", _at_once([one] * WRITERS), WRITERS * EACH)


def _at_once(owners: list[int]) -> Timing:
    """Each writer a process of its own with a connection of its own."""
    from django.db import connections  # noqa: PLC0415

    def all_at_once() -> None:
        connections.close_all()
        children = [_child(owner) for owner in owners]
        assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(owners)

    return time_once(all_at_once, 3)


def _child(owner: int) -> int:
    child = os.fork()
    if child:
        return child
    failed = 1
    try:
        _write(owner)
        failed = 0
    finally:
        os._exit(failed)


def _write(owner: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from samspil.kit.journal.recording import By, record  # noqa: PLC0415
    from samspil.kit.tenancy import scope  # noqa: PLC0415

    with scope.within([owner]):
        for told in _told(EACH):
            with transaction.atomic():
                record(owner, [told], By("bench", AT))


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
    settings = {"DJANGO_SETTINGS_MODULE": "samspil.settings.dev", "PYTHONPATH": "."}
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
