"""Common needs for machines: by the same doors as the pages, and what is hidden as hidden."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.apps.api.conftest import Machine, token_for
from tests.apps.needs.conftest import CARE, HIDDEN
from tests.apps.needs.test_together import ANSWERS, HEAD, wishes
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.needs.models import CommonNeed, Part, Told, Wish
from samspil.apps.needs.services.wishing import NewWish
from samspil.apps.needs.types import Wants
from samspil.kit.tenancy import scope


def machine(world: World, code: str, role: str = HEAD) -> Machine:
    return Machine(token_for(world, code, role))


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def test_common_needs_are_listed_with_what_each_member_shows(world: World, common: CommonNeed) -> None:
    answer = machine(world, HVIDOVRE).get("/common-needs")
    [line] = told(answer)["items"]
    assert (line["id"], line["chance"], line["confirmed"]) == (str(common.public_id), 0.9, 0)
    assert [(one["organisation"], one["is_own"], one["title"]) for one in line["members"]] == [
        ("Hvidovre", True, "Nyt omsorgssystem"),
        ("Rødovre", False, CARE),
    ]
    assert line["members"][1] | {"id": "", "is_own": False} == {
        "id": "",
        "organisation": "Rødovre",
        "is_own": False,
        "sort": "contract",
        "title": CARE,
        "kle": [],
        "vendor": "Plejeflow A/S",
        "ends_on": "2027-06-30",
        "act": line["members"][1]["act"],
        "act_by": "2026-09-01",
    }
    assert HIDDEN.encode() not in answer.content


def another(world: World, common: CommonNeed, act_by: date | None) -> CommonNeed:
    """A second common need of the same two, who each tell of it as before."""
    with scope.within([world.association.pk, *(one.pk for one in world.members.values())]):
        row = CommonNeed.objects.create(
            organisation=world.association, size=2, chance=0.5, found_at=NOW, act_by=act_by
        )
        Part.objects.filter(common=common, told__title=CARE).update(common=row)
    return row


def test_the_list_goes_on_by_the_day_and_then_without_one(world: World, common: CommonNeed) -> None:
    dated = another(world, common, date(2026, 9, 1))
    asked = machine(world, HVIDOVRE)
    first = told(asked.get("/common-needs?size=1"))
    assert [one["id"] for one in first["items"]] == [str(dated.public_id)]
    second = told(asked.get(first["next"].removeprefix("/api")))
    assert ([one["id"] for one in second["items"]], second["next"]) == ([str(common.public_id)], None)
    mine = told(asked.get("/common-needs?mine=true"))
    assert [one["id"] for one in mine["items"]] == [str(common.public_id)]
    assert told(asked.get("/common-needs?state=confirmed"))["items"] == []


@pytest.mark.parametrize("query", ["area=x", "state=x", "after=x", "said=x"])
def test_what_is_asked_in_a_way_that_is_not_known_is_an_error(
    world: World, common: CommonNeed, query: str
) -> None:
    told(machine(world, HVIDOVRE).get(f"/common-needs?{query}"), 422)


def test_a_common_need_tells_who_has_it_and_what_each_wants(world: World, common: CommonNeed) -> None:
    wishes(world, common, RODOVRE, NewWish(Wants.MAYBE))
    found = told(machine(world, SOLROD).get(f"/common-needs/{common.public_id}"))
    assert [one["title"] for one in found["members"]] == ["Nyt omsorgssystem", CARE]
    assert [(one["organisation"], one["is_own"], one["wants"]) for one in found["wishes"]] == [
        ("Rødovre", False, "maybe")
    ]


def test_what_is_hidden_is_told_by_none(world: World, common: CommonNeed) -> None:
    with world.scope(RODOVRE):
        Told.objects.filter(title=CARE).update(is_shown=False)
    asked = machine(world, HVIDOVRE)
    told(asked.get(f"/common-needs/{common.public_id}"), 404)
    assert CARE not in asked.get("/common-needs").content.decode()


def test_a_member_says_what_it_wants_and_keeps_the_way_that_it_has_shown(
    world: World, common: CommonNeed
) -> None:
    wishes(world, common, HVIDOVRE, NewWish(Wants.MAYBE, ANSWERS))
    found = told(machine(world, HVIDOVRE).post(f"/common-needs/{common.public_id}/wish", {"wants": "yes"}))
    assert [(one["organisation"], one["wants"]) for one in found["wishes"]] == [("Hvidovre", "yes")]
    with world.scope(ASSOCIATION):
        row = Wish.objects.get()
        assert row.wants == "yes"
        assert row.way


@pytest.mark.parametrize(
    ("code", "role", "why"),
    [
        (HVIDOVRE, "employee", "not_yours_to_say_needs"),
        (ASSOCIATION, "coordinator", "only_members_wish"),
    ],
)
def test_who_may_not_say_what_a_member_wants(
    world: World, common: CommonNeed, code: str, role: str, why: str
) -> None:
    answer = machine(world, code, role).post(f"/common-needs/{common.public_id}/wish", {"wants": "yes"})
    assert told(answer, 403)["code"] == why
    with world.scope(ASSOCIATION):
        assert not Wish.objects.exists()


def test_what_is_wanted_must_be_one_of_three(world: World, common: CommonNeed) -> None:
    told(machine(world, HVIDOVRE).post(f"/common-needs/{common.public_id}/wish", {"wants": "x"}), 422)
