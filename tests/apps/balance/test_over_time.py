"""Balances over time, and beside members that have agreed: explicit, journaled, ended at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.balance.balance_world import HEAD, closed, leader
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.balance.models import ComparedBalance, Round
from samspil.apps.balance.selectors.over_time import OverTime, over_time
from samspil.apps.balance.services import comparing
from samspil.apps.balance.types import SHARED_BALANCE, Said, Shows
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.language import Dialogue
from samspil.kit.journal.models import Entry
from samspil.kit.sharing.models import Grant

KEY = "balances"
PAGE = reverse("balance:over_time", args=[KEY])
TODAY = timezone.localdate(NOW)


def answered(world: World, step: str, count: int = 6, *, shows: Shows = Shows.TOGETHER) -> Round:
    """So many of IT answer one question by a step, with words that nobody else may read."""
    return closed(world, {"it": [{"core_task": Said(step, "Hemmelige ord")}] * count}, shows=shows)


def shown(world: World, code: str = HVIDOVRE) -> OverTime:
    with world.scope(code):
        return over_time(world.acting(code, HEAD), KEY, TODAY)


def of_core_task(found: OverTime) -> list[tuple[str, dict[str, int], bool]]:
    question = next(one for one in found.questions if one.wording.key == "core_task")
    every = [*question.rounds, *question.members]
    return [(one.name, {k: v for k, v in one.counts.items() if v}, one.is_own) for one in every]


def agree(world: World, code: str) -> None:
    with world.scope(code):
        comparing.agree_to_compare(KEY, acting=world.acting(code, HEAD), at=NOW)


def test_each_closed_round_is_a_row_of_the_question_the_oldest_first(world: World) -> None:
    with world.scope(HVIDOVRE):
        for days, step in ((20, "fully"), (10, "little"), (30, "partly")):
            row = answered(world, step)
            Round.objects.filter(pk=row.pk).update(title=step, closed_at=NOW + timedelta(days=days))
    assert [(name, counts) for name, counts, _own in of_core_task(shown(world))] == [
        ("little", {"little": 6}),
        ("fully", {"fully": 6}),
        ("partly", {"partly": 6}),
    ]


def test_what_too_few_answered_is_not_shown_and_where_each_is_it_is_not_shown_to_others(world: World) -> None:
    with world.scope(HVIDOVRE):
        answered(world, "fully", 4)
        assert of_core_task(shown(world)) == []
        row = answered(world, "fully", 4, shows=Shows.EACH)
        assert [counts for _name, counts, _own in of_core_task(shown(world))] == [{"fully": 4}]
        agree(world, HVIDOVRE)
        assert ComparedBalance.objects.get().cells == {}
        Round.objects.filter(pk=row.pk).update(closed_at=NOW - timedelta(days=1))
        answered(world, "fully", 5)
        assert list(ComparedBalance.objects.get().cells.values())[0]["fully"] == 5  # noqa: RUF015


@pytest.fixture
def two(world: World) -> World:
    """Hvidovre has had a balance check; Rødovre has agreed, and has had none."""
    with world.scope(HVIDOVRE):
        answered(world, "fully")
    return world


def test_members_see_each_other_only_where_both_have_agreed(two: World) -> None:
    agree(two, HVIDOVRE)
    assert shown(two, RODOVRE).members == ()  # they have not agreed
    agree(two, RODOVRE)
    assert shown(two, RODOVRE).members == ("Hvidovre",)
    assert of_core_task(shown(two, RODOVRE)) == [("Hvidovre", {"fully": 6}, False)]
    with two.scope(HVIDOVRE):
        comparing.stop_comparing(KEY, acting=leader(two), at=NOW)
    assert shown(two, RODOVRE).members == ()
    assert shown(two).members == ()


def test_an_agreement_is_journaled_again_changes_nothing_and_is_ended_at_once(two: World) -> None:
    def told() -> list[str]:
        with two.scope(HVIDOVRE):
            rows = Entry.objects.filter(organisation=two.organisation(HVIDOVRE)).order_by("id")
            return [one.action for one in rows if one.action.startswith(("balance.compared", "sharing"))]

    agree(two, HVIDOVRE)
    given = [one for one in told() if one == "sharing.grant.given"]
    assert told()[0] == "balance.compared.agreed"
    assert len(given) == len(two.members)  # the other members and the association
    before = told()
    agree(two, HVIDOVRE)
    assert told() == before
    with two.scope(HVIDOVRE):
        assert Grant.objects.filter(subject_type=SHARED_BALANCE).count() == len(given)
        for _again in range(2):
            comparing.stop_comparing(KEY, acting=leader(two), at=NOW)
        assert not Grant.objects.filter(subject_type=SHARED_BALANCE).exists()
    assert told().count("balance.compared.ended") == 1


def test_what_is_shown_holds_no_word_no_group_and_no_title(two: World) -> None:
    agree(two, HVIDOVRE)
    with two.scope(HVIDOVRE):
        said = json.dumps(ComparedBalance.objects.get().cells)
    for hidden in ("Hemmelige ord", '"it"', "Foråret"):
        assert hidden not in said
    assert '"fully": 6' in said  # the control


def test_the_next_round_that_is_closed_is_what_others_read(two: World) -> None:
    agree(two, HVIDOVRE)
    agree(two, RODOVRE)
    with two.scope(HVIDOVRE):
        answered(two, "little")
    assert of_core_task(shown(two, RODOVRE)) == [("Hvidovre", {"little": 6}, False)]


def test_only_whoever_leads_agrees_and_ends(two: World) -> None:
    with two.scope(HVIDOVRE):
        other = two.acting(HVIDOVRE, "employee")
        acts: list[Callable[..., Any]] = [comparing.agree_to_compare, comparing.stop_comparing]
        for act in acts:
            with pytest.raises(RefusedError, match="not_yours_to_lead_dialogue"):
                act(KEY, acting=other, at=NOW)
        with pytest.raises(NotFoundError):
            comparing.agree_to_compare("no_such", acting=leader(two), at=NOW)
    assert two.log_in(Client(), HVIDOVRE, "employee").post(f"{PAGE}compare/").status_code == 404


def test_another_wording_is_another_question(two: World, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(two, HVIDOVRE)
    agree(two, RODOVRE)
    assert of_core_task(shown(two, RODOVRE))  # the control
    with two.scope(RODOVRE):
        found = shown(two, RODOVRE)
    asked = dict(found.dialogue.questions)
    said = asked["core_task"].text.model_copy(update={"da": "Et andet spørgsmål"})
    asked["core_task"] = asked["core_task"].model_copy(update={"text": said})
    other = found.dialogue.model_copy(update={"questions": asked})

    class Held:
        dialogue: Dialogue = other

    monkeypatch.setattr("samspil.apps.balance.selectors.over_time.find_dialogue", lambda *_args: Held)
    assert of_core_task(shown(two, RODOVRE)) == []


def test_the_page_shows_rounds_and_members_and_the_agreement(two: World) -> None:
    head = two.log_in(Client(), RODOVRE, HEAD)
    empty = head.get(PAGE).content.decode()
    assert "Intet balancetjek med den her dialog er lukket endnu." in empty
    agree(two, HVIDOVRE)
    told = head.post(f"{PAGE}compare/", follow=True).content.decode()
    for said in (
        "Sammenlignet med:",
        "Hvidovre",
        "Vi er enige om, hvad kerneopgaven er",
        "Fuldt ud",
        "<circle",
    ):
        assert said in told
    assert "Hemmelige ord" not in told
    ended = head.post(f"{PAGE}compare/", {"stop": "1"}, follow=True).content.decode()
    assert "Sammenlignet med:" not in ended
    mine = two.log_in(Client(), HVIDOVRE, "employee").get(PAGE).content.decode()
    assert "Foråret 2026" in mine
    assert "Bliv ikke sammenlignet længere" not in mine


def kept(acting: Acting, on: date) -> int:
    return comparing.keep_readers(acting.organisation_id, at=NOW + (on - TODAY))


def test_readers_are_kept_true_each_round_and_again_nothing_changes(two: World) -> None:
    agree(two, HVIDOVRE)
    with two.scope(HVIDOVRE):
        assert kept(leader(two), TODAY) == 0
        Grant.objects.filter(subject_type=SHARED_BALANCE).delete()
        assert kept(leader(two), TODAY) == len(two.members)  # the control
