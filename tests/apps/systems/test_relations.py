"""What systems exchange with each other: said once, shown at both, and gone from both."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from tests.apps.systems.test_register import keeper, refused, use_in
from tests.apps.systems.test_register_pages import page, sent
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import NotFoundError
from samspil.apps.systems.models import LocalUse, SystemRelation
from samspil.apps.systems.selectors.access import access_relation
from samspil.apps.systems.selectors.linked import relations_of
from samspil.apps.systems.services.uses import end_relation, relate, remove_use
from samspil.apps.systems.types import NewRelation
from samspil.core.systems.vocabulary import Direction


def seen(use: LocalUse) -> list[tuple[str, str]]:
    return [(one.way.value, one.name) for one in relations_of(use)]


def test_what_is_said_at_one_stands_at_both_each_seen_from_there(world: World) -> None:
    care, pay = use_in(world, HVIDOVRE), use_in(world, HVIDOVRE, name="Løn", local_name="Lønnen")
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        for way in Direction:
            relate(care, NewRelation("løn", pay.public_id, way, description="Timer"), acting=who, at=NOW)
        relate(care, NewRelation("MedCom"), acting=who, at=NOW)
        assert sorted(seen(care)) == [("both", "løn"), ("in", "løn"), ("out", "MedCom"), ("out", "løn")]
        assert sorted(seen(pay)) == [(way, "Omsorgssystemet") for way in ("both", "in", "out")]
        assert {one.public_id for one in relations_of(pay)} == {care.public_id}
        end_relation(pay, access_relation(pay, relations_of_first(care)), acting=who, at=NOW)
        assert len(seen(care)) == len(seen(pay)) + 1 == 3


def relations_of_first(use: LocalUse) -> int:
    return SystemRelation.objects.filter(use=use).exclude(other=None).order_by("pk")[0].pk


def test_what_is_removed_is_named_and_not_led_to(world: World) -> None:
    care, pay = use_in(world, HVIDOVRE), use_in(world, HVIDOVRE, name="Løn")
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        relate(care, NewRelation("Løn", pay.public_id), acting=who, at=NOW)
        remove_use(pay, acting=who, at=NOW)
        assert [(one.name, one.public_id) for one in relations_of(care)] == [("Løn", None)]
        remove_use(care, acting=who, at=NOW)
        assert relations_of(pay) == []


def test_what_cannot_be_so_is_refused(world: World) -> None:
    care, theirs = use_in(world, HVIDOVRE), use_in(world, RODOVRE)
    with world.scope(HVIDOVRE):
        who, asks = keeper(world, HVIDOVRE), world.acting(HVIDOVRE, "employee")
        itself = NewRelation("x", care.public_id)
        assert refused(lambda: relate(care, itself, acting=who, at=NOW)) == "relation_to_itself"
        assert (
            refused(lambda: relate(care, NewRelation(" "), acting=who, at=NOW)) == "relation_needs_a_system"
        )
        assert (
            refused(lambda: relate(care, NewRelation("x"), acting=asks, at=NOW))
            == "not_yours_to_keep_register"
        )
        for other in (uuid4(), theirs.public_id):
            with pytest.raises(NotFoundError):
                relate(care, NewRelation("x", other), acting=who, at=NOW)
        row = relate(care, NewRelation("x"), acting=who, at=NOW)
        assert refused(lambda: end_relation(care, row, acting=asks, at=NOW)) == "not_yours_to_keep_register"


def test_the_page_says_which_way_what_and_how(world: World, browser: Client) -> None:
    care, pay = use_in(world, HVIDOVRE), use_in(world, HVIDOVRE, name="Løn")
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    where = f"/systems/{care.public_id}/connections/new/"
    told = {"other": "LØN", "way": "in", "description": "Timer", "interface": "SFTP", "frequency": "Hver nat"}
    assert sent(head, where, **told)[0] == 302
    shown = page(head, f"/systems/{care.public_id}/")
    for words in ("Modtager fra", f"/systems/{pay.public_id}/", "Timer", "SFTP · Hver nat"):
        assert words in shown, words
    assert "Sender til" in page(head, f"/systems/{pay.public_id}/")
    assert sent(head, where, **{**told, "other": "Omsorgssystemet"})[0] == 422
    with world.scope(HVIDOVRE):
        key = SystemRelation.objects.get().pk
    assert head.get(f"/systems/{uuid4()}/connections/{key}/remove/").status_code == 404
    assert head.get(f"/systems/{care.public_id}/connections/{key + 1}/remove/").status_code == 404
    assert sent(head, f"/systems/{care.public_id}/connections/{key}/remove/")[0] == 302
    with world.scope(HVIDOVRE):
        assert not SystemRelation.objects.exists()
