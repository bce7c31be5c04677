"""A process is killed at every statement it sends to the database: what is left must be all or nothing.

`python tests/faults/killing.py deciding [--without-transaction]` builds a small world in `SAMSPIL_HOME`.
For each statement of the act it forks a child that does the act on a copy of the database, and is killed
(SIGKILL) just before that statement; then it looks at what is left. Without the transaction half effects
must show. Each point has a name, what is done to which table; `--names` tells them and kills nobody.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "samspil.settings.dev"
HOME = Path(os.environ["SAMSPIL_HOME"])

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from tests.apps.organisations.test_importing import solrod_lists
from tests.apps.world import HVIDOVRE, NOW, World, build_world

from samspil.apps.funding.models import Voucher
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.comparing import compare_books
from samspil.apps.funding.services.posting import post, reverse
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.apps.governance import stored_events
from samspil.apps.governance.models import Consent, Decision, Matter, MatterEvent
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations.models import Unit, Upload
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.services.importing import apply_upload
from samspil.apps.organisations.services.uploading import SentFile, keep_upload, preview
from samspil.core.finance import ledger
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.matter import Value
from samspil.core.governance.state import replay
from samspil.core.units import Money
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.kit.journal.verifying import verify
from samspil.kit.tenancy import scope

DATABASE = HOME / "samspil.sqlite3"
START = HOME / "start.sqlite3"
MOST = 400
ITEMS = ("security", "user_administration", "support", "contract", "installation", "implementation")


TABLE = re.compile(r'(?:INTO|UPDATE|FROM) "?(\w+)"?')


def name_of(sql: str) -> str:
    """What a statement does to which table."""
    table = TABLE.search(sql)
    return " ".join([sql.split(maxsplit=1)[0], *([table[1]] if table else [])])


class Killer:
    """Kills this process just before its n-th statement; told 0 it only names them all."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.names: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.names.append(name_of(sql))
        if len(self.names) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def purchase(world: World) -> Matter:
    """A purchase that the experts have looked at and not yet approved."""
    with world.scope(HVIDOVRE):
        employee, expert = world.acting(HVIDOVRE, "employee"), world.acting(HVIDOVRE, "it_expert")
        attributes: dict[str, Value] = {"amount": Money.of(40_000), "new_appropriation": False}
        attributes |= {"personal_data": True, "replaces_system": False}
        matter = bring(NewMatter("purchase_request", "Nyt system", attributes), acting=employee, at=NOW)
        for item in ITEMS:
            answer = AnswerItem("screen", item, True, "I orden", expert.actor, NOW)
            matter, _ = move(matter, answer, acting=expert)
    return matter


def deciding(world: World) -> Callable[[], object]:
    """The experts approve."""
    matter = purchase(world)
    expert = world.acting(HVIDOVRE, "it_expert")
    entry = Choose("screen", "approve", expert.actor, NOW, reason="Det passer.")

    def act() -> None:
        with world.scope(HVIDOVRE):
            move(matter, entry, acting=expert)

    return act


def bringing(world: World) -> Callable[[], object]:
    """An employee brings a purchase."""
    employee = world.acting(HVIDOVRE, "employee")
    attributes: dict[str, Value] = {"amount": Money.of(40_000), "new_appropriation": False}
    attributes |= {"personal_data": True, "replaces_system": False}

    def act() -> None:
        with world.scope(HVIDOVRE):
            bring(NewMatter("purchase_request", "Nyt system", attributes), acting=employee, at=NOW)

    return act


