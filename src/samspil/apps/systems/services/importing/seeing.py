"""What a list would change: each record new, changed column by column or as before; what is gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.systems.models import RegisterUpload
from samspil.apps.systems.services.importing.files import FromOutside
from samspil.apps.systems.services.importing.keeping import mapped_of, outside_of, tables_in
from samspil.apps.systems.services.importing.there import (
    DAYS,
    ENDED,
    NAMED_BY,
    SOURCES,
    Uses,
    links_of,
    numbers_of_agreements,
    options_of,
    rows_there,
    uses_of,
    works_in_of,
)
from samspil.core.errors import Problem
from samspil.core.systems.lists.automations import catalogue_of, own_of, purpose_of, systems_of
from samspil.core.systems.lists.fields import Sort
from samspil.core.systems.lists.reading import Line, Records, read
from samspil.core.systems.vocabulary import AgreementSort
from samspil.core.tables.reading import Table
from samspil.kit.uncollected import uncollected

_BESIDE: Final = frozenset(
    {
        *("system_names", "system_ids", "parent", "options", "agreement"),
        *("public_id", "source_key", "buyers", "foreign_number"),
        *("authority", "seen_by", "systems_now", "systems_used"),
    }
)
# What a file from outside says once: what people write there afterwards is theirs.
_ONCE: Final = frozenset({"notes", "links"})


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a list: its line, its columns, and the row that it is; ``key`` none where it is new.

    ``place`` is a number below nothing by which others of the same list name it until it has a row;
    ``works_in`` are the systems that an automation works in and that are not said here yet, by name.
    """

    line: int
    columns: Mapping[str, Any]
    key: int | None = None
    differs: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    systems: frozenset[int] = frozenset()
    parent: str = ""
    options: tuple[int, ...] = ()
    agreement: str = ""
    place: int = 0
    works_in: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it is there and says something else now."""
        return self.key is not None and bool(self.differs)


@dataclass(slots=True)
class Sheet:
    """What one table of a list comes to. ``gone`` are records of earlier lists that are not in this one.

    ``unknown_agreements`` are named by contracts and not in the register.
    """

    sort: Sort
    records: list[Record] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)
    unknown_systems: int = 0
    unknown_agreements: int = 0

    @property
    def new(self) -> list[Record]:
        """The records that are not there yet."""
        return [one for one in self.records if one.key is None]


@dataclass(slots=True)
class Seen:
    """What a list would change, whole.

    Of a file from outside ``buyers`` says how many contracts each has in it, ``others`` how many are left out
    because none of their buyers is the organisation, ``left`` what else is not read; ``endless`` have no last
    day, and options of ``in_words`` are told without their lengths: people have to write them. Of automations
    ``of_others`` belong to other authorities, and ``private`` are seen by their reporter alone.
    """

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    buyers: dict[str, int] = field(default_factory=dict)
    others: int = 0
    left: Mapping[str, int] = field(default_factory=dict)
    endless: int = 0
    in_words: int = 0
    of_others: int = 0
    private: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many records come to what."""
        every = [one for sheet in self.sheets for one in sheet.records]
        return {
            "new": sum(1 for one in every if one.key is None),
            "changed": sum(1 for one in every if one.is_changed),
            "unchanged": sum(1 for one in every if one.key is not None and not one.differs),
            "refused": len(self.problems),
            "gone": sum(len(sheet.gone) for sheet in self.sheets),
        }

    def new_uses(self) -> list[Record]:
        """The systems that are new in it."""
        return [one for sheet in self.sheets if sheet.sort is Sort.USES for one in sheet.new]

    def numbers(self) -> list[str]:
        """The numbers of the agreements that come with it."""
        sheets = [one for one in self.sheets if one.sort is Sort.AGREEMENTS]
        return [str(one.columns["number"]) for sheet in sheets for one in sheet.records]

    @property
    def digest(self) -> str:
        """What was seen, as a hash: whoever approves approves this and nothing else."""
        told = [
            [
                sheet.sort.value,
                [[one.line, one.key, sorted(one.differs)] for one in sheet.records],
                sheet.gone,
            ]
            for sheet in self.sheets
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@uncollected()
def see(upload: RegisterUpload, tables: Sequence[Table] | None = None) -> Seen:
    """What a list would change in the register of the organisation that sent it.

    ``tables`` are those of the list where they are at hand. A sheet is passed over where no column holds
    the name. What stands in two sheets of one sort is one thing. Contracts come last: they may name systems
    and agreements that are new in another sheet.

    Raises:
        NotFoundError: what is kept is no list.
    """
    seen, mapped, met = Seen(), mapped_of(upload.mapping), dict[Sort, _Met]()
    outside = outside_of(upload.mapping)
    if outside is not None:
        seen.problems += outside.problems
        seen.left = outside.left
    seen.dropped |= upload.mapping.get("people", {})
    found = tables_in(upload) if tables is None else tables
    known = [(table, mapped[table.sheet]) for table in found if table.sheet in mapped]
    for table, how in sorted(known, key=lambda one: one[1].sort is Sort.CONTRACTS):
        if "name" not in how.columns.values():
            continue
        records = read(table, how)
        seen.problems += records.problems
        seen.dropped |= records.dropped
        seen.unused += records.unused
        if outside is not None and records.sort is Sort.CONTRACTS:
            _leave_others(records, outside.ours, seen)
        if records.sort is Sort.AUTOMATIONS:
            own = own_of(records.lines, _name_of(upload))
            records.lines = own.lines
            seen.of_others, seen.private = seen.of_others + own.of_others, seen.private + own.private
        one = met.setdefault(records.sort, _Met())
        whose = _Whose(upload.organisation_id, outside)
        seen.sheets.append(_Comparing(records, table.sheet, seen, one, whose).sheet_of())
    for sheet in seen.sheets:
        sheet.gone = met[sheet.sort].leave(sheet.gone)
    return seen


def _leave_others(records: Records, ours: frozenset[str], seen: Seen) -> None:
    """Only contracts that the organisation is a buyer of; one that names no buyer is its own."""
    kept = []
    for line in records.lines:
        buyers = line.said.get("buyers", ())
        for one in buyers:
            seen.buyers[one] = seen.buyers.get(one, 0) + 1
        if not buyers or ours.intersection(buyers):
            kept.append(line)
    seen.others += len(records.lines) - len(kept)
    seen.endless += sum(1 for one in kept if not _has_end(one.said))
    seen.in_words += sum(1 for one in kept if "extension" in one.said)
    records.lines = kept


def _has_end(said: Mapping[str, Any]) -> bool:
    """Whether the last day is told, or can be counted from the first."""
    return "ends_on" in said or {"starts_on", "duration_months"} <= said.keys()


@dataclass(slots=True)
class _Met:
    """What all sheets of one sort have named so far: their keys, and the rows that they are."""

    keys: set[tuple[str, ...]] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    new: int = 0

    def next_place(self) -> int:
        """A number for one that is new, which no row has."""
        self.new += 1
        return -self.new

    def leave(self, rows: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """Those that no sheet has named, each once."""
        left = [one for one in rows if one[0] not in self.taken]
        self.taken.update(key for key, _name in left)
        return left


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose register it is, and what is kept of the file where it comes from outside."""

    owner: int
    outside: FromOutside | None


class _Comparing:
    """The lines of one table beside the rows that are there."""

    def __init__(self, records: Records, sheet: str, seen: Seen, met: _Met, whose: _Whose) -> None:
        owner, self.outside = whose.owner, whose.outside
        self.sort, self.name, self.problems, self.met = records.sort, sheet, seen.problems, met
        ours = whose.outside.ours if whose.outside else frozenset()
        self.lines = [(one.line, _columns(one, records.sort, ours), one.said) for one in records.lines]
        names = sorted({name for _line, columns, _said in self.lines for name in columns})
        self.there = rows_there(owner, records.sort, names)
        is_of_contracts = records.sort is Sort.CONTRACTS
        self.uses = uses_of(owner, seen.new_uses()) if is_of_contracts else Uses({}, {})
        self.links = links_of(owner) if is_of_contracts else {}
        self.works_in = works_in_of(owner) if records.sort is Sort.AUTOMATIONS else {}
        self.options = options_of(owner) if is_of_contracts else {}
        self.agreements = numbers_of_agreements(owner, seen.numbers()) if is_of_contracts else frozenset()
        self.found, self.left_out = Sheet(records.sort), records.left_out
        self.sources = {_source(said) for _line, _columns, said in self.lines}

    def sheet_of(self) -> Sheet:
        """What the table comes to."""
        for line, columns, said in self.lines:
            key = (str(said["source_key"]),) if "source_key" in said else _key_of(self.sort, columns)
            if key in self.met.keys:
                self.problems.append(
                    Problem(
                        "register_listed_twice", {"name": columns["name"], "sheet": self.name, "row": line}
                    )
                )
                continue
            self.met.keys.add(key)
            row = self._row(columns, said)
            if row is not None and _ends_first(row, columns):
                self.met.taken.add(row["pk"])
                starts, ends = (_day(row, columns, name) for name in DAYS)
                self.problems.append(
                    Problem(
                        "register_ends_before_it_begins",
                        {"starts": starts, "ends": ends, "sheet": self.name, "row": line},
                    )
                )
                continue
            self.found.records.append(self._record(line, columns, said, row))
        self.met.taken |= self._still_there()
        if self.sort in ENDED:
            self.found.gone = self.there.rest(self.met.taken, self._is_of_ours)
        return self.found

    def _still_there(self) -> set[int]:
        """The rows of lines and that are left out for what is wrong in them: those are not gone."""
        told = [(_columns(one, self.sort, frozenset()), one.said) for one in self.left_out]
        rows = [self._row(columns, said) for columns, said in told]
        kept = self.there.of_sources(self.outside.left_out) if self.outside else set()
        return kept | {row["pk"] for row in rows if row is not None}

    def _row(self, columns: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any] | None:
        key = _key_of(self.sort, columns)
        if "source_key" in said and self.sort is Sort.CONTRACTS:
            return self.there.find_from_outside(said, key, self.met.taken)
        return self.there.find(columns, key)

    def _is_of_ours(self, row: Mapping[str, Any]) -> bool:
        """Whether a row came by a list, or by an earlier file of one of the sources of this one."""
        if self.outside is None:
            return bool(row["source_key"] == SOURCES[self.sort])
        return row["source_key"].rpartition("/")[0] in self.sources - {""}

    def _record(
        self, line: int, columns: dict[str, Any], said: Mapping[str, Any], row: dict[str, Any] | None
    ) -> Record:
        systems, unknown = self.uses.of(said)
        self.found.unknown_systems += unknown
        found = Record(
            line,
            columns | _first_time(said, self.sort),
            systems=systems,
            parent=str(said.get("parent", "")),
            options=tuple(int(one) for one in said.get("options", ())),
            agreement=self._agreement(said),
            works_in=self._works_in(said, row),
        )
        if row is None:
            return replace(found, place=self.met.next_place())
        self.met.taken.add(row["pk"])
        if self.outside is not None:
            columns = {name: value for name, value in columns.items() if name not in _ONCE}
        differs = {name: (row[name], value) for name, value in columns.items() if row[name] != value}
        return replace(found, columns=columns, key=row["pk"], differs=differs | self._beside(row, found))

    def _works_in(self, said: Mapping[str, Any], row: Mapping[str, Any] | None) -> tuple[str, ...]:
        """The systems that an automation works in, without those that are said here already."""
        there = self.works_in.get(row["pk"], frozenset()) if row is not None else frozenset()
        return tuple(one for one in systems_of(said) if one.casefold() not in there)

    def _beside(self, row: dict[str, Any], said: Record) -> dict[str, tuple[Any, Any]]:
        """What differs of what is kept in rows of its own."""
        found: dict[str, tuple[Any, Any]] = {}
        if said.systems - self.links.get(row["pk"], frozenset()):
            found["systems"] = ("", "")
        if said.works_in:
            found["systems"] = ("", ", ".join(said.works_in))
        for name, now in (("parent", said.parent), ("agreement", said.agreement)):
            was = row.get(f"{name}__{NAMED_BY[name]}") or ""
            if now and was.casefold() != now.casefold():
                found[name] = (was, now)
        options = self.options.get(row["pk"], ())
        if said.options and options != said.options:
            found["options"] = (list(options), list(said.options))
        return found

    def _agreement(self, said: Mapping[str, Any]) -> str:
        """The number of the agreement that a contract names, where the register has it or gets it now."""
        number = str(said.get("agreement", ""))
        if number and number.casefold() not in self.agreements:
            self.found.unknown_agreements += 1
            return ""
        return number


def _name_of(upload: RegisterUpload) -> str:
    return next((one.name for one in list_organisations() if one.pk == upload.organisation_id), "")


def _source(said: Mapping[str, Any]) -> str:
    return str(said.get("source_key", "")).rpartition("/")[0]


def _first_time(said: Mapping[str, Any], sort: Sort) -> dict[str, Any]:
    """What only a new record is told: where it came from."""
    is_from_outside = sort is Sort.CONTRACTS and "source_key" in said
    return {"source_key": said["source_key"]} if is_from_outside else {}


def _day(row: Mapping[str, Any], columns: Mapping[str, Any], name: str) -> date | None:
    found: date | None = columns.get(name, row.get(name))
    return found


def _ends_first(row: Mapping[str, Any], columns: Mapping[str, Any]) -> bool:
    """Whether a line's day and the one that stands here already, where the line says nothing, contradict."""
    starts, ends = (_day(row, columns, name) for name in DAYS)
    return starts is not None and ends is not None and ends < starts


def _columns(one: Line, sort: Sort, ours: frozenset[str]) -> dict[str, Any]:
    """What a line says, as the columns of the register hold it."""
    found: dict[str, Any] = {}
    if "foreign_number" in one.said:
        found |= {"supplier_cvr": one.said["foreign_number"], "supplier_is_foreign": True}
    if sort is Sort.AGREEMENTS and "sort" not in one.said:
        is_own = bool(ours.intersection(one.said.get("buyers", ())))
        found["sort"] = (AgreementSort.OWN if is_own else AgreementSort.OTHER).value
    for name, value in one.said.items():
        if name in _SPLIT:
            found |= _SPLIT[name](value, one.said)
        elif name not in _BESIDE:
            found[name] = list(value) if isinstance(value, tuple) else value
    return found


# What fills other columns of the register than the one it is called by.
_SPLIT: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], dict[str, Any]]]] = {
    "plan": lambda value, _said: {"plan_year": value[0], "plan_quarter": value[1]},
    "users": lambda value, _said: {"users_from": value[0], "users_to": value[1]},
    "duration_months": lambda value, _said: {
        "renewal" if isinstance(value, str) else "duration_months": value
    },
    "links": lambda value, _said: {"links": [list(link) for link in value]},
    "catalogue": lambda value, _said: {"catalogue": UUID(value)},
    "process": lambda value, _said: {"catalogue": catalogue_of(value), "local_id": value},
    "summary": lambda _value, said: {"purpose": purpose_of(said)},
    "at_length": lambda _value, said: {"purpose": purpose_of(said)},
}


def _key_of(sort: Sort, columns: Mapping[str, Any]) -> tuple[str, ...]:
    name = str(columns.get("name", "")).casefold()
    if sort is Sort.CONTRACTS:
        return (str(columns.get("contract_id", "")).casefold(), name)
    if sort is Sort.AGREEMENTS:
        return (str(columns.get("number", "")).casefold(),)
    return (str(columns["catalogue"]),) if "catalogue" in columns else ("", name)
