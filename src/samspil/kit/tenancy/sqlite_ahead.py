"""What gives no answer is asked of a file by a second thread, while what follows is being made.

A file's database works in the process that asks it, and without Python's lock: what makes rows and what keeps
them then have a processor each. Over a network `send_ahead` does the same.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

Ask = Callable[[CursorWrapper], None]
MOST: Final = 6  # portions that wait: enough that neither waits for the other, few enough to hold
_SWITCH_SECONDS: Final = 0.0005  # how soon the other thread gets Python's lock for its next portion


class _Ahead:
    """One connection while a second thread asks it as well."""

    def __init__(self, cursor: CursorWrapper) -> None:
        self._cursor, self._waiting = cursor, deque[Future[None]]()
        self._thread = ThreadPoolExecutor(1, initializer=self._begin)
        self._ident = 0

    def _begin(self) -> None:
        self._ident = threading.get_ident()

    def send(self, ask: Ask) -> None:
        """In the order in which they are sent; whoever is far ahead waits."""
        while len(self._waiting) >= MOST:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(ask, self._cursor))

    def hear(self) -> None:
        """Wait until all is done, or until something was refused."""
        while self._waiting:
            self._waiting.popleft().result()

    def first_hear(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """Whatever else is asked comes after all that was sent."""
        if threading.get_ident() != self._ident:
            self.hear()
        return execute(*asked)

    def end(self) -> None:
        """Where something has failed already, what else fails is no news."""
        for one in self._waiting:
            one.cancel()
        with suppress(Exception):
            self.hear()
        self._thread.shutdown()


_AHEAD: ContextVar[_Ahead | None] = ContextVar("ahead", default=None)


@contextmanager
def asking_ahead() -> Generator[None]:
    """What is asked by `ask` is done meanwhile, in order, and all of it when this is left.

    Within a transaction: what is refused is heard with a later question, or here.
    """
    with connection.cursor() as cursor:
        ahead = _Ahead(cursor)
        was, token = sys.getswitchinterval(), _AHEAD.set(ahead)
        sys.setswitchinterval(_SWITCH_SECONDS)
        try:
            with connection.execute_wrapper(ahead.first_hear):
                yield
                ahead.hear()
        finally:
            ahead.end()
            sys.setswitchinterval(was)
            _AHEAD.reset(token)


def ask(asked: Ask) -> None:
    """Ask a file what gives no answer: meanwhile where that is so, else at once."""
    ahead = _AHEAD.get()
    if ahead is not None:
        ahead.send(asked)
        return
    with connection.cursor() as cursor:
        asked(cursor)
