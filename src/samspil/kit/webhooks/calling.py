"""Telling an address: signed, to the very address that was checked, tried again, stopped in the end."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import logging
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from samspil.kit.jobs.waiting import pause_after
from samspil.kit.webhooks.addresses import Destination, Resolve, UnsafeAddressError, destination, resolve
from samspil.kit.webhooks.models import Call, Hook
from samspil.kit.webhooks.types import CallState

HOLD: Final = timedelta(minutes=2)
SECONDS: Final = 10
SECONDS_IN_ALL: Final = 20
PORTION: Final = 50
MOST_FAILURES: Final = 10
# Calls that failed in a row, over all events, before an address is told no more.
STOP_AFTER: Final = 50
_log = logging.getLogger(__name__)

Connect = Callable[[Destination], http.client.HTTPConnection]


def signature(secret: str, event: str, stamp: int, body: str) -> str:
    """What proves that we said it, and when: HMAC-SHA256 over ``event.stamp.body``."""
    said = f"{event}.{stamp}.{body}".encode()
    return "v1=" + hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def call_due(
    worker: str,
    clock: Callable[[], datetime],
    *,
    look_up: Resolve = resolve,
    connect: Connect | None = None,
) -> int:
    """Tell what is due in the scope that is open; how many answered well."""
    now = clock()
    lost = Call.objects.filter(state=CallState.HELD.value, held_until__lt=now)
    lost.update(state=CallState.WAITING.value, worker="")
    due = Call.objects.filter(state=CallState.WAITING.value, send_at__lte=now)
    ids = list(due.order_by("send_at", "id").values_list("id", flat=True)[:PORTION])
    due.filter(pk__in=ids).update(state=CallState.HELD.value, worker=worker, held_until=now + HOLD)
    mine = Call.objects.filter(pk__in=ids, state=CallState.HELD.value, worker=worker)
    done = 0
    for call in mine.select_related("hook").order_by("id"):
        if clock() < now + HOLD:  # who is slow leaves the rest to the next round
            done += _tell(call, clock, look_up, connect or connected)
    return done


def _tell(call: Call, clock: Callable[[], datetime], look_up: Resolve, connect: Connect) -> bool:
    try:
        status = _post(call, destination(call.hook.url, look_up), int(clock().timestamp()), connect)
    except UnsafeAddressError as error:
        return _failed(call, error.code, clock())
    except (OSError, http.client.HTTPException) as error:
        return _failed(call, type(error).__name__, clock())
    if not 200 <= status < 300:  # a redirect is an answer that is not well: it is never followed
        return _failed(call, str(status), clock())
    Call.objects.filter(pk=call.pk).update(
        state=CallState.DONE.value, answer=str(status), done_at=clock(), body=""
    )
    Hook.objects.filter(pk=call.hook_id).update(failures=0)
    return True


def _post(call: Call, to: Destination, stamp: int, connect: Connect) -> int:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Samspil",
        "Samspil-Event": call.event,
        "Samspil-Timestamp": str(stamp),
        "Samspil-Signature": signature(call.hook.secret, call.event, stamp, call.body),
    }
    link = connect(to)
    over = threading.Timer(SECONDS_IN_ALL, _cut, [link])  # its head may come a byte at a time
    over.start()
    try:
        link.request("POST", to.path, call.body.encode(), headers)
        return link.getresponse().status  # what is said besides is not waited for
    finally:
        over.cancel()
        link.close()


def _cut(link: http.client.HTTPConnection) -> None:
    if link.sock is not None:
        with contextlib.suppress(OSError):
            link.sock.shutdown(socket.SHUT_RDWR)


def connected(to: Destination) -> http.client.HTTPConnection:
    """A connection to the address that was checked; no name is looked up again."""
    plain = socket.create_connection((to.address, to.port), timeout=SECONDS)
    link: http.client.HTTPConnection
    if to.scheme == "http":
        link = http.client.HTTPConnection(to.host, to.port, timeout=SECONDS)
        link.sock = plain
        return link
    link = http.client.HTTPSConnection(to.host, to.port, timeout=SECONDS)
    link.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=to.host)
    return link


def _failed(call: Call, why: str, now: datetime) -> bool:
    failures = call.failures + 1
    over = failures >= MOST_FAILURES
    Call.objects.filter(pk=call.pk).update(
        state=(CallState.GIVEN_UP if over else CallState.WAITING).value,
        failures=failures,
        answer=why[:200],
        send_at=now + pause_after(failures),
        worker="",
    )
    Hook.objects.filter(pk=call.hook_id).update(failures=F("failures") + 1)
    stopped = Hook.objects.filter(pk=call.hook_id, failures__gte=STOP_AFTER, stopped_at=None)
    if stopped.update(stopped_at=now, stopped_because=why[:200]):
        _log.warning("an address is told no more after %s failures", STOP_AFTER)
        waiting = Call.objects.filter(hook_id=call.hook_id, state=CallState.WAITING.value)
        waiting.update(state=CallState.GIVEN_UP.value)
    return False
