"""The two promises of tests/conftest.py, tried on small test runs of their own."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

CONFTEST = (Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8")
Run = Callable[..., pytest.RunResult]

SKIPS = {
    "test_skips_itself": "import pytest\ndef test_it():\n    pytest.skip('no chromium')\n",
    "test_skips_by_mark": "import pytest\n@pytest.mark.skip(reason='no xmlsec')\ndef test_it(): pass\n",
    "test_skips_its_file": "import pytest\npytest.skip('no postgres', allow_module_level=True)\n",
}
REASONS = ("no chromium", "no xmlsec", "no postgres")


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run test files under our conftest, in a process of its own."""
    pytester.makeconftest(CONFTEST)

    def run_files(files: dict[str, str], *arguments: str, no_skips: bool) -> pytest.RunResult:
        monkeypatch.setenv("SAMSPIL_NO_SKIPS", "1" if no_skips else "0")
        pytester.makepyfile(**files)
        return pytester.runpytest_subprocess("-ra", "-p", "no:cacheprovider", *arguments)

    return run_files


def test_a_test_that_reaches_the_network_fails(run: Run) -> None:
    result = run(
        {
            "test_reach": """
            import contextlib, socket, urllib.request
            import pytest

            ADDRESS = ("192.0.2.1", 9)

            @pytest.mark.parametrize("reach", [
                lambda: socket.socket().connect(ADDRESS),
                lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 9)),
                lambda: socket.create_connection(ADDRESS, timeout=1),
                lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ADDRESS),
                lambda: socket.getaddrinfo("municipality.example", 443),
                lambda: socket.gethostbyname("municipality.example"),
                lambda: urllib.request.urlopen("https://192.0.2.1"),
            ])
            def test_it(reach):
                with contextlib.suppress(Exception):  # the refusal is swallowed: the test fails all the same
                    reach()
            """
        },
        no_skips=False,
    )
    result.assert_outcomes(passed=7, errors=7)
    result.stdout.fnmatch_lines(["*a test may not reach the network: socket.connect 192.0.2.1*"])


def test_the_refusal_says_what_was_tried(network_stays_closed: list[str]) -> None:
    with pytest.raises(
        RuntimeError, match=r"may not reach the network: socket.getaddrinfo municipality\.example"
    ):
        socket.getaddrinfo("municipality.example", 443)
    network_stays_closed.clear()


def test_this_machine_may_be_reached(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as unix_server, socket.socket(socket.AF_UNIX) as client:
        unix_server.bind(path)
        unix_server.listen()
        client.connect(path)


def test_a_skip_is_loud(run: Run) -> None:
    result = run(SKIPS, no_skips=False)
    result.assert_outcomes(skipped=3)
    result.stdout.fnmatch_lines(["*3 skipped: this run proves less*"])
    for reason in REASONS:
        result.stdout.fnmatch_lines([f"SKIPPED*{reason}"])


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["alone", "side by side"])
def test_where_no_skip_is_allowed_a_skip_fails_the_run(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(SKIPS, "--continue-on-collection-errors", *arguments, no_skips=True)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "skipped" not in result.parseoutcomes()
    for reason in REASONS:
        result.stdout.fnmatch_lines([f"*SAMSPIL_NO_SKIPS=1 allows no skip: *{reason}*"])


def test_an_expected_failure_is_not_a_skip(run: Run) -> None:
    expected = "import pytest\n@pytest.mark.xfail\ndef test_it():\n    assert False\n"
    run({"test_expected": expected}, no_skips=True).assert_outcomes(xfailed=1)
