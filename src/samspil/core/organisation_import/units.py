"""Rows of units to units: ids, parents found by id or name, nothing double, nothing in a ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from samspil.core.errors import Problem
from samspil.core.organisation_import.cells import Cell, Record, ean_faults
from samspil.core.organisation_import.listed import ListedUnit

PATH: Final = "path:"


@dataclass(slots=True)
class Units:
    """Units by id and by name, the listed and those known before; finds the one that a cell means."""

    by_id: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def known(cls, units: Sequence[ListedUnit]) -> Units:
        """Those that were there before the list."""
        found = cls()
        for unit in units:
            found.add(unit.external_id, unit.name)
        return found

    def add(self, unit_id: str, name: str) -> None:
        """Take a unit in. One that is known by the same id gets the new name beside the old."""
        self.by_id[unit_id.casefold()] = unit_id
        ids = self.by_name.setdefault(name.casefold(), [])
        if unit_id not in ids:
            ids.append(unit_id)

    def find(self, cell: Cell, problems: list[Problem]) -> str | None:
        """The id of the unit that the cell names by id or, where only one has it, by name."""
        wanted = cell.text.casefold()
        if wanted in self.by_id:
            return self.by_id[wanted]
        ids = self.by_name.get(wanted, [])
        if len(ids) == 1:
            return ids[0]
        if ids:
            problems.append(cell.problem(("list_ambiguous_unit", {"found": cell.text, "count": len(ids)})))
        else:
            problems.append(cell.problem(("list_unknown_unit", {"found": cell.text})))
        return None


def units_of(
    records: Sequence[Record], known: Sequence[ListedUnit], problems: list[Problem]
) -> list[ListedUnit]:
    """The units, parents first and otherwise as listed; what is wrong goes to ``problems``."""
    sound = [record for record in records if _has_name(record, problems)]
    ids = _ids(sound, problems)
    units = Units.known(known)
    for record, unit_id in zip(sound, ids, strict=True):
        units.add(unit_id, record["name"].text)
    parents = [_parent(record, units, problems) for record in sound]
    listed: dict[str, tuple[ListedUnit, Cell]] = {}
    for record, unit_id, parent in zip(sound, ids, parents, strict=True):
        if unit_id not in listed:
            listed[unit_id] = (_unit(record, unit_id, parent, problems), record["name"])
    return _parents_first(listed, problems)


def _has_name(record: Record, problems: list[Problem]) -> bool:
    if record["name"].text:
        return True
    problems.append(record["name"].problem(("list_missing_value", {})))
    return False


def _ids(records: Sequence[Record], problems: list[Problem]) -> list[str]:
    """The id of each row: as given, or the path of names; a second row with the same one is a problem."""
    ids = [_given(record, "id") or _path(record) for record in records]
    first: dict[str, int] = {}
    for record, unit_id in zip(records, ids, strict=True):
        cell = record["id"] if _given(record, "id") else record["name"]
        if first.setdefault(unit_id.casefold(), cell.row) != cell.row:
            problems.append(
                cell.problem(
                    ("list_double_unit", {"found": cell.text, "first_row": first[unit_id.casefold()]})
                )
            )
    return ids


def _path(record: Record) -> str:
    """What the row says is above the unit, and its name."""
    return PATH + _given(record, "parent").casefold() + "/" + record["name"].text.casefold()


def _given(record: Mapping[str, Cell], column: str) -> str:
    return record[column].text if column in record else ""


def _parent(record: Record, units: Units, problems: list[Problem]) -> str:
    if not _given(record, "parent"):
        return ""
    return units.find(record["parent"], problems) or ""


def _unit(record: Record, unit_id: str, parent: str, problems: list[Problem]) -> ListedUnit:
    ean = record.get("ean")
    if ean:
        problems += [ean.problem(fault) for fault in ean_faults(ean.text)]
    short_code = record.get("short_code")
    return ListedUnit(
        external_id=unit_id,
        name=record["name"].text,
        parent=parent,
        short_code=short_code.text if short_code else None,
        ean=ean.text.replace(" ", "") if ean else None,
    )


def _parents_first(
    listed: Mapping[str, tuple[ListedUnit, Cell]], problems: list[Problem]
) -> list[ListedUnit]:
    ordered: dict[str, ListedUnit] = {}
    for first in listed:
        unit_id, way = first, list[str]()
        while unit_id in listed and unit_id not in ordered and unit_id not in way:
            way.append(unit_id)
            unit_id = listed[unit_id][0].parent
        if unit_id in way:
            ring = way[way.index(unit_id) :]
            names = " → ".join(listed[one][0].name for one in [*ring, ring[0]])
            problems.append(listed[ring[0]][1].problem(("list_units_in_a_ring", {"names": names})))
        ordered |= {one: listed[one][0] for one in reversed(way)}
    return list(ordered.values())
