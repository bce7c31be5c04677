"""A workshop of Rødovre, whose model has ideas, by the doors of real use."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.apps.world import RODOVRE, World

from samspil.apps.governance.types import NewMatter
from samspil.apps.intake.types import IdeaSort
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Note, Potential, Workshop
from samspil.apps.workshops.services.choosing import choose
from samspil.apps.workshops.services.noting import keep_note
from samspil.apps.workshops.services.preparing import prepare_workshop
from samspil.apps.workshops.services.running import open_workshop
from samspil.apps.workshops.types import Improves, NewNote, NewPotential, NewWorkshop
from samspil.kit.ids import new_id

HEAD = "head_of_digitalisation"
IDEA = {"cross_cutting": False, "business_critical": False, "new_appropriation": False}


def leader(world: World, code: str = RODOVRE) -> Acting:
    return world.acting(code, HEAD)


def prepared(world: World, at: datetime, area: str = "Hjemmeplejen", code: str = RODOVRE) -> Workshop:
    """It is held now, for two hours; in the scope of its organisation."""
    new = NewWorkshop(area, None, at, at + timedelta(hours=2))
    return prepare_workshop(new, acting=leader(world, code), at=at)


def opened(world: World, at: datetime, area: str = "Hjemmeplejen", code: str = RODOVRE) -> Workshop:
    return open_workshop(prepared(world, at, area, code), acting=leader(world, code), at=at)


def note(row: Workshop, text: str, at: datetime, asks: IdeaSort = IdeaSort.ANNOYS) -> Note:
    keep_note(row, NewNote(asks, text, new_id()), at=at)
    return Note.objects.filter(workshop=row).latest("id")


def found(
    world: World, row: Workshop, title: str, at: datetime, improves: Improves = Improves.QUALITY
) -> Potential:
    code = next(code for code, one in world.members.items() if one.pk == row.organisation_id)
    return choose(row, NewPotential(title, "", improves), acting=leader(world, code), at=at)


def as_idea(title: str, unit: str = "0198c0de-0000-7000-8000-000000000001") -> NewMatter:
    """What is brought, as Rødovre's model asks of an idea."""
    return NewMatter("issue", title, IDEA, unit=unit)


def area_head(world: World, unit: str = "0198c0de-0000-7000-8000-000000000001") -> Acting:
    """Whoever decides what is local, in that unit."""
    return replace(world.acting(RODOVRE, "area_head"), unit=unit)
