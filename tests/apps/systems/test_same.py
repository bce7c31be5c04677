"""Two entries of the catalogue that are one system: proposed by one, answered by each, and undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.systems.test_register import keeper, refused, use_in
from tests.apps.systems.test_register_pages import page, sent, whole_use
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.types import NotFoundError
from samspil.apps.systems.models import LocalUse, SameAnswer
from samspil.apps.systems.selectors.others import count_of_others
from samspil.apps.systems.selectors.same import list_proposed, suggest_same, systems_like
from samspil.apps.systems.services.same import answer_same, propose_same, take_back_same, undo_same
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.processes.import_register import Sent, import_register

NEXUS, KMD_NEXUS = UUID(int=1), UUID(int=2)
CVR = "26911745"
SHOWN: Any = {"visibility": Visibility.ASSOCIATION, "vendor_cvr": CVR, "vendor": "Fiktiv"}
COORDINATOR = "coordinator"


@pytest.fixture
def twice(world: World) -> tuple[LocalUse, LocalUse]:
    """The same system, entered by two members by themselves."""
    return (
        use_in(world, HVIDOVRE, name="Nexus", catalogue=NEXUS, **SHOWN),
        use_in(world, RODOVRE, name="Fiktiv Nexus", catalogue=KMD_NEXUS, **SHOWN),
    )


def catalogue(world: World, code: str, use: LocalUse) -> tuple[UUID, UUID | None]:
    with world.scope(code):
        use.refresh_from_db()
    return use.catalogue, use.listed_as


def by_association(world: World) -> UUID:
    with world.scope(ASSOCIATION):
        who = world.acting(ASSOCIATION, COORDINATOR)
        return propose_same(NEXUS, KMD_NEXUS, acting=who, at=NOW).public_id


def others(world: World) -> int:
    with world.scope(HVIDOVRE):
        return count_of_others(keeper(world, HVIDOVRE), [KMD_NEXUS], TODAY).get(KMD_NEXUS, 0)


def test_the_association_proposes_and_a_member_s_uses_follow_when_it_says_so(
    world: World, twice: tuple[LocalUse, LocalUse]
) -> None:
    ours, _theirs = twice
    key = by_association(world)
    assert catalogue(world, HVIDOVRE, ours) == (NEXUS, None)
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        [told] = list_proposed(who, TODAY)
        assert (told.is_ours, told.to_move, told.answer) == (False, 1, None)
        before = Entry.objects.count()
        assert answer_same(key, is_same=True, acting=who, at=NOW) == 1
        assert Entry.objects.count() == before + 1
    assert catalogue(world, HVIDOVRE, ours) == (KMD_NEXUS, NEXUS)
    assert others(world) == 1


def test_an_answer_is_undone_and_what_was_there_before_stays(
    world: World, twice: tuple[LocalUse, LocalUse]
) -> None:
    ours, native = twice[0], use_in(world, HVIDOVRE, name="Nexus her", catalogue=KMD_NEXUS)
    key = by_association(world)
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        assert refused(lambda: undo_same(key, acting=who, at=NOW)) == "same_is_not_answered"
        answer_same(key, is_same=True, acting=who, at=NOW)
        assert undo_same(key, acting=who, at=NOW) == 1
        assert [one.undone_at for one in SameAnswer.objects.all()] == [NOW]  # it is kept that it was answered
    assert catalogue(world, HVIDOVRE, ours) == (NEXUS, None)
    assert catalogue(world, HVIDOVRE, native) == (KMD_NEXUS, None)


def test_who_keeps_them_apart_moves_nothing_and_may_change_its_mind(
    world: World, twice: tuple[LocalUse, LocalUse]
) -> None:
    key = by_association(world)
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        assert answer_same(key, is_same=False, acting=who, at=NOW) == 0
        assert answer_same(key, is_same=True, acting=who, at=NOW) == 1
        assert answer_same(key, is_same=False, acting=who, at=NOW) == 0
    assert catalogue(world, HVIDOVRE, twice[0]) == (NEXUS, None)


def test_what_comes_later_waits_and_follows_when_it_is_answered_again(
    world: World, twice: tuple[LocalUse, LocalUse]
) -> None:
    key = by_association(world)
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        answer_same(key, is_same=True, acting=who, at=NOW)
    use_in(world, HVIDOVRE, name="Nexus to", catalogue=NEXUS)
    with world.scope(HVIDOVRE):
        assert [one.to_move for one in list_proposed(who, TODAY)] == [1]
        assert answer_same(key, is_same=True, acting=who, at=NOW) == 1


def test_a_member_s_own_proposal_is_answered_by_itself_at_once_and_taken_back_whole(
    world: World, twice: tuple[LocalUse, LocalUse]
) -> None:
    use_in(world, RODOVRE, name="Nexus", catalogue=NEXUS, **SHOWN)
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        row = propose_same(NEXUS, KMD_NEXUS, acting=who, at=NOW)
        assert refused(lambda: propose_same(KMD_NEXUS, NEXUS, acting=who, at=NOW)) == "same_is_said"
    assert catalogue(world, HVIDOVRE, twice[0]) == (KMD_NEXUS, NEXUS)
    with world.scope(HVIDOVRE):
        take_back_same(row.public_id, acting=who, at=NOW)
        with pytest.raises(NotFoundError):
            answer_same(row.public_id, is_same=True, acting=who, at=NOW)
    assert catalogue(world, HVIDOVRE, twice[0]) == (NEXUS, None)


def test_nobody_takes_another_s_proposal_back_or_says_it_of_what_it_cannot_see(
    world: World, twice: tuple[LocalUse, LocalUse]
) -> None:
    key = by_association(world)
    hidden = use_in(world, RODOVRE, name="Skjult")
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        code = refused(lambda: take_back_same(key, acting=who, at=NOW))
        assert code == "not_yours_to_keep_register"
        for wrong in (uuid4(), hidden.catalogue):
            with pytest.raises(NotFoundError):
                propose_same(NEXUS, wrong, acting=who, at=NOW)
        assert refused(lambda: propose_same(NEXUS, NEXUS, acting=who, at=NOW)) == "same_as_itself"
        asks = world.acting(HVIDOVRE, "employee")
        for call in (
            lambda: propose_same(NEXUS, KMD_NEXUS, acting=asks, at=NOW),
            lambda: answer_same(key, is_same=True, acting=asks, at=NOW),
            lambda: undo_same(key, acting=asks, at=NOW),
            lambda: take_back_same(key, acting=asks, at=NOW),
        ):
            assert refused(call) == "not_yours_to_keep_register"


def test_what_seems_to_be_the_same_is_suggested_until_it_is_said(
    world: World, twice: tuple[LocalUse, LocalUse]
) -> None:
    use_in(world, RODOVRE, name="Nexus", vendor="Skjult", catalogue=uuid4())
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        [(one, other)] = suggest_same(who, TODAY)
        assert {one.catalogue, other.catalogue} == {NEXUS, KMD_NEXUS}
        assert [one.name for one in systems_like(who, "nexus", "", TODAY)] == ["Nexus"]
        found = systems_like(who, "Nexus system", CVR, TODAY)
        assert {one.name for one in found} == {"Nexus", "Fiktiv Nexus"}
        propose_same(NEXUS, KMD_NEXUS, acting=who, at=NOW)
        assert suggest_same(who, TODAY) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_know_what_moved_by_both_its_ids(
    world: World, twice: tuple[LocalUse, LocalUse], browser: Client, form: str
) -> None:
    use_in(world, HVIDOVRE, name="Nexus her", catalogue=KMD_NEXUS, vendor_cvr=CVR)
    key = by_association(world)
    with world.scope(HVIDOVRE):
        answer_same(key, is_same=True, acting=keeper(world, HVIDOVRE), at=NOW)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    data = head.get(f"/systems/export/systems.{form}").content
    done = import_register(world.members[HVIDOVRE], Sent(f"x.{form}", data), By("x", NOW))
    assert done.seen.problems == []
    assert done.seen.counts["unchanged"] == 2
    line = f"IT System;IT-System (UUID)\nNexus;{NEXUS}\n".encode()
    assert import_register(world.members[HVIDOVRE], Sent("y.csv", line), By("x", NOW)).seen.counts["new"] == 0


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


def test_who_enters_a_system_is_asked_whether_it_is_one_that_is_there(
    world: World, head: Client, twice: tuple[LocalUse, LocalUse]
) -> None:
    told = whole_use(name="Fiktiv nexus", vendor_cvr=CVR)
    status, shown = sent(head, "/systems/new/", **told)
    assert (status, "Er det et af disse?" in shown, "Fiktiv Nexus · Fiktiv · Rødovre" in shown) == (
        *(422, True, True),
    )
    assert sent(head, "/systems/new/", **told, catalogue=str(uuid4()))[0] == 422
    assert sent(head, "/systems/new/", **told, catalogue=str(KMD_NEXUS))[0] == 302
    assert sent(head, "/systems/new/", **told, catalogue="other")[0] == 302
    assert sent(head, "/systems/new/", **whole_use(name="Noget helt andet"))[0] == 302
    with world.scope(HVIDOVRE):
        found = LocalUse.objects.filter(name="Fiktiv nexus").order_by("pk")
        assert [one.catalogue == KMD_NEXUS for one in found] == [True, False]


def test_the_pages_say_propose_answer_and_take_back(
    world: World, head: Client, twice: tuple[LocalUse, LocalUse]
) -> None:
    shown = page(head, "/systems/same/")
    where = f"/systems/same/propose/{NEXUS}/{KMD_NEXUS}/"
    assert ("Hvad der ser ud til at være det samme" in shown, "De er de samme" in shown) == (True, True)
    assert sent(head, where)[0] == 302
    assert catalogue(world, HVIDOVRE, twice[0]) == (KMD_NEXUS, NEXUS)
    with world.scope(HVIDOVRE):
        [told] = list_proposed(keeper(world, HVIDOVRE), timezone.localdate())
    key = told.row.public_id
    assert "Vores følger med" in page(head, "/systems/same/")
    for said, words in (("undo", "venter"), ("apart", "Vi holder dem adskilt"), ("same", "Vores følger med")):
        assert sent(head, f"/systems/same/{key}/answer/", answer=said)[0] == 302
        assert words in page(head, "/systems/same/")
    assert sent(head, f"/systems/same/{key}/take-back/")[0] == 302
    assert "Hvad der er sagt" not in page(head, "/systems/same/")
    assert head.get(f"/systems/same/{key}/answer/").status_code == 404
