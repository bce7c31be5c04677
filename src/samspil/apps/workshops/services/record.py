"""The record of a workshop as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from samspil.kit import typesetting

_TEMPLATE: Final = Path(__file__).parent.parent / "templates" / "workshops" / "record.typ"


def as_pdf(told: Mapping[str, Any], at: datetime) -> bytes:
    """A record, so that it can be read aloud."""
    return typesetting.as_pdf(_TEMPLATE, told, at)
