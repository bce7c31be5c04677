"""KITOS' answers on their way to lists: page by page, and of each item only what is read is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from samspil.core.errors import ProblemsError
from samspil.core.systems.kitos.fields import CATALOGUE, CONTRACTS, ROLES, SIGNED, USES, Field
from samspil.core.systems.kitos.leaves import WrongSortError, leaves, unreadable
from samspil.core.systems.lists import fields as lists
from samspil.core.systems.lists.reading import Mapped
from samspil.core.tables.reading import Table

_SYSTEM_IDS: Final = "system_ids"
_OF_SYSTEMS: Final = frozenset(
    path.split(".")[1] for one in (*CATALOGUE, *USES) for path in one.paths if path.startswith("system.")
)


class Kind(StrEnum):
    """What KITOS is asked for, by the name it has in the address."""

    SYSTEMS = "it-systems"
    USAGES = "it-system-usages"
    CONTRACTS = "it-contracts"


def items_in(answer: object, kind: str) -> list[Mapping[str, Any]]:
    """The items of a page, each with its id.

    Raises:
        ProblemsError: ``kitos_unexpected``, where the page is none.

    >>> [one["uuid"] for one in items_in([{"uuid": "a"}], "it-systems")]
    ['a']
    """
    if not isinstance(answer, list):
        raise ProblemsError.of("kitos_unexpected", what=kind)
    for one in answer:
        if not isinstance(one, dict) or not isinstance(one.get("uuid"), str):
            raise ProblemsError.of("kitos_unexpected", what=kind)
    return answer


class Gathered:
    """What KITOS has told so far. Systems come first, usages next: later ones name earlier ones by id."""

    def __init__(self) -> None:
        self.people: Counter[str] = Counter()
        self._seen: dict[Kind, set[str]] = {kind: set() for kind in Kind}
        self._systems: dict[str, Mapping[str, Any]] = {}
        self._system_of: dict[str, str] = {}
        self._rows: dict[Kind, list[tuple[str, ...]]] = {kind: [] for kind in Kind}

    def count(self, kind: Kind) -> int:
        """How many there are of a sort."""
        return len(self._rows[kind])

    def add(self, kind: Kind, answer: object) -> bool:
        """Take a page; whether there was anything in it.

        Raises:
            ProblemsError: ``kitos_unexpected``; ``kitos_repeats`` where all of it has been told before.
        """
        items = items_in(answer, kind.value)
        new = [one for one in items if one["uuid"] not in self._seen[kind]]
        if items and not new:
            raise ProblemsError.of("kitos_repeats", what=kind.value)
        for one in new:
            if one["uuid"] not in self._seen[kind]:
                self._seen[kind].add(one["uuid"])
                self._take(kind, one)
        return bool(items)

    def _take(self, kind: Kind, item: Mapping[str, Any]) -> None:
        match kind:
            case Kind.SYSTEMS:
                system = {name: item[name] for name in _OF_SYSTEMS if name in item}
                self._systems[item["uuid"]] = system
                found = _row(CATALOGUE, {"system": system})
            case Kind.USAGES:
                self.people.update(_people({"usage": item}))
                uuid = _quietly(item, "systemContext.uuid")
                self._system_of[item["uuid"]] = uuid
                found = _row(USES, {"usage": item, "system": self._systems.get(uuid, {})})
            case _:
                self.people.update(_people({"contract": item}))
                found = self._named(_row(CONTRACTS, {"contract": item}))
        self._rows[kind].append(found)

    def _named(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """A contract names its systems by their use here; the register knows them by the catalogue's id."""
        at = next(at for at, one in enumerate(CONTRACTS) if one.target == _SYSTEM_IDS)
        known = [self._system_of.get(one, one) for one in row[at].split(", ") if one]
        return (*row[:at], ", ".join(dict.fromkeys(known)), *row[at + 1 :])

    def tables(self, file: str) -> list[Table]:
        """As lists, each with its headings on the first line."""
        return [
            Table(file, sheet, [(1, tuple(one.heading for one in fields)), *_numbered(self._rows[kind])])
            for kind, (sheet, _sort, fields) in SHEETS.items()
            if self._rows[kind]
        ]


SHEETS: Final[Mapping[Kind, tuple[str, lists.Sort, Sequence[Field]]]] = {
    Kind.SYSTEMS: ("IT Systemkatalog", lists.Sort.CATALOGUE, CATALOGUE),
    Kind.USAGES: ("IT Systemer", lists.Sort.USES, USES),
    Kind.CONTRACTS: ("IT Kontrakter", lists.Sort.CONTRACTS, CONTRACTS),
}


def how_read(tables: Iterable[Table]) -> dict[str, Mapped]:
    """How the lists are read: each column is known, nothing is guessed."""
    columns = {
        sheet: Mapped(sort, 0, {at: one.target for at, one in enumerate(fields)})
        for sheet, sort, fields in SHEETS.values()
    }
    return {table.sheet: columns[table.sheet] for table in tables}


def _numbered(rows: Sequence[tuple[str, ...]]) -> Iterable[tuple[int, tuple[str, ...]]]:
    return enumerate(rows, start=2)


def _row(fields: Sequence[Field], item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_cell(one, item) for one in fields)


def _cell(one: Field, item: Mapping[str, Any]) -> str:
    try:
        return one.read(*(leaves(item, path) for path in one.paths))
    except WrongSortError as error:
        return unreadable(error)


def _people(item: Mapping[str, Any]) -> Iterable[str]:
    """What persons are named as, once for each."""
    for path in ROLES:
        if path.split(".")[0] in item:
            yield from (str(one)[:100] for one in _quiet_leaves(item, path))
    for name, path in SIGNED.items():
        if path.split(".")[0] in item:
            yield from (name for one in _quiet_leaves(item, path) if one)


def _quiet_leaves(item: Mapping[str, Any], path: str) -> list[Any]:
    try:
        return leaves(item, path)
    except WrongSortError:
        return []


def _quietly(item: Mapping[str, Any], path: str) -> str:
    found = _quiet_leaves(item, path)
    return found[0] if len(found) == 1 and isinstance(found[0], str) else ""
