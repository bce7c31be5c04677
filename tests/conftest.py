"""What holds for every test: nothing reaches the network, and nothing is skipped in silence."""

import ipaddress
import os
import sys
from collections.abc import Generator

import pytest

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


@pytest.fixture(autouse=True, scope="session")
def emptying_lets_go_of_append_only_tables() -> Generator[None]:
    """On SQLite a test with real transactions empties tables by DELETE, which the journal's triggers refuse.

    Only the emptying between tests takes the triggers off and puts them back.
    """
    from django.db.backends.sqlite3.operations import DatabaseOperations  # noqa: PLC0415

    plain = DatabaseOperations.execute_sql_flush

    def empty(self: DatabaseOperations, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            plain(self, sql_list)
            for _, sql in triggers:
                cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = empty  # type: ignore[method-assign]
    yield
    DatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]
