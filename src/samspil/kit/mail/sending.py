"""Sending letters: each by one worker, tried again when the server does not answer, never twice."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from django.core.mail import get_connection

from samspil.core.errors import SamspilError
from samspil.kit.jobs.waiting import pause_after
from samspil.kit.mail.envelope import envelope
from samspil.kit.mail.models import Letter
from samspil.kit.mail.types import LetterState

HOLD: Final = timedelta(minutes=5)
PORTION: Final = 50
MOST_FAILURES: Final = 12  # with the pauses between: about a day
_log = logging.getLogger(__name__)


class ServerAwayError(SamspilError):
    """Nobody answers: the other letters need not try now."""


def send_due(worker: str, clock: Callable[[], datetime]) -> int:
    """Send what is due in the scope that is open; how many letters went out.

    Args:
        worker: who sends; several may at the same time.
        clock: what time it is.
    """
    let_go(clock())
    sent = 0
    try:
        for group in _groups(_hold(worker, clock())):
            sent += _send(group, worker, clock)
    except ServerAwayError as away:
        _log.warning("the mail server does not answer: %s", away)
    finally:
        held = Letter.objects.filter(state=LetterState.HELD.value, worker=worker)
        held.update(state=LetterState.WAITING.value, worker="")
    return sent


def let_go(now: datetime) -> None:
    """What a worker that died held is free again; what it had handed over is not sent by guess."""
    lost = Letter.objects.filter(held_until__lt=now)
    lost.filter(state=LetterState.HELD.value).update(state=LetterState.WAITING.value, worker="")
    handed = lost.filter(state=LetterState.HANDED.value)
    unsure = handed.update(state=LetterState.UNCERTAIN.value, text="", error="the worker stopped")
    if unsure:
        _log.warning("%s letters may or may not have been sent", unsure)


def _hold(worker: str, now: datetime) -> list[Letter]:
    due = Letter.objects.filter(state=LetterState.WAITING.value, send_at__lte=now)
    ids = list(due.order_by("send_at", "id").values_list("id", flat=True)[:PORTION])
    due.filter(pk__in=ids).update(state=LetterState.HELD.value, worker=worker, held_until=now + HOLD)
    mine = Letter.objects.filter(pk__in=ids, state=LetterState.HELD.value, worker=worker)
    return list(mine.select_related("account", "organisation").order_by("in_digest", "account_id", "id"))


def _groups(letters: list[Letter]) -> Iterator[list[Letter]]:
    """A letter by itself, or an account's digest."""
    for (in_digest, _account), group in groupby(letters, lambda one: (one.in_digest, one.account_id)):
        found = list(group)
        if in_digest:
            yield found
        else:
            yield from ([one] for one in found)


def _send(group: list[Letter], worker: str, clock: Callable[[], datetime]) -> int:
    now = clock()
    mine = Letter.objects.filter(pk__in=[one.pk for one in group], worker=worker)
    handed = mine.filter(state=LetterState.HELD.value, held_until__gt=now).update(
        state=LetterState.HANDED.value, held_until=now + HOLD
    )
    if handed != len(group):  # we were slow and another has some of them: let the rest wait its turn
        mine.filter(state=LetterState.HANDED.value).update(state=LetterState.WAITING.value)
        return 0
    held = mine.filter(state=LetterState.HANDED.value)
    try:
        with get_connection() as server:
            envelope(group, server).send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        if all(code >= 500 for code in codes):
            held.update(state=LetterState.REFUSED.value, text="", error=f"the address was refused: {codes}")
        else:
            _again(group, str(codes), clock())
        return 0
    except smtplib.SMTPResponseException as error:
        _again(group, f"{error.smtp_code} {error.smtp_error!r}", clock())
        return 0
    except (OSError, smtplib.SMTPException) as error:
        _again(group, f"{type(error).__name__}: {error}", clock())
        raise ServerAwayError(str(error)) from error
    return held.update(state=LetterState.SENT.value, sent_at=clock(), text="", error="")


def _again(group: list[Letter], why: str, now: datetime) -> None:
    for one in group:
        failures = one.failures + 1
        over = failures >= MOST_FAILURES
        Letter.objects.filter(pk=one.pk, state=LetterState.HANDED.value).update(
            state=(LetterState.REFUSED if over else LetterState.WAITING).value,
            failures=failures,
            error=why[:200],
            send_at=now + pause_after(failures),
            worker="",
        )
    _log.warning("%s letters could not be sent: %s", len(group), why)
