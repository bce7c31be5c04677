"""A survey of Hvidovre, by the doors of real use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Area, Invited, Round
from samspil.apps.surveys.selectors.invited import Opened
from samspil.apps.surveys.services.answering import answer
from samspil.apps.surveys.services.inviting import invite
from samspil.apps.surveys.services.preparing import keep_areas, prepare_round
from samspil.apps.surveys.services.running import close_round, open_round
from samspil.apps.surveys.types import Given, NewArea, NewRound, Readers
from samspil.wording.catalogues import Language

HEAD = "head_of_digitalisation"
BY_THEN = date(2026, 3, 20)


def leader(world: World) -> Acting:
    return world.acting(HVIDOVRE, HEAD)


def prepared(
    world: World,
    people: Mapping[str, int],
    *,
    survey: str = "pulse",
    about: str = "",
    readers: Readers = Readers.ASKED,
    unit: UUID | None = None,
    answer_by: date = BY_THEN,
    title: str = "Puls, marts",
    language: Language = "da",
) -> Round:
    """A round of areas with so many people, nobody invited; in Hvidovre's scope."""
    acting = leader(world)
    new = NewRound(title, survey, about, answer_by, readers, unit, language)
    row = prepare_round(new, acting=acting, at=NOW)
    if people:
        keep_areas(row, [NewArea(name, count) for name, count in people.items()], acting=acting, at=NOW)
    return row


def invited(world: World, row: Round, counts: Mapping[str, int]) -> list[Invited]:
    """So many invited by letter in each area."""
    wanted = {
        area(row, name).public_id: [f"{name.lower()}{number}@hvidovre.example" for number in range(count)]
        for name, count in counts.items()
    }
    invite(row, wanted, acting=leader(world), at=NOW)
    return list(Invited.objects.filter(round=row).order_by("id"))


def opened(world: World, people: Mapping[str, int], **how: object) -> Round:
    return open_round(prepared(world, people, **how), acting=leader(world), at=NOW)  # type: ignore[arg-type]


def area(row: Round, name: str) -> Area:
    return Area.objects.select_related("round__version").get(round=row, name=name)


def by_link(row: Round, name: str) -> Opened:
    return Opened(area(row, name), None, "Hvidovre", is_example=False)


def by_letter(one: Invited) -> Opened:
    row = Invited.objects.select_related("area__round__version").get(pk=one.pk)
    return Opened(row.area, row, "Hvidovre", is_example=False)


def says(step: str = "", question: str = "help", function: str = "", **words: str) -> Given:
    return Given({question: step} if step else {}, words, function)


def closed(world: World, answers: Mapping[str, Sequence[Given]], people: int = 40, **how: object) -> Round:
    """A round in which each area has so many people, and these answers came by its link."""
    row = opened(world, dict.fromkeys(answers, people), **how)
    for name, given in answers.items():
        for one in given:
            answer(by_link(row, name), one, at=NOW)
    return close_round(row, acting=leader(world), at=NOW)
