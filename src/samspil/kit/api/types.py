"""What crosses the border of this part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Right(StrEnum):
    """What a token may be used for."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever holds a token that is valid: as whom, for which organisation, with which rights.

    ``is_own``: whoever made the token made it for themselves.
    """

    token: UUID
    organisation_id: int
    person: UUID
    rights: frozenset[Right]
    is_own: bool
