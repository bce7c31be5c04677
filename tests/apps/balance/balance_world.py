"""A balance check of Hvidovre, by the doors of real use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.balance.models import Invited, Round
from samspil.apps.balance.selectors.invited import key_of
from samspil.apps.balance.services.answering import answer
from samspil.apps.balance.services.inviting import invite
from samspil.apps.balance.services.preparing import prepare_round
from samspil.apps.balance.services.running import close_round, open_round
from samspil.apps.balance.types import NewRound, Said, Shows
from samspil.apps.organisations.types import Acting
from samspil.wording.catalogues import Language

HEAD = "head_of_digitalisation"
BY_THEN = date(2026, 3, 20)
Answers = Mapping[str, Sequence[Mapping[str, Said]]]


def leader(world: World) -> Acting:
    return world.acting(HVIDOVRE, HEAD)


def prepared(
    world: World,
    groups: Mapping[str, int],
    *,
    shows: Shows = Shows.TOGETHER,
    dialogue: str = "balances",
    answer_by: date = BY_THEN,
    language: Language = "da",
) -> Round:
    """A round with so many invited to each group; in Hvidovre's scope."""
    acting = leader(world)
    new = NewRound("Foråret 2026", dialogue, answer_by, shows, language)
    row = prepare_round(new, acting=acting, at=NOW)
    people = {
        key: [f"{key}{number}@hvidovre.example" for number in range(count)] for key, count in groups.items()
    }
    invite(row, people, acting=acting, at=NOW)
    return row


def opened(world: World, groups: Mapping[str, int], **how: object) -> Round:
    return open_round(prepared(world, groups, **how), acting=leader(world), at=NOW)  # type: ignore[arg-type]


def closed(world: World, answers: Answers, **how: object) -> Round:
    """A round in which everybody invited has answered."""
    row = opened(world, {key: len(said) for key, said in answers.items()}, **how)
    for key, given in answers.items():
        for one, said in zip(invited(row, key), given, strict=True):
            answer(one, said, at=NOW)
    return close_round(row, acting=leader(world), at=NOW)


def invited(row: Round, group: str) -> list[Invited]:
    return list(Invited.objects.filter(round=row, group=group).order_by("id"))


def key(world: World, one: Invited) -> str:
    return key_of(world.organisation(HVIDOVRE).public_id, one.public_id)


def says(step: str, text: str = "", question: str = "core_task") -> dict[str, Said]:
    return {question: Said(step, text)}
