"""Ids for the outside: UUID version 7 (RFC 9562), so that newer rows sort after older ones."""

from __future__ import annotations

import os
import time
from typing import Final
from uuid import UUID

# The first digit of chance after the version with the variant's two bits set.
_VARIANT: Final = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def new_id() -> UUID:
    """48 bits of milliseconds, then chance, with the version and variant bits set."""
    milliseconds = time.time_ns() // 1_000_000  # noqa: TID251 – an id is handed to the core, not made there
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


def new_ids(count: int) -> list[str]:
    """As many of the same moment, as 32 digits: chance is asked once for all of them."""
    milliseconds = time.time_ns() // 1_000_000  # noqa: TID251 – as above
    begins, drawn = f"{milliseconds:012x}7", os.urandom(10 * count).hex()
    parts = (drawn[at : at + 20] for at in range(0, 20 * count, 20))
    return [f"{begins}{one[:3]}{_VARIANT[one[3]]}{one[5:]}" for one in parts]


def as_text(digits: str) -> str:
    """An id of 32 digits as it stands in addresses and in the journal."""
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def drawn_number() -> int:
    """A number of 63 bits by chance alone: a key that tells neither when a row was made nor after which."""
    return int.from_bytes(os.urandom(8), "big") >> 1
