"""A common need on its way to something joint: side by side, what each wants, and what is proposed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.needs.conftest import CARE, HIDDEN
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.needs.models import CommonNeed, Told, Wish
from samspil.apps.needs.selectors.together import kinds_to_propose, together
from samspil.apps.needs.services.wishing import NewWish, wish
from samspil.apps.needs.types import Wants
from samspil.core.governance.matter import Value
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry

HEAD = "head_of_digitalisation"
ANSWERS: dict[str, Value] = {"amount": Money(50_000_00), "new_appropriation": False}


def page(common: CommonNeed) -> str:
    return reverse("needs:together", args=[common.public_id])


def wishes(world: World, common: CommonNeed, code: str, new: NewWish, role: str = HEAD) -> None:
    with world.scope(code):
        wish(common.public_id, new, acting=world.acting(code, role), at=NOW)


def test_members_stand_side_by_side_with_what_each_shows(world: World, common: CommonNeed) -> None:
    with world.scope(SOLROD):
        found = together(world.acting(SOLROD, HEAD), common.public_id, TODAY)
    assert [one.name for one in found.sides][:2] == ["Hvidovre", "Rødovre"]
    assert len(found.sides) == len(world.members)
    told = [one.told for one in found.sides if one.told is not None]
    assert [(one.title, one.ends_on) for one in told] == [
        ("Nyt omsorgssystem", None),
        (CARE, date(2027, 6, 30)),
    ]


def test_what_is_hidden_meanwhile_is_not_told(world: World, common: CommonNeed, client: Client) -> None:
    with world.scope(RODOVRE):
        Told.objects.filter(title=CARE).update(is_shown=False)
    shown = world.log_in(client, SOLROD, HEAD).get(page(common)).content.decode()
    assert "Nyt omsorgssystem" in shown
    assert CARE not in shown
    assert HIDDEN not in shown


def test_a_member_says_what_it_wants_and_shows_its_own_way(world: World, common: CommonNeed) -> None:
    wishes(world, common, HVIDOVRE, NewWish(Wants.YES, ANSWERS))
    with world.scope(ASSOCIATION):
        (row,) = Wish.objects.all()
        found = together(world.acting(ASSOCIATION, "coordinator"), common.public_id, TODAY)
    (said,) = [one for one in found.sides if one.wants]
    assert (said.name, said.wants, said.said_on) == ("Hvidovre", "yes", TODAY)
    assert said.way["who"]["da"] == "Digitaliseringschef"
    assert said.way["code"]
    assert date.fromisoformat(said.way["by"]) >= TODAY
    assert said.way["steps"]
    assert "50" not in str(row.way), "what was answered is not kept"


def test_said_again_the_last_word_holds(world: World, common: CommonNeed) -> None:
    wishes(world, common, HVIDOVRE, NewWish(Wants.YES, ANSWERS))
    wishes(world, common, HVIDOVRE, NewWish(Wants.NO))
    with world.scope(ASSOCIATION):
        (row,) = Wish.objects.all()
        assert (row.wants, row.way) == ("no", {})


def test_what_a_member_said_stands_in_both_journals(world: World, common: CommonNeed) -> None:
    wishes(world, common, HVIDOVRE, NewWish(Wants.MAYBE))
    for code in (HVIDOVRE, ASSOCIATION):
        with world.scope(code):
            (entry,) = Entry.objects.filter(action="needs.common.wished")
            assert '"maybe"' in entry.facts


@pytest.mark.parametrize(
    ("code", "role", "why"),
    [
        (ASSOCIATION, "coordinator", "only_members_wish"),
        (HVIDOVRE, "employee", "not_yours_to_say_needs"),
    ],
)
def test_only_those_who_speak_for_a_member_say_what_it_wants(
    world: World, common: CommonNeed, code: str, role: str, why: str
) -> None:
    if (code, role) not in world.people:
        pytest.fail(f"nobody is {role}: {sorted(key for at, key in world.people if at == code)}")
    with pytest.raises(RefusedError) as refused:
        wishes(world, common, code, NewWish(Wants.YES), role)
    assert refused.value.problem.code == why


def test_what_nobody_has_found_is_not_there(world: World, common: CommonNeed) -> None:
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, HEAD)
        with pytest.raises(NotFoundError):
            together(acting, new_id(), TODAY)
        with pytest.raises(NotFoundError):
            wish(new_id(), NewWish(Wants.YES), acting=acting, at=NOW)


def test_the_association_may_propose_it_as_what_asks_the_members(world: World, common: CommonNeed) -> None:
    with world.scope(ASSOCIATION):
        keys = {one.key for one in kinds_to_propose(world.acting(ASSOCIATION, "coordinator"), TODAY)}
    assert keys == {"joint_purchase", "voluntary_initiative", "mandatory_programme"}


def test_a_proposal_begins_with_what_each_needs_and_leads_back(
    world: World, common: CommonNeed, client: Client
) -> None:
    wishes(world, common, HVIDOVRE, NewWish(Wants.YES))
    coordinator = world.log_in(client, ASSOCIATION, "coordinator")
    shown = coordinator.get(page(common)).content.decode()
    start = f"{reverse('intake:bring', args=['joint_purchase'])}?about={common.public_id}"
    assert start in shown
    form = coordinator.get(start).context["form"]
    assert form["title"].value() in {CARE, "Nyt omsorgssystem"}
    said = form["description"].value()
    assert f"Rødovre: {CARE} (til 30. juni 2027)" in said
    assert "Vil gerne være med: Hvidovre." in said
    sent = {
        "key": form["key"].value(),
        "about": str(common.public_id),
        "title": CARE,
        "description": said,
        "a_amount": "900.000",
        "send": "send",
    }
    answer = coordinator.post(reverse("intake:bring", args=["joint_purchase"]), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    with world.scope(ASSOCIATION):
        matter = Matter.objects.get(subject=common.public_id)
        found = together(world.acting(ASSOCIATION, "coordinator"), common.public_id, TODAY)
    assert [one.matter.case_number for one in found.proposed] == [matter.case_number]
    assert page(common) in coordinator.get(answer["Location"]).content.decode()


def test_a_member_does_not_see_a_proposal_before_it_is_asked(world: World, common: CommonNeed) -> None:
    with world.scope(ASSOCIATION):
        acting = world.acting(ASSOCIATION, "coordinator")
        known = {"amount": Money(900_000_00)}
        bring(NewMatter("joint_purchase", CARE, known, subject=common.public_id), acting=acting, at=NOW)
    with world.scope(HVIDOVRE):
        assert together(world.acting(HVIDOVRE, HEAD), common.public_id, TODAY).proposed == ()


def test_a_member_cannot_bring_anything_about_it_and_nobody_about_what_is_not_there(
    world: World, common: CommonNeed, client: Client
) -> None:
    head = world.log_in(client, HVIDOVRE, HEAD)
    bring_url = reverse("intake:bring", args=["purchase_request"])
    assert head.get(f"{bring_url}?about={common.public_id}").status_code == 404
    assert head.get(f"{bring_url}?about=nonsense").status_code == 404
    assert head.post(bring_url, {"about": str(new_id())}).status_code == 404


def test_the_form_says_what_it_wants_with_a_way_and_without(
    world: World, common: CommonNeed, client: Client
) -> None:
    head = world.log_in(client, HVIDOVRE, HEAD)
    assert head.post(page(common), {}).status_code == 422
    assert head.post(page(common), {"wants": "maybe"}).status_code == 302
    said = {"wants": "yes", "known_amount": "50.000", "known_new_appropriation": "no"}
    assert head.post(page(common), said).status_code == 302
    shown = head.get(page(common)).content.decode()
    assert "Vil gerne være med" in shown
    assert "Digitaliseringschef" in shown


def test_who_may_not_speak_for_the_member_is_told_who_does(
    world: World, common: CommonNeed, client: Client
) -> None:
    employee = world.log_in(client, HVIDOVRE, "employee")
    shown = employee.get(page(common))
    assert shown.context["form"] is None
    assert employee.post(page(common), {"wants": "yes"}).status_code == 422
