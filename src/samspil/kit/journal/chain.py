"""The hash of an entry, from values alone: the same rule as in the stand-alone checker (`check_journal.py`).

An entry's hash is SHA-256 over the previous hash, a line feed, and its canonical JSON: keys sorted, no
spaces, UTF-8. Personal values are not in it, only SHA-256(salt ‖ value).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

_quoted: Final = json.encoder.encode_basestring
_encode: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
).encode

GENESIS: Final = "0" * 64


class Link(NamedTuple):
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
    return _encode(value)


def line(link: Link) -> str:
    """What is hashed of an entry: its canonical JSON, as `canonical` writes it but several times as fast.

    >>> line(Link("7", 1, "2026-03-02", "a", "done", "matter", "m", "{}"))
    '{"action":"done","actor":"a","at":"2026-03-02","facts":"{}","organisation":"7","sequence":1,\
"subject_id":"m","subject_type":"matter"}'
    """
    return (
        f'{{"action":{_quoted(link.action)},"actor":{_quoted(link.actor)},"at":{_quoted(link.at)},'
        f'"facts":{_quoted(link.facts)},"organisation":{_quoted(link.organisation)},"sequence":{link.sequence},'
        f'"subject_id":{_quoted(link.subject_id)},"subject_type":{_quoted(link.subject_type)}}}'
    )


def hash_of(previous: str, link: Link) -> str:
    """The hash of an entry after the one before it."""
    return hashlib.sha256(f"{previous}\n{line(link)}".encode()).hexdigest()


def commitment(salt: str, value: str) -> str:
    """What the chain keeps of a personal value: without the salt nobody can guess it back."""
    return hashlib.sha256(bytes.fromhex(salt) + value.encode()).hexdigest()
