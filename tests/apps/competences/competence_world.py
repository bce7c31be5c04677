"""A gap in Hvidovre that somebody in Rødovre could fill, by the doors of real use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.competences.models import CompetenceNeed, Findable, GapPlan
from samspil.apps.competences.services.confirming import confirm
from samspil.apps.competences.services.needing import say_need
from samspil.apps.competences.services.planning import plan
from samspil.apps.competences.services.saying import say_what_i_can, show_me
from samspil.apps.competences.types import For, NewNeed, NewPlan, Way
from samspil.apps.organisations.types import Acting

HEAD = "head_of_digitalisation"
KEY = "project_management"
FUNCTION = "Projektleder på sundhedsområdet"
BY_THEN = date(2026, 6, 1)


def head(world: World, code: str = HVIDOVRE) -> Acting:
    return world.acting(code, HEAD)


def can(world: World, code: str, role: str, level: int, *, key: str = KEY, at: datetime = NOW) -> Acting:
    """Somebody says that they can; in their organisation's scope."""
    acting = world.acting(code, role)
    say_what_i_can({key: level}, acting=acting, at=at)
    return acting


def found(world: World, code: str = RODOVRE, role: str = "employee", level: int = 4) -> Findable:
    """Somebody whom the head has confirmed lets the members find them."""
    with world.scope(code):
        acting = can(world, code, role, level)
        confirm(acting.person, KEY, is_so=True, acting=head(world, code), at=NOW)
        return show_me(FUNCTION, acting=acting, at=NOW)


def needed(world: World, code: str = HVIDOVRE, *, people: int = 1, by_on: date = BY_THEN) -> CompetenceNeed:
    """So many who can lead projects alone, for a task; in the organisation's scope."""
    new = NewNeed(KEY, 3, people, by_on, For.TASK, "Nyt omsorgssystem")
    return say_need(new, acting=head(world, code), at=NOW)


def borrowed(world: World, need: CompetenceNeed, who: Findable, code: str = HVIDOVRE) -> GapPlan:
    """A member asks for somebody; in its scope."""
    acting = head(world, code)
    new = NewPlan(
        Way.BORROW, 1, acting.person, BY_THEN, "To dage om ugen", who.public_id, BY_THEN + timedelta(days=90)
    )
    return plan(need, new, acting=acting, at=NOW)
