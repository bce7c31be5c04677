"""The board's report as PDF, for everybody to read and hear.

What people wrote is handed to the typesetter as data, never as text of the document, so that nothing in it
is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

_TEMPLATE: Final = Path(__file__).parent.parent / "templates" / "benefits" / "report.typ"


def as_pdf(told: Mapping[str, Any], at: datetime) -> bytes:
    """A report set as PDF/UA-1: tagged, with title and language, so that it can be read aloud."""
    import typst  # noqa: PLC0415 – large, and only a process that sets reports needs it

    return typst.compile(
        str(_TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
