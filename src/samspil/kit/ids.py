"""Ids for the outside: UUID version 7 (RFC 9562), so that newer rows sort after older ones."""

from __future__ import annotations

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """48 bits of milliseconds, then chance, with the version and variant bits set."""
    milliseconds = time.time_ns() // 1_000_000  # noqa: TID251 – an id is handed to the core, not made there
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)
