"""What crosses the border of this part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class CallState(StrEnum):
    """Where a call stands."""

    WAITING = "waiting"
    HELD = "held"
    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened, as others are told of it. ``id`` is the same however often it is told."""

    id: str
    sort: str
    body: dict[str, Any]
    at: datetime
