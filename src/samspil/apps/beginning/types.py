"""What crosses the border of this app."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from samspil.core.errors import SamspilError

LINK_LASTS: Final = timedelta(hours=24)
MUNICIPALITY, ASSOCIATION = "municipality", "association"


class GoneError(SamspilError):
    """The guide is not there: an organisation is here, or the link was used, has expired, or never was."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to invite; ``what`` is a role, or ``forum/seat``. Nothing: they can only log in and read."""

    name: str
    email: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What begins: a municipality by its ``code``, or an association with a ``name`` and members' codes.

    The model holds from ``since``; people and members are here from ``on`` (the same day if none is said).
    The first member houses the secretariat where no ``host`` is named.
    """

    model: str
    email: str
    person: str
    since: date
    code: str = ""
    name: str = ""
    members: tuple[str, ...] = ()
    host: str = ""
    on: date | None = None
    reason: str = ""
    role: str = ""
    others: tuple[Invitee, ...] = ()


class Step(StrEnum):
    """A page of the guide."""

    ORGANISATION = "organisation"
    MEMBERS = "members"
    MODEL = "model"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What has been chosen so far. What no longer fits is kept: going back loses nothing."""

    kind: str = ""
    code: str = ""
    name: str = ""
    members: tuple[str, ...] = ()
    host: str = ""
    model: str = ""
    since: str = ""
    reason: str = ""
    person: str = ""
    email: str = ""
    role: str = ""
    others: tuple[Invitee, ...] = ()

    @property
    def is_association(self) -> bool:
        """Whether it is one."""
        return self.kind == ASSOCIATION

    def as_data(self) -> dict[str, Any]:
        """Plain values, to be kept."""
        return asdict(self)

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> Chosen:
        """What was kept."""
        others = tuple(Invitee(**one) for one in data.get("others", ()))
        return cls(**{**data, "members": tuple(data.get("members", ())), "others": others})
