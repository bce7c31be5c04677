"""What people do in a soak, by the services that pages call, each deed once under its key."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tests.apps.governance import forum_world
from tests.apps.governance.at_time import SIX, purchase
from tests.apps.world import HVIDOVRE, World

from bench.soak.ledger import Deed
from samspil.apps.governance.models import AgendaItem, Matter, Meeting
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.units import Money
from samspil.kit.once.doing import Request, once

STORIES = (("bring", "screen", "approve"), ("propose", "consent"), ("plan", "convene", "sit"))
OURS = {"bring", "screen", "approve", "consent"}  # the others are the association's


def told(rng: random.Random, writer: str, number: int) -> Iterator[tuple[str, str]]:
    """The deeds of one story: key and sort."""
    for sort in rng.choices(STORIES, (6, 2, 1))[0]:
        yield f"soak {writer}-{number} {sort}", sort


def do(world: World, deed: Deed, *, keyed: bool) -> str:
    """Do it, or get the answer that was given when it was done; without keys it is simply done."""
    code = HVIDOVRE if deed.sort in OURS else ""
    at = datetime.fromisoformat(deed.at)
    with world.scope(code):
        if not keyed:
            return DEEDS[deed.sort](world, deed, at)
        owner = world.organisation(code).pk
        asked = Request(owner, "soak", deed.key, {"sort": deed.sort, "about": deed.about})
        answer, _before = once(asked, lambda: DEEDS[deed.sort](world, deed, at), at)
        return str(answer)


def _bring(world: World, deed: Deed, at: datetime) -> str:
    employee = world.acting(HVIDOVRE, "employee")
    return str(bring(purchase(title=deed.key), acting=employee, at=at).public_id)


def _screen(world: World, deed: Deed, at: datetime) -> str:
    expert, matter = world.acting(HVIDOVRE, "it_expert"), Matter.objects.get(public_id=deed.about)
    for item in SIX:
        matter, _ = move(matter, AnswerItem("screen", item, True, "I orden", expert.actor, at), acting=expert)
    return deed.about


def _approve(world: World, deed: Deed, at: datetime) -> str:
    expert, matter = world.acting(HVIDOVRE, "it_expert"), Matter.objects.get(public_id=deed.about)
    move(matter, Choose("screen", "approve", expert.actor, at, reason="Det passer."), acting=expert)
    return deed.about


def _propose(world: World, deed: Deed, at: datetime) -> str:
    coordinator = world.acting("", "coordinator")
    new = NewMatter("voluntary_initiative", deed.key, {"effort_days": 10, "amount": Money.of(90_000)})
    joint = bring(new, acting=coordinator, at=at)
    move(joint, Choose("prepare", "put_to_members", coordinator.actor, at), acting=coordinator)
    return str(joint.public_id)


def _consent(world: World, deed: Deed, at: datetime) -> str:
    head = world.acting(HVIDOVRE, "head_of_digitalisation")
    facts = {"amount": Money.of(10_000), "new_appropriation": False}
    new = NewMatter("joint_consent", deed.key, facts, subject=deed.about, member=HVIDOVRE)  # type: ignore[arg-type]
    matter = bring(new, acting=head, at=at)
    move(matter, Choose(matter.step, "consent", head.actor, at, reason="Ja."), acting=head)
    return str(matter.public_id)


def _plan(world: World, deed: Deed, at: datetime) -> str:
    return str(forum_world.plan(world, deed.key, at).public_id)


def _convene(world: World, deed: Deed, at: datetime) -> str:
    secretary = world.acting("", forum_world.SECRETARY)
    found = forum_on(world.association.pk, forum_world.BOARD, at.date())
    call = meetings.Call(at + timedelta(minutes=10), deed.key)
    meeting = meetings.call_meeting(found, call, acting=secretary, at=at)
    matter = Matter.objects.get(public_id=deed.about)
    meetings.put_on_agenda(meeting, matter, acting=secretary, at=at)
    return str(meeting.public_id)


def _sit(world: World, deed: Deed, at: datetime) -> str:
    secretary = world.acting("", forum_world.SECRETARY)
    meeting = Meeting.objects.get(public_id=deed.about)
    meeting = meetings.open_meeting(meeting, acting=secretary, at=at)
    for item in AgendaItem.objects.filter(meeting=meeting):
        meetings.decide_item(item, meetings.Resolution("adopt"), acting=secretary, at=at)
    meetings.close_meeting(meeting, acting=secretary, at=at)
    return deed.about


DEEDS: dict[str, Callable[[World, Deed, datetime], str]] = {
    "bring": _bring,
    "screen": _screen,
    "approve": _approve,
    "propose": _propose,
    "consent": _consent,
    "plan": _plan,
    "convene": _convene,
    "sit": _sit,
}
