"""Is the journal whole? The first entry that does not fit is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samspil.kit.journal import chain, tables
from samspil.kit.journal.models import Entry, PersonalValue


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry where a chain does not hold, and what is wrong there.

    ``missing``, ``changed``, ``cut off`` at the end, ``added`` after the end, ``personal value changed``, or
    ``not as known``: another than the one that somebody outside has noted.
    """

    sequence: int
    what: str


def verify(organisation_id: int, known: Iterable[tuple[int, str]] = ()) -> tuple[int, Break | None]:
    """How many entries hold, and the first break.

    Args:
        organisation_id: whose chain; it must be in scope.
        known: places and hashes that were noted elsewhere, on a decision or by a member. Whoever can write
            in the database can make a whole new chain; it will not have these.

    Linear; rows are read in a stream, until where the chain ended when it was begun: what others write
    meanwhile is for the next time.
    """
    head = tables.head(organisation_id)
    count, last, broken = check(tables.lines(organisation_id, until=head[0]), dict(known))
    broken = broken or _first_at_the_end(organisation_id, head, (count, last))
    return count, broken or _first_changed_value(organisation_id)


def check(rows: Iterable[tables.Line], known: dict[int, str] | None = None) -> tuple[int, str, Break | None]:
    """Walk a chain from its beginning: how many hold, the hash of the last, and the first that does not."""
    previous, count, noted = chain.GENESIS, 0, known or {}
    for row in rows:
        sequence, said = row[1], row[9]
        if sequence != count + 1:
            return count, previous, Break(count + 1, "missing")
        if row[8] != previous or chain.hash_of(previous, chain.Link(*row[:8])) != said:
            return count, previous, Break(sequence, "changed")
        if noted and noted.get(sequence, said) != said:
            return count, previous, Break(sequence, "not as known")
        previous, count = said, sequence
    beyond = min((one for one in noted if one > count), default=None)
    return count, previous, None if beyond is None else Break(count + 1, "cut off")


def _first_at_the_end(organisation_id: int, head: tuple[int, str], found: tuple[int, str]) -> Break | None:
    """Does the chain end where it should? An entry too few, one too many, or another last one."""
    count = found[0]
    if head[0] > count:
        return Break(count + 1, "cut off")
    beyond = tables.first_beyond(organisation_id)
    if beyond is not None:
        return Break(beyond, "added")
    return None if head == found else Break(max(count, 1), "changed")


def _first_changed_value(organisation_id: int) -> Break | None:
    """A personal value that is still here must be the one that was committed to."""
    rows = PersonalValue.objects.filter(organisation_id=organisation_id)
    for kept, salt, value in rows.values_list("commitment", "salt", "value").iterator(tables.PORTION):
        if chain.commitment(salt, value) != kept:
            entry = Entry.objects.filter(organisation_id=organisation_id, facts__contains=kept).first()
            return Break(entry.sequence if entry else 0, "personal value changed")
    return None
