"""A secret that must wait in a row for a moment: sealed, so that a copy of the database does not tell it.

The key is made of ``SECRET_KEY``, which stands in no database. A seal holds for a while and for one purpose.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from samspil.core.errors import SamspilError


class SealBrokenError(SamspilError):
    """It was sealed for something else, with another key, too long ago, or has been changed."""


def seal(purpose: str, secret: str, at: datetime) -> bytes:
    """A secret that nobody reads without the key."""
    return _keeper(purpose).encrypt_at_time(secret.encode(), int(at.timestamp()))


def unseal(purpose: str, sealed: bytes, at: datetime, holds: timedelta) -> str:
    """What was sealed.

    Raises:
        SealBrokenError: it cannot be read, or not any more.
    """
    try:
        said = _keeper(purpose).decrypt_at_time(sealed, int(holds.total_seconds()), int(at.timestamp()))
    except InvalidToken:
        raise SealBrokenError(purpose) from None
    return said.decode()


def _keeper(purpose: str) -> Fernet:
    key = salted_hmac(f"samspil.sealing.{purpose}", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
