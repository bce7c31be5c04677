"""Three members that each have a care system, gathered and compared as the worker does."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from tests.apps.systems.test_register import contract_in, use_in
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.needs.models import Told
from samspil.apps.needs.selectors.common import CommonShown, Narrowing, common_of, list_common
from samspil.apps.needs.selectors.reach import Reach, reaching
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract
from samspil.core.systems.vocabulary import Visibility
from samspil.processes.find_common_needs import find_common_needs
from samspil.processes.gather_needs import gather_needs

KEEPER = "head_of_digitalisation"
THREE = (HVIDOVRE, RODOVRE, SOLROD)
NAMES = {HVIDOVRE: "Omsorgssystem", RODOVRE: "Drift af omsorgssystemet", SOLROD: "Elektronisk omsorgsjournal"}
LATER = NOW + timedelta(minutes=5)
CARE = ("27.36.00",)


def keeper(world: World, code: str = HVIDOVRE) -> Acting:
    return world.acting(code, KEEPER if code else "coordinator")


def shows(world: World, code: str, name: str, **said: Any) -> Contract:
    """A contract about a care system that the association may see, with what it is called in that member."""
    use = use_in(world, code, **{"visibility": Visibility.ASSOCIATION, "kle": CARE, **said.pop("use", {})})
    given = {"visibility": Visibility.ASSOCIATION, "ends_on": TODAY + timedelta(days=900), **said}
    return contract_in(world, code, use, name=name, **given)


def care_of_three(world: World, **said: Any) -> dict[str, Contract]:
    return {code: shows(world, code, NAMES[code], **dict(said)) for code in THREE}


def worker(at: datetime = NOW) -> tuple[int, int]:
    """A round: how much was told otherwise, and in how many associations was compared."""
    return gather_needs(at), find_common_needs(at)


@contextmanager
def seen_by(world: World, code: str = HVIDOVRE, on: date = TODAY) -> Generator[Reach]:
    with world.scope(code), reaching(keeper(world, code), on) as reach:
        yield reach


def found_by(world: World, code: str = HVIDOVRE, **by: Any) -> list[CommonShown]:
    """Every common need that somebody's list shows, whole."""
    with seen_by(world, code) as reach:
        return [common_of(reach, one.public_id) for one in list_common(reach, Narrowing(**by)).rows]


def titles(found: list[CommonShown]) -> list[set[str]]:
    return [{part.told.title for part in one.parts} for one in found]


def told_of(world: World, code: str, title: str) -> Told:
    with world.scope(code):
        return Told.objects.get(title=title)
