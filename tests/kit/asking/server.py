"""A system of our own at the other end of a real socket: answers as told, and writes down what it heard."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from samspil.kit.asking.asking import Around
from samspil.kit.webhooks.addresses import Destination

OUTSIDE = "1.1.1.1"  # an address on the open net: the guard lets it pass, and nobody connects to it


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered; ``claims`` is a length that is not true, ``drips`` seconds between single bytes."""

    body: bytes = b"[]"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    claims: int | None = None
    drips: float = 0.0


class Answering(ThreadingHTTPServer):
    """Asks a function what to answer to the address and the headers that it hears."""

    daemon_threads = True

    def __init__(self, answers: Callable[[str, Mapping[str, str]], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.heard: list[tuple[str, dict[str, str]]] = []

    def around(self) -> Around:
        """The world as it is, but that every name leads here. Time passes as pauses are asked for."""
        passed = [0.0]

        def pause(seconds: float) -> None:
            passed[0] += seconds

        return Around(
            lambda: time.monotonic() + passed[0], pause, lambda _host, _port: [OUTSIDE], self.connect
        )

    def connect(self, _to: Destination) -> HTTPConnection:
        link = HTTPConnection("127.0.0.1", self.server_port, timeout=5)
        link.connect()
        return link


class _Handler(BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        self.server.heard.append((self.path, dict(self.headers)))
        said = self.server.answers(self.path, dict(self.headers))
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body) if said.claims is None else said.claims))
        self.end_headers()
        try:
            if said.drips:
                for one in said.body:
                    self.wfile.write(bytes([one]))
                    time.sleep(said.drips)
            else:
                self.wfile.write(said.body)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """In silence."""


@contextmanager
def answering(answers: Callable[[str, Mapping[str, str]], Answer]) -> Generator[Answering]:
    """A server while it lasts."""
    server = Answering(answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
