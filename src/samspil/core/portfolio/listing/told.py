"""What a line says, as it is kept and known again: by line, and by column for many lines at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from json.encoder import encode_basestring_ascii
from typing import Any, Final

from samspil.core.portfolio.listing.fields import SORTS, Field, Sort
from samspil.core.portfolio.listing.plain import Plain, plain_of
from samspil.core.portfolio.listing.reading import Known, Lines, Listed, Nothing, Why
from samspil.core.portfolio.status import Light
from samspil.core.units import Money

_ENCODE: Final = json.JSONEncoder(sort_keys=True).encode


def told_by(line: Listed) -> Mapping[str, Plain]:
    """What a line says, as it is kept: what is understood and what may not be said, not what is empty."""
    return {
        one: said if said.__class__ is str else plain_of(said)
        for one, said in line.values.items()
        if not (isinstance(said, Nothing) and said.why is Why.EMPTY)
    }


def digest_of(line: Listed) -> str:
    """What a line says, as a hash."""
    return hashlib.sha256(_ENCODE(told_by(line)).encode()).hexdigest()


def texts_of(lines: Lines, places: Sequence[int]) -> list[str]:
    """What `told_by` says of some lines, each as JSON with its names in order; written column by column.

    >>> texts_of(Lines.of([Listed(2, 1, {Field.NAME: "Vagtplan"})]), [0])
    ['{"name": "Vagtplan"}']
    """
    columns = {what: written_of(what, [said[at] for at in places]) for what, said in lines.fields.items()}
    return joined(columns, len(places))


def joined(columns: Mapping[Field, Sequence[str]], count: int) -> list[str]:
    """What `written_of` gave for the fields of some lines, as the JSON of each line."""
    if not columns:
        return ["{}"] * count
    rows = zip(*(said for _what, said in sorted(columns.items())), strict=True)
    return [f"{{{', '.join(filter(None, row))}}}" for row in rows]


def digests_of(lines: Lines, places: Sequence[int]) -> list[str]:
    """What `digest_of` gives for some lines."""
    return [hashlib.sha256(text.encode()).hexdigest() for text in texts_of(lines, places)]


def written(what: Field, said: Known | Nothing) -> str:
    """What one field says, as JSON with its name; nothing where it says nothing, or may not.

    >>> written(Field.NAME, "Vagtplan"), written(Field.NAME, Nothing(Why.WITHHELD, "Fortrolig"))
    ('"name": "Vagtplan"', '')
    """
    return "" if isinstance(said, Nothing) else f'"{what.value}": {_WRITERS.get(SORTS[what], _any)(said)}'


def written_of(what: Field, said: Sequence[Known | Nothing | None]) -> list[str]:
    """What many lines say of a field, as JSON with its name; nothing where a line says nothing of it."""
    write, begins = _WRITERS.get(SORTS[what], _any), f'"{what.value}": '
    if not {None.__class__, Nothing} & set(map(type, said)):
        return [f"{begins}{write(one)}" for one in said]
    return [
        "" if one is None else _nothing(begins, one) if isinstance(one, Nothing) else f"{begins}{write(one)}"
        for one in said
    ]


def _nothing(begins: str, one: Nothing) -> str:
    return "" if one.why is Why.EMPTY else f"{begins}{_any(one)}"


def _any(said: Known | Nothing) -> str:
    return _ENCODE(plain_of(said))


def _money(said: Money) -> str:
    return f'{{"currency": {encode_basestring_ascii(said.currency)}, "minor": {said.minor}}}'


def _day(said: date) -> str:
    return f'"{said.isoformat()}"'


_WRITERS: Final[Mapping[Sort, Callable[[Any], str]]] = {
    Sort.TEXT: encode_basestring_ascii,
    Sort.DAY: _day,
    Sort.RATING: {one: f'"{one.value}"' for one in Light}.__getitem__,
    Sort.AMOUNT: _money,
}
