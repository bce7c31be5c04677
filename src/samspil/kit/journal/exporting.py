"""The chain as a file that anybody can check: ``check_journal.py`` says how it is made."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from samspil.kit.journal import chain, tables


def write_chain(organisation_id: int, file: Path, *, is_example: bool = False) -> int:
    """Write all entries and where the chain ends; how many there were. Personal values are not in it."""
    sequence, last = tables.head(organisation_id)
    told = {"organisation": str(organisation_id), "sequence": sequence, "hash": last, "example": is_example}
    # What others write meanwhile is for the next export; what was put in behind the journal's back is shown.
    until = sequence if tables.first_beyond(organisation_id) is None else None
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as export:
        with export.open("journal.jsonl", "w", force_zip64=True) as out:
            for line in tables.lines(organisation_id, until=until):
                out.write(f"{chain.canonical(line._asdict())}\n".encode())
                count += 1
        export.writestr("head.json", json.dumps(told, indent=2))
    return count
