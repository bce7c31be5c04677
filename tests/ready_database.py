"""What takes most of a short run is done once and kept: migrated tables, and the rows of the small world.

What is kept lies in ``build/test-database`` under a digest of all that it was made from, so it is made anew
when a migration or a service changes; ``make clean`` and ``pytest --create-db`` make it anew too. The workers
of a run wait for the first of them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools.postgres import find_binaries

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "samspil"
FOLDER = ROOT / "build" / "test-database"
MADE_ELSEWHERE = frozenset({"__pycache__", "static"})
KEPT = 6


def what_makes_tables() -> list[Path]:
    """Migrations, and what they are written with."""
    migrations = SOURCES.glob("**/migrations/*.py")
    return [ROOT / "requirements.lock", *migrations, *_in(SOURCES / "kit"), *_in(SOURCES / "settings")]


def what_makes_the_world() -> list[Path]:
    """Whatever could change a row: all that runs, and the world itself."""
    return [ROOT / "requirements.lock", *(ROOT / "tests" / "apps").glob("*.py"), *_in(SOURCES)]


def _in(folder: Path) -> list[Path]:
    files = (one for one in folder.rglob("*") if one.suffix != ".mo" and one.is_file())
    return [one for one in files if not MADE_ELSEWHERE & set(one.parts)]


def digest_of(files: Iterable[Path], root: Path = ROOT) -> str:
    """Another when a file is another, is called otherwise, comes or goes; and for another Python."""
    whole = hashlib.sha256(sys.version.encode())
    for path in sorted(set(files)):
        whole.update(f"\0{path.relative_to(root)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:20]


@contextmanager
def one_at_a_time(name: str) -> Generator[None]:
    """Nobody else is between the same two lines, in any process. Who dies lets go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def keep(path: Path, write: Callable[[Path], object]) -> None:
    """Put a file there whole or not at all, and throw away those that have not been asked for the longest."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        write(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    alike = sorted(FOLDER.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in alike[KEPT:]:
        old.unlink(missing_ok=True)


def found(path: Path) -> bool:
    if not path.exists():
        return False
    path.touch()
    return True


def tables_for(name: str) -> None:
    """A database by this name that has all tables and no row, for one who changes it. SQLite only."""
    ready = FOLDER / f"{digest_of(what_makes_tables())}.sqlite3"
    with one_at_a_time("tables"):
        if not found(ready):
            keep(ready, lambda beside: _migrate(f"sqlite:///{beside}"))
        throw_away(name)
        shutil.copyfile(ready, name)


def postgres_tables_for(name: str) -> None:
    """The same on the PostgreSQL of ``DATABASE_URL``; there they are kept as what pg_dump writes of them."""
    throw_away_from_postgres(name)
    _psql(_on_the_server("postgres"), "-c", f'CREATE DATABASE "{name}"')
    fill_postgres(_on_the_server(name))


def fill_postgres(url: str) -> None:
    """All tables and no row, into an empty database."""
    ready = FOLDER / f"{digest_of(what_makes_tables())}.sql"
    with one_at_a_time("tables"):
        if not found(ready):
            keep(ready, _dump)
    _psql(url, "-f", str(ready))


def throw_away_from_postgres(name: str) -> None:
    _psql(_on_the_server("postgres"), "-c", f'DROP DATABASE IF EXISTS "{name}"')


def _dump(path: Path) -> None:
    """Migrated in a database of its own. Rows that are held by row security are none yet."""
    name = f"ready_{os.getpid()}"
    url = _on_the_server(name)
    _psql(_on_the_server("postgres"), "-c", f'CREATE DATABASE "{name}"')
    _migrate(url)
    _program("pg_dump", "--inserts", "--enable-row-security", f"--file={path}", url)
    throw_away_from_postgres(name)


def _on_the_server(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _psql(url: str, *words: str) -> None:
    _program("psql", "-X", "-q", "-o", os.devnull, "-v", "ON_ERROR_STOP=1", "-d", url, *words)


def _program(program: str, *words: str) -> None:
    binaries = find_binaries()
    assert binaries, "PostgreSQL's own programs are not here"
    subprocess.run([str(binaries / program), *words], check=True)


def _migrate(url: str) -> None:
    """In a process of its own: this one may be kept from databases, or be about another."""
    around = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "samspil.settings.test",
        "PYTHONPATH": str(SOURCES.parent),
    }
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, env=around)


def throw_away(name: str) -> None:
    for part in ("", "-wal", "-shm"):
        Path(f"{name}{part}").unlink(missing_ok=True)


def once(make: Callable[[], Any], vendor: str = "sqlite") -> Any:
    """What ``make`` gives for the world, made in this run or an earlier one on the same sort of database."""
    path = FOLDER / f"{digest_of(what_makes_the_world())}.{vendor}.world"
    with one_at_a_time("world"):
        if found(path):
            return pickle.loads(path.read_bytes())
        made = make()
        keep(path, lambda beside: beside.write_bytes(pickle.dumps(made)))
        return made
