"""The record of a balance check as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from samspil.kit import typesetting

_TEMPLATE: Final = Path(__file__).parent.parent / "templates" / "balance" / "record.typ"


def as_pdf(told: Mapping[str, Any], at: datetime) -> bytes:
    """A record, so that it can be read aloud."""
    return typesetting.as_pdf(_TEMPLATE, told, at)
