"""Workshops of the example: held in the spring with two areas, and one to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from samspil.apps.governance.types import NewMatter
from samspil.apps.intake.types import IdeaSort
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.selectors.wall import wall_of
from samspil.apps.workshops.services.choosing import choose, say_in_use
from samspil.apps.workshops.services.grouping import put_under
from samspil.apps.workshops.services.noting import keep_note
from samspil.apps.workshops.services.preparing import prepare_workshop
from samspil.apps.workshops.services.running import end_workshop, open_workshop
from samspil.apps.workshops.services.sending import send_on
from samspil.apps.workshops.types import Improves, NewNote, NewPotential, NewWorkshop
from samspil.core.governance.matter import Value
from samspil.kit.ids import new_id
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

_HOLDING: Final = ("0165", "0167", "0175")
_HEAD: Final = "head_of_digitalisation"
_HELD_AFTER: Final = (130, 200)  # days of the year
_NOTES: Final = {
    "Log-in": (
        (IdeaSort.ANNOYS, "Fire adgangskoder hver morgen"),
        (IdeaSort.ANNOYS, "Vi bliver logget af midt i et besøg"),
        (IdeaSort.SMARTER, "Ét kort, der åbner det hele"),
    ),
    "Det samme to gange": (
        (IdeaSort.ANNOYS, "Kørselslisten skrives af i hånden"),
        (IdeaSort.ANNOYS, "Borgeren skal fortælle det samme igen"),
        (IdeaSort.SMARTER, "Skemaet kunne være udfyldt på forhånd"),
    ),
}
# Who sends on what it found, as its model asks: advice without approval (F2.12).
_SENDING: Final = "0175"
_AS: Final = "initiative"
_ANSWERS: Final[Mapping[str, Value]] = {"theme": "everyday_technology", "new_appropriation": False}
_LOOSE: Final = "Printeren på 2. sal"
_FOUND: Final = (
    ("Borgeren fortæller kun én gang", Improves.QUALITY),
    ("Listen er rigtig fra morgenen af", Improves.QUALITY),
    ("Ét log-in til det hele", Improves.EFFICIENCY),
    ("Kørslen skriver sig selv", Improves.EFFICIENCY),
)


def hold_workshops(cast: Cast, since: date, now: datetime) -> None:
    """Two areas in each of three municipalities, and one area to come."""
    for code in _HOLDING:
        acting = cast.acting(code, _HEAD, now.date())
        if acting is None:
            continue
        with scope.within([cast.organisation(code).pk]):
            units = list_units(acting.organisation_id, since)
            for unit, days in zip(units, _HELD_AFTER, strict=False):
                at = _moment(since + timedelta(days=days))
                _hold(NewWorkshop(unit.name, unit.public_id, at, at + timedelta(hours=2)), acting, at)
            soon = _moment(now.date() + timedelta(days=9))
            last = units[-1]
            to_come = NewWorkshop(last.name, last.public_id, soon, soon + timedelta(hours=2))
            prepare_workshop(to_come, acting=acting, at=now)


def _hold(new: NewWorkshop, acting: Acting, at: datetime) -> None:
    row = prepare_workshop(new, acting=acting, at=at - timedelta(days=14))
    open_workshop(row, acting=acting, at=at)
    for heading, notes in _NOTES.items():
        for asks, text in notes:
            keep_note(row, NewNote(asks, text, new_id()), at=at)
        loose = [one.public_id for one in wall_of(row).loose]
        put_under(row, loose, heading, acting=acting, at=at)
    keep_note(row, NewNote(IdeaSort.ANNOYS, _LOOSE, new_id()), at=at)
    found = [
        choose(row, NewPotential(title, "", improves), acting=acting, at=at) for title, improves in _FOUND
    ]
    end_workshop(row, acting=acting, at=at + timedelta(hours=2))
    say_in_use(found[1], at.date() + timedelta(days=30), acting=acting, at=at + timedelta(days=30))
    if acting.code == _SENDING:
        for one in (found[0], found[2]):
            send_on(one, NewMatter(_AS, one.title, _ANSWERS), acting=acting, at=at + timedelta(days=1))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(11), UTC)
