"""Many requests at once from one thread, each on a connection of its own, with as little work as may be.

Whoever plays the people sits on the same processors as what is measured: an event loop with its tasks and
streams took a tenth of them. Here one request is a socket, a few system calls and an entry in a heap.
"""

from __future__ import annotations

import heapq
import selectors
import socket
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

_PORTION = 1 << 17


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how long; status 0 is a connection that ended without one."""

    status: int
    seconds: float


Then = Callable[[Answer], None]


@dataclass(slots=True)
class _Asked:
    begun: float
    then: Then
    status: int = 0


class Line:
    """What is to be asked, when, and what is under way."""

    def __init__(self, port: int) -> None:
        self._address = ("127.0.0.1", port)
        self._under_way = selectors.DefaultSelector()
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._number = 0
        self._room = bytearray(_PORTION)

    def ask(self, request: bytes, then: Then) -> None:
        """Send a request; its answer goes to ``then``."""
        begun = perf_counter()
        line = socket.create_connection(self._address)
        line.sendall(request)
        line.setblocking(False)
        self._under_way.register(line, selectors.EVENT_READ, _Asked(begun, then))

    def at(self, moment: float, do: Callable[[], None]) -> None:
        """Do something at a moment of ``perf_counter``."""
        self._number += 1
        heapq.heappush(self._later, (moment, self._number, do))

    def run(self) -> None:
        """Until nothing is to be done and nothing is under way."""
        while self._later or self._under_way.get_map():
            while self._later and self._later[0][0] <= perf_counter():
                heapq.heappop(self._later)[2]()
            wait = max(0.0, self._later[0][0] - perf_counter()) if self._later else None
            for key, _ in self._under_way.select(wait):
                self._read(key)

    def _read(self, key: selectors.SelectorKey) -> None:
        line: socket.socket = key.fileobj  # type: ignore[assignment]
        asked: _Asked = key.data
        try:
            count = line.recv_into(self._room)
        except BlockingIOError:
            return
        except OSError:
            count = 0
        if count and not asked.status:
            asked.status = int(self._room[9:12])
        if not count:
            self._under_way.unregister(line)
            line.close()
            asked.then(Answer(asked.status, perf_counter() - asked.begun))