def consenting(world: World) -> Callable[[], object]:
    """Hvidovre's own matter ends, and its consent reaches the joint proposal in the same transaction."""
    with world.scope(""):
        coordinator = world.acting("", "coordinator")
        new = NewMatter("voluntary_initiative", "Sammen", {"effort_days": 10, "amount": Money.of(90_000)})
        joint = bring(new, acting=coordinator, at=NOW)
        entry = Choose("prepare", "put_to_members", coordinator.actor, NOW)
        joint, _ = move(joint, entry, acting=coordinator)
    head = world.acting(HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        own = NewMatter(
            "joint_consent",
            "Tilslutning",
            {"amount": Money.of(10_000), "new_appropriation": False},
            subject=joint.public_id,
            member=HVIDOVRE,
        )
        matter = bring(own, acting=head, at=NOW)
        step = matter.step

    def act() -> None:
        with world.scope(HVIDOVRE):
            move(matter, Choose(step, "consent", head.actor, NOW, reason="Ja."), acting=head)

    return act


def importing(world: World) -> Callable[[], object]:
    """The units and people of a workbook are taken in, once somebody has seen what they change."""
    by = By(str(world.people[HVIDOVRE, "head_of_digitalisation"]), NOW)
    with world.scope(HVIDOVRE):
        sent = SentFile("lister.xlsx", solrod_lists(), is_complete=False)
        upload = keep_upload(world.organisation(HVIDOVRE).pk, sent, NOW.date(), by)
        digest = preview(upload, NOW.date(), NOW).digest

    def act() -> None:
        with world.scope(HVIDOVRE):
            apply_upload(upload, digest, NOW.date(), by)

    return act


def _pool_and_grants(world: World) -> tuple[Bookkeeper, ledger.Voucher]:
    """A pool with money in it, and a voucher that pays some of it, dated back."""
    keeper = Bookkeeper.of(world.acting("", "coordinator"), NOW)
    with world.scope(""):
        levy, pool, grants = (
            open_account(NewAccount(kind, kind.value, kind.value), keeper=keeper)
            for kind in (ledger.Kind.LEVY, ledger.Kind.POOL, ledger.Kind.GRANTS)
        )
        day, before = NOW.date(), NOW.date() - timedelta(7)
        for on, key in ((before - timedelta(1), "first"), (day, "then")):
            lines = ledger.transfer(levy, pool, Money.of(1000))
            post(ledger.Voucher(on, "Bidrag", "levy", lines, key), keeper=keeper)
        lines = ledger.transfer(pool, grants, Money.of(300))
    return keeper, ledger.Voucher(before, "Bevilling", "grant", lines, "grant")


def posting(world: World) -> Callable[[], object]:
    """A grant is paid out of a pool, under a key: sent again, it is paid once."""
    keeper, voucher = _pool_and_grants(world)

    def act() -> None:
        with world.scope(""):
            post(voucher, keeper=keeper)

    return act


def reversing(world: World) -> Callable[[], object]:
    """The grant is taken back."""
    keeper, voucher = _pool_and_grants(world)
    with world.scope(""):
        paid = post(voucher, keeper=keeper)

    def act() -> None:
        with world.scope(""):
            reverse(paid.id, "Forkert", "back", keeper=keeper)

    return act


ACTS = {
    "deciding": deciding,
    "bringing": bringing,
    "consenting": consenting,
    "importing": importing,
    "posting": posting,
    "reversing": reversing,
}
SENT_AGAIN = {"posting": ("grant", 1), "reversing": ("back", 1)}


def faults() -> list[str]:
    """What does not fit together in the database as it is left."""
    found = []
    for organisation in [one.pk for one in list_organisations()]:
        with scope.within([organisation]):
            found += [f"journal: {broken}" for broken in [verify(organisation)[1]] if broken]
            found += [fault for matter in Matter.objects.all() for fault in _faults_of(matter)]
            found += [f"ledger: {one}" for one in compare_books(organisation, at=NOW)]
            found += [fault for upload in Upload.objects.all() for fault in _faults_of_lists(upload)]
    return found


def _faults_of_lists(upload: Upload) -> list[str]:
    """The units of the list are there, and the journal tells of it, exactly when it was taken in."""
    is_in = upload.applied_at is not None
    found = []
    if Unit.objects.exists() is not is_in:
        found.append("the list is taken in, and its units are not there; or the other way round")
    if Entry.objects.filter(action="organisations.import.applied").exists() is not is_in:
        found.append("the journal tells another story of the list than its row")
    return found


def _faults_of(matter: Matter) -> list[str]:
    stored = list(matter.events.order_by("sequence").values_list("sort", "event"))
    found = []
    if len(stored) != matter.events_count:
        found.append(f"{matter}: {len(stored)} events, the row says {matter.events_count}")
    if not stored:
        return found
    state = replay(stored_events.from_json(stored))
    if (state.step or "", state.end or "") != (matter.step, matter.end):
        found.append(f"{matter}: stands at {state.step}/{state.end}, the row says {matter.step}/{matter.end}")
    if len(state.decisions) != Decision.objects.filter(matter=matter).count():
        found.append(f"{matter}: decisions are missing in the register")
    answered = sum(bool(row.answer) for row in Consent.objects.filter(matter=matter))
    if answered != len(state.answers):
        found.append(f"{matter}: {len(state.answers)} answers, {answered} in rows")
    if Entry.objects.filter(subject_id=str(matter.public_id)).count() < len(stored):
        found.append(f"{matter}: the journal tells of fewer events than happened")
    return found


def effects() -> tuple[int, int]:
    """How much has happened: whether an act has had its effect."""
    return MatterEvent.everywhere().count(), Entry.everywhere().count()


def sent_again(name: str, act: Callable[[], object]) -> list[str]:
    """What has a key is sent again after the kill, twice: then it has happened once."""
    if name not in SENT_AGAIN:
        return []
    act()
    act()
    key, once = SENT_AGAIN[name]
    count = Voucher.everywhere().filter(key=key).count()
    return [*faults(), *([f"{key} is there {count} times"] if count != once else [])]


def copy_back() -> None:
    connection.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{DATABASE}{suffix}").unlink(missing_ok=True)
    shutil.copy(START, DATABASE)


def killed_at(act: Callable[[], object], at: int) -> bool:
    """Whether the act was cut off; it was not when it has fewer statements."""
    connection.close()
    child = os.fork()
    if child == 0:
        with connection.execute_wrapper(Killer(at)):
            act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def names_of(name: str) -> dict[str, Any]:
    """What each point of an act is called."""
    HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    act, watcher = ACTS[name](build_world()), Killer()
    with connection.execute_wrapper(watcher):
        act()
    return {"names": watcher.names}


def main(name: str, *, guarded: bool) -> dict[str, Any]:
    """Every point of one act."""
    HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    world = build_world()
    act = ACTS[name](world)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(DATABASE, START)
    before = effects()
    if not guarded:
        transaction.Atomic.__enter__ = lambda self: None  # type: ignore[method-assign]
        transaction.Atomic.__exit__ = lambda self, *_: None  # type: ignore[method-assign]
        type(connection).in_atomic_block = property(lambda self: True, lambda *_: None)  # type: ignore[assignment]
    points, broken, happened = 0, [], 0
    for at in range(1, MOST):
        copy_back()
        if not killed_at(act, at):
            break
        points += 1
        found = faults()
        after = effects()
        happened += after != before
        broken += [f"statement {at}: {one}" for one in found]
        if guarded:
            broken += [f"sent again after {at}: {one}" for one in sent_again(name, act)]
    copy_back()
    act()
    return {"points": points, "broken": broken, "left_something": happened, "works": effects() != before}


if __name__ == "__main__":
    if "--names" in sys.argv:
        print(json.dumps(names_of(sys.argv[1])))
    else:
        print(json.dumps(main(sys.argv[1], guarded="--without-transaction" not in sys.argv)))
