"""Is the journal whole? The first entry that does not fit is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from samspil.kit.journal import chain
from samspil.kit.journal.models import Entry, Head

_FIELDS = (
    "organisation_id", "sequence", "at", "actor", "action", "subject_type", "subject_id", "facts",
    "previous", "hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: missing, changed, or cut off at the end."""

    sequence: int
    what: str


def verify(organisation_id: int) -> tuple[int, Break | None]:
    """How many entries hold, and the first break. Linear; rows are read in a stream."""
    rows = Entry.objects.filter(organisation_id=organisation_id).order_by("sequence")
    count, last, broken = check(rows.values_list(*_FIELDS).iterator(chunk_size=5000))
    if broken:
        return count, broken
    head = Head.objects.filter(organisation_id=organisation_id).values_list("sequence", "hash").first()
    if head is None:
        return count, Break(count, "no head") if count else None
    return count, None if head == (count, last) else Break(count + 1, "cut off")


def check(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str, Break | None]:
    """Walk a chain from its beginning."""
    previous, count = chain.GENESIS, 0
    for link, said_previous, said in _links(rows):
        if link.sequence != count + 1:
            return count, previous, Break(count + 1, "missing")
        if said_previous != previous or chain.hash_of(previous, link) != said:
            return count, previous, Break(link.sequence, "changed")
        previous, count = said, link.sequence
    return count, previous, None


def _links(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[chain.Link, str, str]]:
    for owner, sequence, at, actor, action, sort, subject, facts, previous, said in rows:
        yield chain.Link(str(owner), sequence, _told(at), actor, action, sort, subject, facts), previous, said


def _told(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
