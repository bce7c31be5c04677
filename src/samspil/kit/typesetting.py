"""Documents set as PDF, for everybody to read and hear.

What people wrote is handed to the typesetter as data, never as text of the document, so that nothing in it
is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any


def as_pdf(template: Path, told: Mapping[str, Any], at: datetime) -> bytes:
    """A document set as PDF/UA-1: tagged, with title and language, so that it can be read aloud.

    The template reads what it is ``told`` (plain values) from its input of that name; ``at`` is when the
    document says that it was made, so that the same told twice is the same to the byte.
    """
    import typst  # noqa: PLC0415 – large, and only a process that sets documents needs it

    return typst.compile(
        str(template),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
