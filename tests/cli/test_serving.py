"""What `samspil serve` starts."""

from __future__ import annotations

import pytest

from samspil.cli.running.serving import CONNECTIONS, THREADS, web_server


def said(command: list[str], option: str) -> str:
    return command[command.index(option) + 1]


def test_a_process_takes_on_little_more_than_it_works_on_and_leaves_the_rest_to_the_others() -> None:
    command = web_server("127.0.0.1:8000", workers=2)
    assert int(said(command, "--threads")) == THREADS
    assert int(said(command, "--worker-connections")) == CONNECTIONS
    assert THREADS < CONNECTIONS <= 100, "room for those that are kept open, but no long queue of its own"


def test_no_request_is_logged_where_nobody_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMSPIL_ACCESS_LOG", raising=False)
    assert "--access-logfile" not in web_server("127.0.0.1:8000", workers=1)


def test_requests_are_logged_where_the_surroundings_say_without_what_follows_the_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SAMSPIL_ACCESS_LOG", "-")
    command = web_server("127.0.0.1:8000", workers=1)
    assert said(command, "--access-logfile") == "-"
    assert "%(U)s" in said(command, "--access-logformat")
    assert "%(q)s" not in said(command, "--access-logformat")
