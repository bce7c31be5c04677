"""Which addresses are told, and of what."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from samspil.kit.webhooks.addresses import read_url
from samspil.kit.webhooks.models import Call, Hook
from samspil.kit.webhooks.types import CallState, News

PREFIX: Final = "whsec_"
SORTS: Final = ("matters", "decisions")


def add_hook(
    organisation_id: int, name: str, url: str, sorts: Iterable[str], by: tuple[UUID, datetime]
) -> Hook:
    """An address to tell; its secret is shown once to whoever adds it.

    Raises:
        UnsafeAddressError: the address is not one that may be told.
    """
    read_url(url)
    secret = PREFIX + base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    return Hook.objects.create(
        organisation_id=organisation_id,
        name=name,
        url=url,
        secret=secret,
        sorts=sorted(set(sorts) & set(SORTS)),
        created_by=by[0],
        created_at=by[1],
    )


def list_hooks(organisation_id: int) -> list[Hook]:
    """The addresses of an organisation, those that are told first."""
    rows = list(Hook.objects.filter(organisation_id=organisation_id).order_by("-id")[:100])
    return sorted(rows, key=lambda one: one.stopped_at is not None)


def stop_hook(organisation_id: int, public_id: UUID, why: str, at: datetime) -> Hook | None:
    """The address is told no more."""
    row = Hook.objects.filter(organisation_id=organisation_id, public_id=public_id, stopped_at=None).first()
    if row is not None:
        row.stopped_at, row.stopped_because = at, why
        row.save(update_fields=["stopped_at", "stopped_because"])
        row.calls.filter(state=CallState.WAITING.value).update(state=CallState.GIVEN_UP.value)
    return row


def tell(organisation_id: int, news: News, body: str) -> None:
    """Lay an event in the box for every address that wants it."""
    hooks = Hook.objects.filter(organisation_id=organisation_id, stopped_at=None)
    calls = [
        Call(
            organisation_id=organisation_id,
            hook=one,
            event=news.id,
            body=body,
            created_at=news.at,
            send_at=news.at,
        )
        for one in hooks
        if news.sort in one.sorts
    ]
    Call.objects.bulk_create(calls, ignore_conflicts=True)
