"""The hash of an entry, from values alone: the same rule as in the stand-alone checker (`check_journal.py`).

An entry's hash is SHA-256 over the previous hash, a line feed, and its canonical JSON: keys sorted, no
spaces, UTF-8. Personal values are not in it, only SHA-256(salt ‖ value).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What one entry says."""

    organisation: str
    sequence: int
    at: str
    actor: str
    action: str
    subject_type: str
    subject_id: str
    facts: str


def canonical(value: Mapping[str, Any]) -> str:
    """Any mapping of plain values as the one text that stands for it.

    >>> canonical({"b": 1, "a": "ø"})
    '{"a":"ø","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


def hash_of(previous: str, link: Link) -> str:
    """The hash of an entry after the one before it."""
    told = canonical(
        {
            "action": link.action,
            "actor": link.actor,
            "at": link.at,
            "facts": link.facts,
            "organisation": link.organisation,
            "sequence": link.sequence,
            "subject_id": link.subject_id,
            "subject_type": link.subject_type,
        }
    )
    return hashlib.sha256(f"{previous}\n{told}".encode()).hexdigest()


def commitment(salt: str, value: str) -> str:
    """What the chain keeps of a personal value: without the salt nobody can guess it back."""
    return hashlib.sha256(bytes.fromhex(salt) + value.encode()).hexdigest()
