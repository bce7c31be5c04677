"""What an organisation looks at of itself, by the API: balance checks, competences, target pictures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.apps.api.conftest import Machine, token_for
from tests.apps.balance import balance_world
from tests.apps.competences import competence_world
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.balance.services.agreeing import agree, take_on
from samspil.apps.balance.types import NewAction
from samspil.apps.targets.services.picturing import write_picture
from samspil.apps.targets.services.stepping import add_step, say_done
from samspil.apps.targets.types import Kind, NewPicture, NewStep

HEAD = "head_of_digitalisation"
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def ask(world: World) -> Any:
    """Ask as the head of digitalisation of an organisation."""

    def do(path: str, code: str = HVIDOVRE, status: int = 200) -> Any:
        answer = Machine(token_for(world, code, HEAD)).get(path)
        assert answer.status_code == status, answer.content
        return answer.json()

    return do


def test_a_closed_balance_check_is_read_and_one_that_is_open_is_not(world: World, ask: Any) -> None:
    says = balance_world.says
    with world.scope(HVIDOVRE):
        answers = {"it": [says("fully", "Det siger vi tit")] * 5, "areas": [says("not_at_all")] * 6}
        done = balance_world.closed(world, answers)
        leader = balance_world.leader(world)
        agree(done, "core_task", "Vi skriver det ned", acting=leader, at=NOW)
        take_on(
            done, "core_task", NewAction("Skriv det", leader.person, SOON), acting=leader, at=timezone.now()
        )
        open_ = balance_world.opened(world, {"it": 1})
    [line] = ask("/balance-checks")["items"]
    assert (line["id"], line["invited"], line["answered"], line["actions_not_done"]) == (
        str(done.public_id), 11, 11, 1,
    )  # fmt: skip
    first = ask(f"/balance-checks/{done.public_id}/record")["items"][0]
    told = {tuple(one["groups"]): {s["key"]: s["count"] for s in one["steps"]} for one in first["parts"]}
    assert (first["key"], first["agreed"], first["differs"]) == ("core_task", "Vi skriver det ned", 1.0)
    assert told[("it",)]["fully"] == 5
    assert told[("areas",)]["not_at_all"] == 6
    [action] = ask(f"/balance-checks/{done.public_id}/actions")["items"]
    assert (action["what"], action["due_on"], action["is_done"]) == ("Skriv det", SOON.isoformat(), False)
    for path in ("record", "actions"):
        ask(f"/balance-checks/{open_.public_id}/{path}", status=404)
        ask(f"/balance-checks/{done.public_id}/{path}", code=RODOVRE, status=404)
    assert ask("/balance-checks", code=RODOVRE)["items"] == []


def test_few_are_shown_together_as_on_the_page(world: World, ask: Any) -> None:
    says = balance_world.says
    with world.scope(HVIDOVRE):
        few = {"it": [says("fully")] * 2, "areas": [says("not_at_all")] * 6}
        done = balance_world.closed(world, few)
    first = ask(f"/balance-checks/{done.public_id}/record")["items"][0]
    assert [sorted(one["groups"]) for one in first["parts"]] == [["areas", "it"]]


def test_the_catalogue_and_what_is_lacking_without_a_name(world: World, ask: Any) -> None:
    with world.scope(HVIDOVRE):
        competence_world.needed(world, people=2)
        competence_world.can(world, HVIDOVRE, "employee", 4)
        name = competence_world.head(world).name
    catalogue = {one["key"]: one["name"]["da"] for one in ask("/competences")["items"]}
    assert catalogue["project_management"] == "Projektledelse"
    assert [one["level"] for one in ask("/competences/levels")["items"]] == [1, 2, 3, 4]
    answer = ask("/competences/gaps")
    [gap] = answer["items"]
    counts = [gap[key] for key in ("needed", "confirmed", "said", "lent", "lacking")]
    assert (gap["competence"], counts) == ("project_management", [2, 0, 1, 0, 2])
    assert name not in str(answer)
    assert ask("/competences/gaps", code=RODOVRE)["items"] == []


def test_target_pictures_with_how_many_steps_are_done_and_the_steps(world: World, ask: Any) -> None:
    with world.scope(HVIDOVRE):
        leader = world.acting(HVIDOVRE, HEAD, timezone.localdate())
        now = timezone.now()
        write_picture(Kind.SERVICE, NewPicture("Vi svarer samme dag", ""), acting=leader, at=now)
        first = add_step(Kind.SERVICE, NewStep("Én indgang", leader.person, SOON), acting=leader, at=now)
        add_step(Kind.SERVICE, NewStep("Mål det", leader.person, SOON), acting=leader, at=now)
        say_done(first, acting=leader, at=now)
    found = {one["kind"]: one for one in ask("/target-pictures")["items"]}
    assert [found["service"][key] for key in ("version", "wants", "steps", "steps_done")] == [
        1, "Vi svarer samme dag", 2, 1,
    ]  # fmt: skip
    assert found["technical"]["version"] is None
    steps = ask("/target-pictures/service/steps")["items"]
    assert [(one["what"], one["done_on"] is None) for one in steps] == [
        ("Én indgang", False),
        ("Mål det", True),
    ]
    ask("/target-pictures/financial/steps", status=404)
    assert ask("/target-pictures/service/steps", code=RODOVRE)["items"] == []
