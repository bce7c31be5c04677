"""Writing in the journal, in the transaction of the change it tells of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from samspil.core.errors import SamspilError
from samspil.kit.journal import chain
from samspil.kit.journal.models import Entry, Head, PersonalValue


class NotInTransactionError(SamspilError):
    """The journal and the change it tells of must be kept or lost together."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does something (an opaque id, or ``clock``), and when."""

    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to write: ``personal`` values stay outside the chain and can be erased."""

    action: str
    subject_type: str
    subject_id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


def record(organisation_id: int, entries: Iterable[Told], by: By) -> list[Entry]:
    """Add entries to an organisation's chain, in order.

    Raises:
        NotInTransactionError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise NotInTransactionError("open a transaction around the change and its entry")
    head = _head(organisation_id)
    rows: list[Entry] = []
    secrets: list[PersonalValue] = []
    for told in entries:
        facts = dict(told.facts) | _committed(organisation_id, told.personal, secrets)
        rows.append(_next(head, told, chain.canonical(facts), by))
        head.sequence, head.hash = rows[-1].sequence, rows[-1].hash
    PersonalValue.objects.bulk_create(secrets)
    Entry.objects.bulk_create(rows)
    head.save(update_fields=["sequence", "hash"])
    return rows


def _head(organisation_id: int) -> Head:
    found = Head.objects.select_for_update().filter(organisation_id=organisation_id).first()
    if found is None:
        Head.objects.bulk_create(
            [Head(organisation_id=organisation_id, hash=chain.GENESIS)], ignore_conflicts=True
        )
        found = Head.objects.select_for_update().get(organisation_id=organisation_id)
    return found


def _next(head: Head, told: Told, facts: str, by: By) -> Entry:
    moment = by.at.astimezone(UTC)
    link = chain.Link(
        organisation=str(head.organisation_id),
        sequence=head.sequence + 1,
        at=moment.isoformat(timespec="microseconds"),
        actor=by.actor,
        action=told.action,
        subject_type=told.subject_type,
        subject_id=told.subject_id,
        facts=facts,
    )
    return Entry(
        organisation_id=head.organisation_id,
        sequence=link.sequence,
        at=moment,
        actor=by.actor,
        action=told.action,
        subject_type=told.subject_type,
        subject_id=told.subject_id,
        facts=facts,
        previous=head.hash,
        hash=chain.hash_of(head.hash, link),
    )


def _committed(
    organisation_id: int, personal: Mapping[str, str], secrets: list[PersonalValue]
) -> dict[str, Any]:
    if not personal:
        return {}
    committed = {}
    for name, value in personal.items():
        salt = os.urandom(16).hex()
        committed[name] = chain.commitment(salt, value)
        secrets.append(
            PersonalValue(organisation_id=organisation_id, commitment=committed[name], salt=salt, value=value)
        )
    return {"personal": committed}
