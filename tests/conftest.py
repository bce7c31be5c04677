"""What holds for every test: nothing reaches the network, and nothing is skipped in silence."""

import ipaddress
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says nothing on a machine that does other work: what is to be quick is measured.
settings.register_profile("samspil", deadline=None)
settings.load_profile("samspil")

CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOOKING_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
LOCAL_NAMES = frozenset({"", "localhost", "ip6-localhost"})

attempts: list[str] = []


class NetworkReachedError(RuntimeError):
    """A test tried to reach another machine. Give it a local file, a fake or a server on 127.0.0.1."""


def is_local(host: object) -> bool:
    """Whether a name or address is this machine. A name that would have to be looked up is not."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name is None or name in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(name).split("%")[0]).is_loopback
    except ValueError:
        return False


def guard(event: str, args: tuple[object, ...]) -> None:
    """Stop what would leave the machine, below every library: Python asks before it opens a connection."""
    if event in CONNECTING:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a unix socket has a path, no host
    elif event in LOOKING_UP:
        host = args[0]
    else:
        return
    if not is_local(host):
        attempts.append(f"{event} {host}")
        raise NetworkReachedError(f"a test may not reach the network: {event} {host}")


sys.addaudithook(guard)


@pytest.fixture(autouse=True)
def network_stays_closed() -> Generator[list[str]]:
    """Fail the test that tried, even when the code under test swallowed the refusal."""
    attempts.clear()
    yield attempts
    if attempts:
        pytest.fail(f"a test may not reach the network: {', '.join(attempts)}", pytrace=False)


def skips_are_failures() -> bool:
    return os.environ.get("SAMSPIL_NO_SKIPS") == "1"


def refuse_a_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure. A test that is expected to fail is not a skip."""
    if skips_are_failures() and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"SAMSPIL_NO_SKIPS=1 allows no skip: {reason}"


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_a_skip(report)
    return report


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_a_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = len(terminalreporter.stats.get("skipped", []))
    if skipped:
        terminalreporter.write_sep(
            "!",
            f"{skipped} skipped: this run proves less than .ci/run, which allows no skip",
            yellow=True,
            bold=True,
        )


# --- PostgreSQL as in production: the tables have an owner; the application is another role and owns nothing.

APPLICATION = "samspil_app"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """The tables are there already when pytest-django comes to make them; see ready_database."""
    return not request.config.getvalue("create_db")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_keepdb: bool
) -> Generator[None]:
    """Tables are copied from where an earlier run or worker has put them, or made and put there."""
    from django.db import connection  # noqa: PLC0415
    from tests import ready_database  # noqa: PLC0415

    if not django_db_keepdb:
        yield
        return
    settings = connection.settings_dict
    name = settings["TEST"]["NAME"] or f"test_{settings['NAME']}"
    if connection.vendor == "sqlite":
        ready_database.tables_for(name)
        yield
        ready_database.throw_away(name)
        return
    ready_database.postgres_tables_for(name)
    yield
    ready_database.throw_away_from_postgres(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Generator[None]:
    """Migrations run as the owner; what is asked afterwards is asked as the application, in every thread."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "postgresql":
        yield
        connection.close()
        return
    options = connection.settings_dict["OPTIONS"]
    with django_db_blocker.unblock():
        options["assume_role"] = APPLICATION
        connection.close()
    yield
    with django_db_blocker.unblock():
        del options["assume_role"]  # only the owner may drop the database
        connection.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only PostgreSQL can show is left to `make test-postgres`, which `.ci/run` calls as well."""
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    left = [one for one in items if one.get_closest_marker("own_file" if on_postgres else "postgres")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [one for one in items if one not in left]


@contextmanager
def append_only_let_go(connection: Any) -> Generator[None]:
    """On SQLite tables are emptied by DELETE, which the journal's triggers refuse: they are off meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)


@contextmanager
def as_owner(connection: Any) -> Generator[None]:
    """On PostgreSQL only the owner may empty a table."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute(f"SET ROLE {APPLICATION}")


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied_between_tests() -> Generator[None]:
    """After a test with real transactions; nothing else gets past the walls.

    Django then writes down a permission for each table and verb, which takes long and nobody asks for.
    """
    from django.contrib.contenttypes.management import create_contenttypes  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.models.signals import post_migrate  # noqa: PLC0415

    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)

    past_the_wall = append_only_let_go if connection.vendor == "sqlite" else as_owner
    operations = type(connection.ops)
    plain = operations.execute_sql_flush

    def empty(self: Any, sql_list: list[str]) -> None:
        with past_the_wall(self.connection):
            plain(self, sql_list)

    operations.execute_sql_flush = empty  # type: ignore[method-assign, assignment]
    yield
    operations.execute_sql_flush = plain  # type: ignore[method-assign]
