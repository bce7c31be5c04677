"""One question after another to one system, until it is answered or a limit is met."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from samspil.core.errors import ProblemsError
from samspil.kit.webhooks.addresses import (
    Destination,
    Resolve,
    UnsafeAddressError,
    destination,
    read_url,
    resolve,
)
from samspil.kit.webhooks.calling import Connect, connected

LONGEST_TOKEN: Final = 8000
_PORTION: Final = 1 << 16
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_NOT_LET_IN: Final = frozenset({401, 403})
_LONGEST_PAUSE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much and how often, of one answer and of all together."""

    seconds: float = 30.0
    seconds_in_all: float = 180.0
    bytes: int = 20_000_000
    bytes_in_all: int = 150_000_000
    tries: int = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What is outside: names, connections, time. A test gives its own."""

    clock: Callable[[], float]
    pause: Callable[[float], None]
    look_up: Resolve = resolve
    connect: Connect = connected


def outside() -> Around:
    """The world as it is."""
    return Around(time.monotonic, time.sleep)


class _TryAgainError(Exception):
    """It may go better in a moment; ``code`` says what it is where it does not."""

    def __init__(self, code: str, said: str, after: float = 0.0) -> None:
        self.code, self.said, self.after = code, said, after
        super().__init__(code)


def plain_address(url: str, hosts: frozenset[str]) -> str:
    """The address of a system that may be asked, as ``https://host``.

    Raises:
        ProblemsError: ``other_system_address``, where it is not https, not allowed, or more than a host.
    """
    said = url.strip().rstrip("/").removesuffix("/api/v2").rstrip("/")
    try:
        told = read_url(said)
    except UnsafeAddressError as error:
        raise ProblemsError.of("other_system_address", hosts=", ".join(sorted(hosts))) from error
    if told.scheme != "https" or told.path != "/" or told.host not in hosts or urlsplit(said).query:
        raise ProblemsError.of("other_system_address", hosts=", ".join(sorted(hosts)))
    return f"https://{told.host}"


def plain_token(token: str) -> str:
    """What proves who asks, as it goes into a header: without the word before it, and nothing but signs.

    Raises:
        ProblemsError: ``other_system_token``; what was written is not told.
    """
    words = token.split()
    if len(words) == 2 and words[0].casefold() == "bearer":
        del words[0]
    if (
        len(words) != 1
        or len(words[0]) > LONGEST_TOKEN
        or not (words[0].isascii() and words[0].isprintable())
    ):
        raise ProblemsError.of("other_system_token")
    return words[0]


class Asking:
    """Questions to one system with one token. It is kept in memory and is told in no error."""

    def __init__(self, base: str, token: str, around: Around, limits: Limits | None = None) -> None:
        self._base, self._around, self._limits = base, around, limits or Limits()
        self._headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            "User-Agent": "Samspil",
        }
        self._over_at = around.clock() + self._limits.seconds_in_all
        self._bytes = 0

    def __repr__(self) -> str:
        return f"Asking({self._base!r})"

    def get(self, path: str) -> Any:
        """What the system answers, tried again while it is busy or cut off.

        Raises:
            ProblemsError: it does not answer, does not let us in, answers something else, or a limit is met.
        """
        tries = self._limits.tries
        for number in range(1, tries + 1):
            try:
                return self._once(path)
            except _TryAgainError as error:
                if number == tries:
                    raise ProblemsError.of(error.code, said=error.said, tries=tries) from None
                self._wait(max(error.after, float(2 ** (number - 1))))
        raise AssertionError

    def _wait(self, seconds: float) -> None:
        pause = min(seconds, _LONGEST_PAUSE)
        if self._around.clock() + pause >= self._over_at:
            raise _too_slow(self._limits)
        self._around.pause(pause)

    def _once(self, path: str) -> Any:
        left = self._over_at - self._around.clock()
        if left <= 0:
            raise _too_slow(self._limits)
        try:
            to = destination(f"{self._base}{path}", self._around.look_up)
        except UnsafeAddressError as error:
            if error.code == "url_unknown":
                raise _TryAgainError("other_system_unreachable", error.code) from None
            raise ProblemsError.of("other_system_inside") from None
        status, retry_after, body = self._answer(to, min(left, self._limits.seconds))
        if status in _NOT_LET_IN:
            raise ProblemsError.of("other_system_refuses_token", status=status)
        if status in _BUSY:
            raise _TryAgainError("other_system_busy", str(status), _seconds(retry_after))
        if status != 200:
            raise ProblemsError.of("other_system_answered", status=status)
        return _read(body)

    def _answer(self, to: Destination, seconds: float) -> tuple[int, str, bytes]:
        """The status, when to come again, and what was said."""
        over = None
        try:
            link = self._around.connect(to)
            over = threading.Timer(seconds, _cut, [link.sock])  # an answer may also come a byte at a time
            over.daemon = True
            over.start()
            try:
                link.request("GET", to.path, headers=self._headers)
                answer = link.getresponse()
                body = self._body(answer) if answer.status == 200 else b""
                return answer.status, answer.getheader("Retry-After", "") or "", body
            finally:
                link.close()
        except (OSError, http.client.HTTPException) as error:
            raise _TryAgainError("other_system_unreachable", type(error).__name__) from None
        finally:
            if over is not None:
                over.cancel()

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        """All of it, a portion at a time, so that nothing larger than allowed is taken into memory."""
        found = bytearray()
        while portion := answer.read(_PORTION):
            found += portion
            self._bytes += len(portion)
            if len(found) > self._limits.bytes or self._bytes > self._limits.bytes_in_all:
                raise ProblemsError.of("other_system_too_large", limit=self._limits.bytes // 1_000_000)
        length = answer.getheader("Content-Length")
        if length is not None and length.isdigit() and len(found) < int(length):
            raise http.client.IncompleteRead(bytes(found[:0]))
        return bytes(found)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _TryAgainError("other_system_not_json", "") from None


def _no_number(name: str) -> float:
    raise ValueError(name)


def _seconds(retry_after: str) -> float:
    """How long to wait, where that is said in seconds; a day or nonsense says nothing."""
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0


def _too_slow(limits: Limits) -> ProblemsError:
    return ProblemsError.of("other_system_too_slow", seconds=int(limits.seconds_in_all))


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
