"""The chain as a file that anybody can check: ``check_journal.py`` says how it is made."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from samspil.kit.journal import chain, tables
from samspil.kit.journal.models import Head


def write_chain(organisation_id: int, file: Path, *, is_example: bool = False) -> int:
    """Write all entries and where the chain ends; how many there were. Personal values are not in it."""
    head = Head.objects.filter(organisation_id=organisation_id).values_list("sequence", "hash").first()
    sequence, last = head or (0, chain.GENESIS)
    told = {"organisation": str(organisation_id), "sequence": sequence, "hash": last, "example": is_example}
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as export:
        with export.open("journal.jsonl", "w", force_zip64=True) as out:
            for line in tables.lines(organisation_id):
                out.write(f"{chain.canonical(line._asdict())}\n".encode())
                count += 1
        export.writestr("head.json", json.dumps(told, indent=2))
    return count
