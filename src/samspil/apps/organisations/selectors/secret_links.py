"""Links that are all somebody without a log-in has: whose it is stands in it, proven, and in no row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.selectors.calendars import organisation_by_public_id

_LONG: Final = 32  # characters: 128 bits
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class SecretLinks:
    """The keys of links for one purpose; a key for another opens nothing here."""

    purpose: str

    def key_of(self, organisation: UUID, own: UUID) -> str:
        """What opens the page of a row. It is made again each time."""
        return f"{organisation.hex}.{own.hex}.{self._proof(own.hex)}"

    def read(self, key: str) -> tuple[Organisation, UUID] | None:
        """The organisation that asks and the row that the key opens; nothing where nobody made it."""
        public, own, proof = ([*key[:_LONGEST].split("."), "", ""])[:3]
        try:
            organisation, found = organisation_by_public_id(UUID(hex=public)), UUID(hex=own)
        except ValueError:
            return None
        if organisation is None or not constant_time_compare(proof, self._proof(found.hex)):
            return None
        return organisation, found

    def _proof(self, own: str) -> str:
        return salted_hmac(self.purpose, own, algorithm="sha256").hexdigest()[:_LONG]
