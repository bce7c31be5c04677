"""Telling an address, with a server of our own at the other end."""

import hashlib
import hmac
import http.client
import json
import socket
import threading
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest
from tests.kit.conftest import Two

from samspil.kit.tenancy import scope
from samspil.kit.webhooks import calling
from samspil.kit.webhooks.addresses import Destination
from samspil.kit.webhooks.hooks import add_hook, stop_hook, tell
from samspil.kit.webhooks.models import Call, Hook
from samspil.kit.webhooks.types import CallState, News

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHO = UUID(int=7)
URL = "https://hooks.example.org/in"


class Listening(ThreadingHTTPServer):
    """Writes down what it is told and answers as it is asked to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.answer = 204
        self.is_silent = False
        self.told = threading.Event()


class Answering(BaseHTTPRequestHandler):
    server: Listening

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        self.send_response(self.server.answer)
        if self.server.answer == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        if self.server.is_silent:
            self.send_header("Content-Length", "1024")
            self.send_header("Connection", "close")
        self.end_headers()
        if self.server.is_silent:
            self.wfile.flush()
            self.server.told.wait(30)

    def log_message(self, *args: object) -> None:
        """In silence."""


@pytest.fixture
def other() -> Generator[Listening]:
    server = Listening()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.told.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook(two: Two) -> Generator[Hook]:
    with scope.within([two.ours.pk]):
        yield add_hook(two.ours.pk, "Journal system", URL, ["decisions"], (WHO, AT))


def news(number: int = 1, sort: str = "decisions") -> News:
    return News(f"event-{number}", sort, {}, AT)


def call(other: Listening, at: datetime = AT, worker: str = "w") -> int:
    def connect(to: Destination) -> http.client.HTTPConnection:
        assert to.address == "93.184.215.14"
        return http.client.HTTPConnection("127.0.0.1", other.server_port, timeout=5)

    return calling.call_due(worker, lambda: at, look_up=lambda *_: ["93.184.215.14"], connect=connect)


def test_an_event_is_told_once_and_signed(hook: Hook, other: Listening) -> None:
    for _ in range(2):
        tell(hook.organisation_id, news(), json.dumps({"id": "event-1"}))
    assert [call(other), call(other)] == [1, 0]
    (path, headers, body) = other.heard[0]
    said = f"{headers['Samspil-Event']}.{headers['Samspil-Timestamp']}.{body.decode()}"
    expected = hmac.new(hook.secret.encode(), said.encode(), hashlib.sha256).hexdigest()
    assert headers["Samspil-Signature"] == f"v1={expected}"
    assert (path, headers["Samspil-Timestamp"]) == ("/in", str(int(AT.timestamp())))


def test_what_an_address_did_not_ask_for_is_not_told(hook: Hook, other: Listening) -> None:
    tell(hook.organisation_id, news(sort="matters"), "{}")
    assert call(other) == 0


def test_another_organisation_is_not_told(hook: Hook, two: Two) -> None:
    with scope.within([two.ours.pk, two.theirs.pk]):
        tell(two.theirs.pk, news(), "{}")
        assert not Call.objects.exists()


def test_a_redirect_is_not_followed(hook: Hook, other: Listening) -> None:
    other.answer = 302
    tell(hook.organisation_id, news(), "{}")
    assert call(other) == 0
    assert [path for path, *_ in other.heard] == ["/in"]


def test_what_is_said_beside_the_answer_is_not_waited_for(hook: Hook, other: Listening) -> None:
    other.answer, other.is_silent = 200, True
    tell(hook.organisation_id, news(), "{}")
    assert call(other) == 1


def test_an_answer_that_is_not_well_is_tried_again_after_a_while(hook: Hook, other: Listening) -> None:
    other.answer = 503
    tell(hook.organisation_id, news(), "{}")
    call(other)
    other.answer = 200
    assert [call(other), call(other, AT + timedelta(minutes=1))] == [0, 1]
    hook.refresh_from_db()
    assert hook.failures == 0


def test_an_address_that_never_answers_well_is_told_no_more(hook: Hook, other: Listening) -> None:
    other.answer = 500
    for number in range(calling.STOP_AFTER + 1):
        tell(hook.organisation_id, news(number), "{}")
    for _ in range(2):
        call(other)
    hook.refresh_from_db()
    assert hook.stopped_at == AT
    assert not Call.objects.filter(state=CallState.WAITING.value).exists()
    tell(hook.organisation_id, news(99), "{}")
    assert not Call.objects.filter(event="event-99").exists()


def test_a_name_that_has_moved_inside_since_is_not_told(hook: Hook, other: Listening) -> None:
    tell(hook.organisation_id, news(), "{}")

    def never(to: Destination) -> http.client.HTTPConnection:
        raise AssertionError("connected")

    assert calling.call_due("w", lambda: AT, look_up=lambda *_: ["10.0.0.7"], connect=never) == 0
    assert Call.objects.get().answer == "url_inside"


def test_it_connects_to_the_address_that_was_checked_and_looks_nothing_up(
    monkeypatch: pytest.MonkeyPatch, other: Listening
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(socket, "create_connection", lambda where, timeout: asked.append(where))
    calling.connected(Destination("http", "hooks.example.org", 80, "/", "93.184.215.14"))
    assert asked == [("93.184.215.14", 80)]


def test_what_a_worker_that_died_held_is_told_by_another(hook: Hook, other: Listening) -> None:
    tell(hook.organisation_id, news(), "{}")
    Call.objects.update(state=CallState.HELD.value, worker="dead", held_until=AT + timedelta(minutes=1))
    assert call(other) == 0
    assert call(other, AT + timedelta(minutes=2)) == 1


def test_a_stopped_address_is_told_nothing_that_waited(hook: Hook, other: Listening) -> None:
    tell(hook.organisation_id, news(), "{}")
    stop_hook(hook.organisation_id, hook.public_id, "no longer used", AT)
    assert call(other) == 0
