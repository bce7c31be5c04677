"""What an import would change: shown before it is done, and nothing the second time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Generic, TypeVar

from samspil.core.organisation_import.listed import ListedPerson, ListedUnit, OrganisationLists

Listed = TypeVar("Listed", ListedUnit, ListedPerson)


class Change(StrEnum):
    """What becomes of one unit or person. Who moves and also changes otherwise, moves."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Consequence(Generic[Listed]):
    """One unit or person before and after; ``fields`` are those that differ."""

    change: Change
    before: Listed | None
    after: Listed | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequences:
    """All consequences, in an order to carry them out: parents come before and go after children."""

    units: tuple[Consequence[ListedUnit], ...]
    people: tuple[Consequence[ListedPerson], ...]

    def count(self, change: Change) -> tuple[int, int]:
        """How many units and how many people."""
        return (
            sum(one.change is change for one in self.units),
            sum(one.change is change for one in self.people),
        )

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is as it was."""
        changes = [unit.change for unit in self.units] + [person.change for person in self.people]
        return all(change is Change.UNCHANGED for change in changes)


def plan(lists: OrganisationLists, existing: OrganisationLists, *, complete: bool = True) -> Consequences:
    """What the lists would change in what exists.

    What the lists do not speak of stays: a list without a column leaves that column, a file without a list
    of people leaves the people. ``complete`` says that who is not listed is gone; otherwise nobody is.
    ``existing.units`` stand parents first.

    Complexity: linear in the number of units and people.

    >>> before = OrganisationLists(units=(ListedUnit("1", "It", ""),))
    >>> after = OrganisationLists(units=(ListedUnit("1", "It og data", ""),))
    >>> [(one.change.value, one.fields) for one in plan(after, before).units]
    [('changed', ('name',))]
    """
    return Consequences(
        _consequences(lists.units, existing.units or (), _unit_id, "parent", complete=complete),
        _consequences(lists.people, existing.people or (), _email, "posts", complete=complete),
    )


def _unit_id(unit: ListedUnit) -> str:
    return unit.external_id


def _email(person: ListedPerson) -> str:
    return person.email


def _consequences(
    listed: Sequence[Listed] | None,
    existing: Sequence[Listed],
    key: Callable[[Listed], str],
    place: str,
    *,
    complete: bool,
) -> tuple[Consequence[Listed], ...]:
    if listed is None:
        return ()
    before: Mapping[str, Listed] = {key(one): one for one in existing}
    still = {key(one) for one in listed}
    arriving: list[Consequence[Listed]] = [_consequence(before.get(key(one)), one, place) for one in listed]
    leaving: list[Consequence[Listed]] = [
        Consequence(Change.GONE, one, None)
        for one in reversed(existing)
        if complete and key(one) not in still
    ]
    return tuple(arriving + leaving)


def _consequence(before: Listed | None, after: Listed, place: str) -> Consequence[Listed]:
    if before is None:
        return Consequence(Change.NEW, None, after)
    unsaid = {
        one.name: getattr(before, one.name) for one in fields(after) if getattr(after, one.name) is None
    }
    full = replace(after, **unsaid)
    differing = tuple(
        one.name
        for one in fields(full)
        if (getattr(before, one.name) or None) != (getattr(full, one.name) or None)
    )
    if not differing:
        return Consequence(Change.UNCHANGED, before, full)
    return Consequence(Change.MOVED if place in differing else Change.CHANGED, before, full, differing)
