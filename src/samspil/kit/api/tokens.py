"""Making a token, ending it, and finding who bears one."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from samspil.kit.api.models import Token
from samspil.kit.api.types import Bearer, Right

PREFIX: Final = "samspil_"
_SHOWN: Final = len(PREFIX) + 4


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a token is for: ``person`` is whom it acts as, ``until`` the first day without it."""

    name: str
    person: UUID
    rights: Iterable[Right]
    since: date
    until: date | None = None


def make_token(organisation_id: int, new: NewToken, made_by: UUID, at: datetime) -> tuple[Token, str]:
    """A token, and the secret that is shown now and never again: 256 bits of chance, kept as a hash."""
    secret = PREFIX + base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    row = Token.objects.create(
        organisation_id=organisation_id,
        person=new.person,
        name=new.name,
        hash=_hash(secret),
        beginning=secret[:_SHOWN],
        rights=sorted(one.value for one in new.rights),
        made_by=made_by,
        made_at=at,
        valid_from=new.since,
        valid_to=new.until,
    )
    return row, secret


def bearer_of(secret: str, on: date) -> Bearer | None:
    """Whoever bears a token that is valid on a day. What is unknown, ended or not yet valid is nobody's."""
    if not secret.startswith(PREFIX):
        return None
    row = Token.objects.on(on).filter(hash=_hash(secret), ended_at=None).first()
    if row is None:
        return None
    if row.used_on != on:
        Token.objects.filter(pk=row.pk).update(used_on=on)
    rights = frozenset(Right(one) for one in row.rights)
    return Bearer(row.public_id, row.organisation_id, row.person, rights, row.made_by == row.person)


def list_tokens(organisation_id: int) -> list[Token]:
    """The tokens of an organisation, those that hold first, then the newest."""
    rows = list(Token.objects.filter(organisation_id=organisation_id).order_by("-id")[:100])
    return sorted(rows, key=lambda one: one.ended_at is not None)


def end_token(organisation_id: int, public_id: UUID, at: datetime) -> Token | None:
    """From now on nobody gets in with it."""
    rows = Token.objects.filter(organisation_id=organisation_id, public_id=public_id, ended_at=None)
    row = rows.first()
    if row is not None:
        rows.update(ended_at=at)
    return row


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
