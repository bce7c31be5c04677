"""What a list says of units and people: ``None`` where it does not speak of it, empty where it is blank."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit; ``parent`` is another unit's ``external_id``, or empty at the top.

    Where the list gives no id, ``external_id`` is ``path:`` with what it says is above and the name, so that
    the same list gives the same ids again.
    """

    external_id: str
    name: str
    parent: str
    short_code: str | None = None
    ean: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """What a person is where: a unit's ``external_id`` and a role, either of which may be empty."""

    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person; ``email`` in small letters is who it is, ``posts`` are sorted and stand once each."""

    email: str
    name: str
    posts: tuple[Post, ...] | None = None


@dataclass(frozen=True, slots=True)
class OrganisationLists:
    """Units, parents before children, and people; ``None`` where no list of them was given.

    ``ignored`` names the sheets and columns that were passed over, as ``sheet`` or ``sheet: column``.
    """

    units: tuple[ListedUnit, ...] | None = None
    people: tuple[ListedPerson, ...] | None = None
    ignored: tuple[str, ...] = ()
