"""A PostgreSQL of one's own for as long as a command runs: in a temporary folder, on a socket, thrown away.

    python tools/postgres.py .venv/bin/python -m pytest tests/apps

The command finds it by ``DATABASE_URL``. Nothing is installed and no port is opened. The server does not run
as root: root hands it to an ordinary user. Two roles, as in production: ``samspil_owner`` owns the tables;
``samspil_app`` owns nothing and reads and writes what row-level security lets it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

BINARIES: Final = (Path("/usr/lib/postgresql/15/bin"), Path("/usr/lib/postgresql"))
ORDINARY_USERS: Final = ("postgres", "nobody")
SUPERUSER: Final = "postgres"
OWNER: Final = "samspil_owner"
APP: Final = "samspil_app"

# What an installation does once. Default privileges in template1 are inherited by every database made here.
ROLES: Final = f"""
CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS IN ROLE {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APP};
"""
# Nothing here outlives the command; a measurement of writes asks for a server that keeps its word.
FORGETFUL: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def find_binaries() -> Path | None:
    """Where PostgreSQL's programs are; nothing where it is not installed."""
    asked = os.environ.get("SAMSPIL_POSTGRES_BIN")
    if asked:
        return Path(asked)
    beside = shutil.which("initdb")
    found = [path for home in BINARIES for path in (home, *sorted(home.glob("*/bin"), reverse=True))]
    found += [Path(beside).parent] if beside else []
    return next((path for path in found if (path / "initdb").exists()), None)


class Cluster:
    """A server that runs inside a ``with``.

    ``lasting``: it waits for the disk, as a real one does. ``bare``: without roles and database of ours.
    """

    def __init__(self, *, lasting: bool = False, bare: bool = False) -> None:
        binaries = find_binaries()
        if binaries is None:
            raise SystemExit("PostgreSQL is not here. Debian: apt-get install postgresql")
        self._binaries = binaries
        self._user = _ordinary_user()
        self._settings = () if lasting else FORGETFUL
        self._bare = bare

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="samspil-postgres-"))
        if self._user:
            os.chown(self.folder, pwd.getpwnam(self._user).pw_uid, pwd.getpwnam(self._user).pw_gid)
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "stop", "--pgdata", self._data, "--mode", "immediate", "--silent")
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _start(self) -> None:
        self._run(
            "initdb", "--pgdata", self._data, "--username", SUPERUSER, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        )  # fmt: skip
        settings = ["listen_addresses=''", f"unix_socket_directories='{self.folder}'", "max_connections=100"]
        options = " ".join(f"-c {one}" for one in [*settings, *self._settings])
        self._run(
            "pg_ctl", "start", "--pgdata", self._data, "--options", options, "--wait", "--silent",
            "--log", str(self.folder / "log"),
        )  # fmt: skip
        if self._bare:
            return
        self.sql(ROLES, database="template1")
        self.sql(f"CREATE DATABASE samspil OWNER {OWNER}", database="postgres")

    def sql(self, text: str, database: str = "samspil", user: str = SUPERUSER) -> str:
        """Run SQL with psql, stopping at the first error."""
        return self.run(
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", database, text=text
        )

    def run(self, program: str, *arguments: str, text: str = "") -> str:
        """Run one of PostgreSQL's own programs against this server."""
        return self._run(program, "-h", str(self.folder), *arguments, text=text)

    def _run(self, program: str, *arguments: str, text: str = "") -> str:
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            input=text,
            text=True,
            capture_output=program != "pg_ctl",  # the server would hold the pipe open
            check=False,
            cwd="/",
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout or ''}{done.stderr or ''}")
        return (done.stdout or "").strip()

    def url(self, user: str = OWNER, database: str = "samspil") -> str:
        """What ``DATABASE_URL`` should say."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder), safe='')}"


def _ordinary_user() -> str | None:
    """Whom root hands the server to; nobody where we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in ORDINARY_USERS if name in known)


def main(command: list[str]) -> int:
    """Run a command with a server beside it."""
    if not command:
        print("usage: python tools/postgres.py COMMAND [ARGUMENT ...]", file=sys.stderr)
        return 2
    with Cluster() as cluster:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": cluster.url()})


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
