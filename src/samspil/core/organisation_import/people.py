"""Rows of people and of roles to people: who is who by e-mail, where they belong, what they do there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from samspil.core.errors import Problem
from samspil.core.organisation_import.cells import Cell, Record, email_faults
from samspil.core.organisation_import.listed import ListedPerson, Post
from samspil.core.organisation_import.units import Units

_BETWEEN_ROLES: Final = re.compile(r"\s*[;,|]\s*")


@dataclass(slots=True)
class _Gathered:
    """What the rows read so far say of one person."""

    email: str
    name: str
    row: int
    posts: set[Post] | None = None

    def add(self, posts: set[Post]) -> None:
        self.posts = posts if self.posts is None else self.posts | posts


@dataclass(slots=True)
class People:
    """The people of the lists by e-mail, gathered row by row; what is wrong goes to ``problems``."""

    units: Units
    problems: list[Problem]
    by_email: dict[str, _Gathered] = field(default_factory=dict)

    def take(self, records: Sequence[Record]) -> None:
        """Rows of people. The same e-mail again adds a post; with another name it is a problem."""
        for record in records:
            name, email = self._name(record), self._email(record["email"])
            if not (name and email):
                continue
            person = self.by_email.setdefault(email, _Gathered(email, name, record["email"].row))
            if person.name.casefold() != name.casefold():
                cell = record["email"]
                self.problems.append(
                    cell.problem(
                        ("list_two_names", {"found": email, "name": name, "first_name": person.name})
                    )
                )
            if "unit" in record or "roles" in record:
                person.add(self._posts(record))

    def take_roles(self, records: Sequence[Record]) -> None:
        """Rows that give a person, by e-mail or by a name that only one has, a role in a unit."""
        for record in records:
            empty = [cell for cell in record.values() if not cell.text]
            self.problems += [cell.problem(("list_missing_value", {})) for cell in empty]
            if empty:
                continue
            unit = self.units.find(record["unit"], self.problems)
            person = self._find(record["person"])
            if unit and person:
                person.add({Post(unit, record["role"].text)})

    def listed(self) -> list[ListedPerson]:
        """The people in the order of their first rows; a post without role gives way to one with it."""
        return [
            ListedPerson(one.email, one.name, None if one.posts is None else _fullest(one.posts))
            for one in self.by_email.values()
        ]

    def _name(self, record: Record) -> str:
        if "name" in record:
            cells = [record["name"]]
        else:
            cells = [record[part] for part in ("first_name", "last_name") if part in record]
        self.problems += [cell.problem(("list_missing_value", {})) for cell in cells if not cell.text]
        return " ".join(cell.text for cell in cells) if all(cell.text for cell in cells) else ""

    def _email(self, cell: Cell) -> str:
        if not cell.text:
            self.problems.append(cell.problem(("list_missing_value", {})))
            return ""
        email = cell.text.casefold().removeprefix("mailto:")
        faults = list(email_faults(email))
        self.problems += [cell.problem(fault) for fault in faults]
        return "" if faults else email

    def _posts(self, record: Record) -> set[Post]:
        roles = (
            [role for role in _BETWEEN_ROLES.split(record["roles"].text) if role] if "roles" in record else []
        )
        cell = record.get("unit")
        unit = (self.units.find(cell, self.problems) or "") if cell and cell.text else ""
        return {Post(unit, role) for role in roles} or ({Post(unit, "")} if unit else set())

    def _find(self, cell: Cell) -> _Gathered | None:
        wanted = cell.text.casefold()
        if wanted in self.by_email:
            return self.by_email[wanted]
        named = [one for one in self.by_email.values() if one.name.casefold() == wanted]
        if len(named) == 1:
            return named[0]
        if named:
            fault: tuple[str, dict[str, object]] = ("list_ambiguous_person", {"found": cell.text})
        else:
            fault = ("list_unknown_person", {"found": cell.text})
        self.problems.append(cell.problem(fault))
        return None


def _fullest(posts: set[Post]) -> tuple[Post, ...]:
    with_role = {post.unit for post in posts if post.role}
    return tuple(sorted(post for post in posts if post.role or post.unit not in with_role))
