"""A process is killed at every statement it sends to the database: what is left must be all or nothing.

`python tests/faults/killing.py deciding [--without-transaction]` builds a small world in `SAMSPIL_HOME`, in a
file or in the PostgreSQL that `DATABASE_URL` names. For each statement of the act, and for its commit, it
forks a child that does the act and is killed (SIGKILL) just before that point; then it looks at what is left.
On SQLite each child has a copy of the file. On PostgreSQL nothing may be left, so that the next child
stands where the first did. Without the transaction half effects must show. Each point has a name: what is
done to which table.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "samspil.settings.dev"
HOME = Path(os.environ["SAMSPIL_HOME"])

import django

django.setup()

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from tests import ready_database
from tests.apps.world import build_world
from tests.conftest import APPLICATION
from tests.faults.acts import ACTS, SENT_AGAIN, Act
from tests.faults.fitting import faults

from samspil.apps.organisations.selectors import list_organisations
from samspil.core.errors import SamspilError
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.rows import OwnedRow

DATABASE = HOME / "samspil.sqlite3"
START = HOME / "start.sqlite3"
MOST = 600
EVERY = 10  # as often is what was killed sent again: it stands each time where it stood
COMMIT = "COMMIT"
TABLE = re.compile(r'(?:INTO|UPDATE|FROM) "?(\w+)"?')


def name_of(sql: str) -> str:
    """What a statement does to which table."""
    table = TABLE.search(sql)
    return " ".join([sql.split(maxsplit=1)[0], *([table[1]] if table else [])])


class Killer:
    """Kills this process just before its n-th point; told 0 it only names them all."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.names: list[str] = []

    def reached(self, name: str) -> None:
        """A point."""
        self.names.append(name)
        if len(self.names) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.reached(name_of(sql))
        return execute(sql, params, many, context)

    @contextmanager
    def beside(self) -> Generator[None]:
        """While an act is done: all that is asked, what is sent ahead, and the commit."""
        asked: Any = connection
        commit, ahead = asked._commit, getattr(asked, "send_ahead", None)

        def committed() -> None:
            self.reached(COMMIT)
            commit()

        def sent_ahead(sql: str, params: Sequence[Any]) -> None:
            self.reached(name_of(sql))
            assert ahead is not None
            ahead(sql, params)

        asked._commit = committed
        if ahead is not None:
            asked.send_ahead = sent_ahead
        with connection.execute_wrapper(self):
            yield


def effects() -> Mapping[str, int]:
    """How many rows each table has: whether an act has had its effect, or any part of it."""
    with scope.within([one.pk for one in list_organisations()]):
        tables = [one for one in apps.get_models() if issubclass(one, OwnedRow)]
        return {one._meta.label: one._default_manager.count() for one in tables}


def sent_again(name: str, act: Act) -> list[str]:
    """What is sent again after the kill, and once more: then it has happened once."""
    if name not in SENT_AGAIN:
        return []
    for _time in range(2):
        with suppress(SamspilError, ObjectDoesNotExist):  # a list that is taken in is taken in no more
            act()
    count, once = SENT_AGAIN[name]
    with scope.within([one.pk for one in list_organisations()]):
        found = count()
    return [*faults(), *([f"it is there {found} times"] if found != once else [])]


def copy_back() -> None:
    connection.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{DATABASE}{suffix}").unlink(missing_ok=True)
    shutil.copy(START, DATABASE)


def keep_start() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(DATABASE, START)


def killed_at(act: Act, at: int) -> bool:
    """Whether the act was cut off; it was not when it has fewer points."""
    connection.close()
    child = os.fork()
    if child == 0:
        with Killer(at).beside():
            act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0, "the act failed by itself"
    return os.WIFSIGNALED(status)


def with_tables() -> None:
    """The tables as their owner makes them; on PostgreSQL the acts are done by the application's role."""
    HOME.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        ready_database.tables_for(str(DATABASE))
        return
    ready_database.fill_postgres(os.environ["DATABASE_URL"])
    connection.settings_dict["OPTIONS"]["assume_role"] = APPLICATION
    connection.close()


def without_transaction() -> None:
    """The guard is off: each statement stands by itself."""
    transaction.Atomic.__enter__ = lambda self: None  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = lambda self, *_: None  # type: ignore[method-assign]
    type(connection).in_atomic_block = property(lambda self: True, lambda *_: None)  # type: ignore[assignment]


def main(name: str, *, guarded: bool) -> dict[str, Any]:
    """Every point of one act."""
    with_tables()
    act = ACTS[name](build_world())
    has_copies = connection.vendor == "sqlite"
    if has_copies:
        keep_start()
    before = effects()
    if not guarded:
        without_transaction()
    points, broken, happened, watcher = 0, [], 0, Killer()
    for at in range(1, MOST):
        if has_copies:
            copy_back()
        if not killed_at(act, at):
            break
        points += 1
        broken += [f"point {at}: {one}" for one in faults()]
        happened += effects() != before
        if broken and not (guarded and has_copies):
            break  # enough is known; on PostgreSQL the next would not stand where the first did
        if guarded and has_copies and at % EVERY == 1:
            broken += [f"sent again after {at}: {one}" for one in sent_again(name, act)]
    if has_copies:
        copy_back()
        with watcher.beside():
            act()
    elif guarded:
        broken += sent_again(name, act)  # the last child has done it
    works = effects() != before
    told = {"points": points, "broken": broken, "left_something": happened, "works": works}
    return {**told, "names": sorted(set(watcher.names))}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], guarded="--without-transaction" not in sys.argv)))
