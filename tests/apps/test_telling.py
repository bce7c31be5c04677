"""Who hears of what, and that they hear it once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.apps.api import examples
from tests.apps.world import BY, HVIDOVRE, SINCE, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.core.governance.entries import Withdraw
from samspil.core.units import Money
from samspil.kit.mail.models import Letter
from samspil.kit.webhooks.hooks import add_hook
from samspil.kit.webhooks.models import Call
from samspil.processes.tell_people import remind_people, tell_people
from samspil.processes.tell_systems import tell_systems
from samspil.processes.work import work

pytestmark = pytest.mark.django_db


def reached_as(world: World, code: str, role: str, language: str = "da") -> Account:
    account = Account.objects.create_user(f"{role}@example.org", None, language=language)
    with world.scope(code):
        services.let_act(account, world.organisation(code), world.people[code, role], SINCE, BY)
    return account


def brought(world: World) -> Matter:
    asked = examples.purchase(world)
    attributes = {
        key: Money.of(value["amount"]) if isinstance(value, dict) else value
        for key, value in asked["attributes"].items()
    }
    now = timezone.now()
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee", timezone.localdate(now))
        return bring(NewMatter(asked["kind"], asked["title"], attributes), acting=acting, at=now)


def letters(world: World) -> list[tuple[str, str]]:
    with world.scope(HVIDOVRE):
        return list(Letter.objects.order_by("id").values_list("account__email", "title"))


def role_of(matter: Matter) -> str:
    """Somebody on whose table it is."""
    sort, _space, key = matter.body.partition(" ")
    return key if sort == "role" else "it_expert"


def test_whoever_has_it_on_the_table_hears_of_it_once(world: World) -> None:
    matter = brought(world)
    role = role_of(matter)
    reached_as(world, HVIDOVRE, role)
    for _ in range(2):
        tell_people(timezone.now())
    assert letters(world) == [(f"{role}@example.org", f"Sag {matter.case_number} ligger på dit bord")]


def test_a_letter_is_in_the_language_of_whoever_gets_it(world: World) -> None:
    matter = brought(world)
    reached_as(world, HVIDOVRE, role_of(matter), "en")
    tell_people(timezone.now())
    assert letters(world)[0][1] == f"Case {matter.case_number} is on your table"


def test_what_has_left_the_table_again_is_not_told(world: World) -> None:
    matter = brought(world)
    reached_as(world, HVIDOVRE, role_of(matter))
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee", timezone.localdate())
        move(matter, Withdraw(acting.actor, "alligevel ikke", timezone.now()), acting=acting)
    tell_people(timezone.now())
    assert letters(world) == []


def test_what_is_late_is_told_once(world: World) -> None:
    matter = brought(world)
    assert matter.due_at is not None
    reached_as(world, HVIDOVRE, role_of(matter))
    for hours in (1, 2):
        remind_people(matter.due_at + timedelta(hours=hours))
    assert [title for _, title in letters(world)] == [f"Sag {matter.case_number} er over fristen"]


def test_what_is_due_tomorrow_is_told_and_what_is_due_later_is_not(world: World) -> None:
    matter = brought(world)
    assert matter.due_at is not None
    reached_as(world, HVIDOVRE, role_of(matter))
    remind_people(matter.due_at - timedelta(days=2))
    assert letters(world) == []
    remind_people(matter.due_at - timedelta(hours=20))
    assert [title for _, title in letters(world)] == [f"Sag {matter.case_number} har snart frist"]


def test_a_system_is_told_without_a_word_that_somebody_wrote(world: World) -> None:
    with world.scope(HVIDOVRE):
        owner = world.organisation(HVIDOVRE)
        add_hook(owner.pk, "x", "https://hooks.example.org/", ["matters"], (UUID(int=1), timezone.now()))
    matter = brought(world)
    for _ in range(2):
        tell_systems(timezone.now())
    with world.scope(HVIDOVRE):
        bodies = [json.loads(one) for one in Call.objects.order_by("id").values_list("body", flat=True)]
    assert [one["type"] for one in bodies][:2] == ["matter.registered", "matter.entered"]
    assert len({one["id"] for one in bodies}) == len(bodies)
    assert matter.title not in json.dumps(bodies, ensure_ascii=False)


def test_a_round_does_everything_and_a_part_that_fails_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    def fails(now: object) -> int:
        raise RuntimeError

    monkeypatch.setattr("samspil.processes.work.keep_time", fails)
    monkeypatch.setattr("samspil.processes.work.close_old_connections", lambda: None)
    reached_as(world, HVIDOVRE, role_of(brought(world)))
    work("w", timezone.now)
    assert len(mailoutbox) == 1
