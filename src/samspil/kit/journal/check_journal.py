"""Is an exported journal whole? One file that needs nothing but Python 3.9 or later, and nobody's word.

    samspil journal export --organisation 0167 --out journal.zip     (whoever runs Samspil)
    python3 check_journal.py journal.zip                             (anybody)
    python3 check_journal.py journal.zip --known 1204:5f3c…          (with a line that was noted earlier)

The export holds ``journal.jsonl``, one entry a line, and ``head.json``, where the chain ends. An entry's hash
is SHA-256 over the hash before it, a line feed, and the entry's canonical JSON (its fields but ``previous``
and ``hash``; keys sorted, no spaces, UTF-8); before the first come 64 zeros.

A whole chain shows that nothing was changed, left out or put in since the head was made. Whoever runs the
database can make a new chain from the beginning; a line noted earlier (``--known``) shows that they did not.

Exit code: 0 whole, 1 broken, 2 cannot be read.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterable
from typing import Any

FIELDS = ("action", "actor", "at", "facts", "organisation", "sequence", "subject_id", "subject_type")
GENESIS = "0" * 64


def hash_of(previous: str, entry: dict[str, Any]) -> str:
    """The hash of an entry after the one before it."""
    told = json.dumps(
        {name: entry[name] for name in FIELDS},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
        allow_nan=False,
    )
    return hashlib.sha256(f"{previous}\n{told}".encode()).hexdigest()


def check(lines: Iterable[bytes], head: dict[str, Any], known: dict[int, str]) -> tuple[int, int | None, str]:
    """How many entries hold, the first that does not, and why."""
    previous, count = GENESIS, 0
    for line in lines:
        entry = json.loads(line)
        wrong = what_is_wrong(entry, previous, count + 1, head["organisation"], known)
        if wrong:
            return count, count + 1, wrong
        previous, count = entry["hash"], entry["sequence"]
    if head["sequence"] > count or any(one > count for one in known):
        return count, count + 1, "cut off"
    if head["sequence"] < count:
        return count, head["sequence"] + 1, "added"
    if head["hash"] != previous:
        return count, max(count, 1), "changed"
    return count, None, ""


def what_is_wrong(
    entry: dict[str, Any], previous: str, place: int, organisation: str, known: dict[int, str]
) -> str:
    """Why an entry does not fit at a place; nothing where it does."""
    if entry["sequence"] != place:
        return "missing"
    if entry["organisation"] != organisation:
        return "of another organisation"
    if entry["previous"] != previous or entry["hash"] != hash_of(previous, entry):
        return "changed"
    return "" if known.get(place, entry["hash"]) == entry["hash"] else "not as noted earlier"


def noted(arguments: list[str]) -> dict[int, str]:
    """The lines after ``--known``."""
    if arguments[::2] != ["--known"] * (len(arguments) // 2) or len(arguments) % 2:
        raise ValueError("write --known NUMBER:HASH")
    parts = [one.split(":") for one in arguments[1::2]]
    return {int(number): hash_ for number, hash_ in parts}


def main(arguments: list[str]) -> int:
    """Say it in a line, in English and Danish."""
    if not arguments or arguments[0].startswith("-"):
        sys.stderr.write("python3 check_journal.py EXPORT.zip [--known NUMBER:HASH ...]\n")
        return 2
    try:
        known = noted(arguments[1:])
        with zipfile.ZipFile(arguments[0]) as export:
            head = json.loads(export.read("head.json").decode("utf-8"))
            with export.open("journal.jsonl") as lines:
                count, broken, why = check(lines, head, known)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        sys.stderr.write(f"Cannot be read / kan ikke læses: {type(error).__name__}: {error}\n")
        return 2
    if broken is None:
        sys.stdout.write(f"WHOLE / HEL: {count} {head['hash']}\n")
        return 0
    sys.stdout.write(f"BROKEN / BRUDT: {broken} ({why}); {count} before it hold / før den holder\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
