"""A round from preparation to what was answered: who may, when, and what nobody learns."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import transaction
from tests.apps.balance.balance_world import BY_THEN, HEAD, closed, invited, leader, opened, prepared, says
from tests.apps.world import HVIDOVRE, NOW, World

from samspil import library
from samspil.apps.balance.models import Answer, DialogueVersion, Invited
from samspil.apps.balance.selectors.access import access_closed
from samspil.apps.balance.selectors.outcome import Asked, outcome_of
from samspil.apps.balance.services.answering import answer
from samspil.apps.balance.services.inviting import invite
from samspil.apps.balance.services.preparing import change_questions, keep_dialogue, prepare_round
from samspil.apps.balance.services.running import close_round, open_round, remind
from samspil.apps.balance.types import NewRound, Said, Shows
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.core.errors import ProblemsError
from samspil.kit.journal.models import Entry
from samspil.kit.mail.models import Letter
from samspil.wording.catalogues import Language


def asked(row: object, key: str = "core_task") -> Asked:
    return next(one for one in outcome_of(row).asked if one.wording.key == key)  # type: ignore[arg-type]


def shown(row: object, key: str = "core_task") -> dict[tuple[str, ...], dict[str, int]]:
    """What stands on the page, without what nobody chose."""
    return {
        one.groups: {step: count for step, count in one.counts.items() if count}
        for one in asked(row, key).parts
    }


def test_everybody_invited_gets_one_letter_when_the_round_opens_and_none_before(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"it": 2, "executives": 1})
        assert not Letter.objects.filter(kind="balance").exists()
        open_round(row, acting=leader(world), at=NOW)
        letters = list(Letter.objects.filter(kind="balance"))
        assert sorted(one.address for one in letters) == [
            "executives0@hvidovre.example",
            "it0@hvidovre.example",
            "it1@hvidovre.example",
        ]
        assert {one.account for one in letters} == {None}
        assert len({one.path for one in letters}) == 3


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("da", "Hvidovre vil gerne vide, hvordan du ser det", "Svar senest 20. marts 2026"),
        ("en", "Hvidovre asks for your view", "Answer by 20 March 2026"),
        ("nb", "Hvidovre vil gjerne vite hvordan du ser det", "Svar senest 20. mars 2026"),
    ],
)
def test_letters_and_reminders_are_in_the_language_that_was_chosen(
    world: World, language: Language, title: str, text: str
) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 1}, language=language)
        assert remind(row, acting=leader(world), at=NOW) == 1
        letters = list(Letter.objects.filter(kind="balance"))
        assert [(one.language, one.title) for one in letters] == [(language, title)] * 2
        assert all(text in one.text for one in letters)


def test_a_reminder_goes_only_to_those_who_have_not_answered(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 2})
        answer(invited(row, "it")[0], says("fully"), at=NOW)
        assert remind(row, acting=leader(world), at=NOW) == 1
        told = Letter.objects.filter(kind="balance", address="it1@hvidovre.example")
        assert told.count() == 2
        assert len(set(told.values_list("path", flat=True))) == 1  # the same link


def test_groups_with_five_stand_alone_and_with_four_together(world: World) -> None:
    said = {"it": [says("fully")] * 5, "areas": [says("little")] * 6, "executives": [says("partly")] * 4}
    with world.scope(HVIDOVRE):
        row = closed(world, said)
        assert shown(row) == {("areas",): {"little": 6}, ("executives", "it"): {"fully": 5, "partly": 4}}


def test_all_with_five_stand_alone(world: World) -> None:
    said = {"it": [says("fully")] * 5, "areas": [says("little")] * 6, "executives": [says("partly")] * 5}
    with world.scope(HVIDOVRE):
        assert len(shown(closed(world, said))) == 3


def test_where_it_was_said_before_even_one_person_stands_alone(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = closed(world, {"it": [says("fully", "ja")], "areas": [says("little")] * 2}, shows=Shows.EACH)
        assert shown(row) == {("it",): {"fully": 1}, ("areas",): {"little": 2}}
        assert [one.texts for one in asked(row).parts if one.groups == ("it",)] == [("ja",)]


def test_fewer_than_five_in_all_show_nothing_and_no_words(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = closed(world, {"it": [says("fully", "kun mig")] * 4})
        assert shown(row) == {}
        assert asked(row).answers == 4


def test_a_question_that_a_few_answer_is_hidden_by_itself(world: World) -> None:
    """Five answered the round, four of them this question."""
    given = [{**says("fully"), **says("mostly", question="room")}] * 4 + [says("fully")]
    with world.scope(HVIDOVRE):
        row = closed(world, {"it": given})
        assert shown(row) == {("it",): {"fully": 5}}
        assert shown(row, "room") == {}


def test_groups_that_are_apart_come_first(world: World) -> None:
    one = {**says("fully"), **says("fully", question="room")}
    other = {**says("not_at_all"), **says("fully", question="room")}
    with world.scope(HVIDOVRE):
        row = closed(world, {"it": [one] * 5, "areas": [other] * 5})
        first = outcome_of(row).by_difference()[0]
        assert (first.wording.key, first.apart) == ("core_task", 1.0)
        assert asked(row, "room").differs == 0.0


def test_an_answer_that_cannot_be_placed_on_the_scale_makes_nobody_differ(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = closed(world, {"it": [says("fully")] * 5, "areas": [says("cannot_say")] * 5})
        assert asked(row).differs == 0.0


def test_nobody_reads_an_answer_before_the_round_is_closed(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 5})
        answer(invited(row, "it")[0], says("fully"), at=NOW)
        with pytest.raises(NotFoundError):
            access_closed(leader(world), row.public_id)
        close_round(row, acting=leader(world), at=NOW)
        assert access_closed(leader(world), row.public_id) == row


def test_a_closed_round_no_longer_knows_who_answered_what(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 2})
        answer(invited(row, "it")[0], says("fully"), at=NOW)
        assert Answer.objects.filter(round=row, invited__isnull=False).exists()  # the control
        close_round(row, acting=leader(world), at=NOW)
        assert not Answer.objects.filter(round=row, invited__isnull=False).exists()
        assert set(Invited.objects.filter(round=row).values_list("address", flat=True)) == {""}


def test_when_a_round_closes_its_letters_no_longer_say_to_whom_they_went(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 2})
        letters = Letter.objects.filter(kind="balance")
        letters.filter(address="it0@hvidovre.example").update(state="sent")
        assert letters.exclude(address="").count() == 2  # the control
        close_round(row, acting=leader(world), at=NOW)
        assert [(one.address, one.path) for one in letters] == [("", "")]  # what had not gone goes no more


def test_the_journal_says_that_somebody_answered_and_neither_who_nor_what(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 1})
        answer(invited(row, "it")[0], says("fully", "mine ord"), at=NOW)
        entry = Entry.objects.filter(action="balance.round.answered").get()
        assert (entry.actor, json.loads(entry.facts)) == ("invited", {"again": False})


def test_who_answers_again_replaces_what_they_said(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 5})
        one = invited(row, "it")[0]
        assert answer(one, says("fully"), at=NOW) is False
        assert answer(one, says("little"), at=NOW) is True
        assert [given.said for given in Answer.objects.filter(round=row)] == [{"core_task": ["little", ""]}]


def test_an_answer_after_closing_or_after_the_last_day_is_refused_and_nothing_is_lost(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 5})
        one = invited(row, "it")[0]
        answer(one, says("fully"), at=NOW)
        late = NOW + (BY_THEN - NOW.date()) + timedelta(days=1)
        with pytest.raises(RefusedError, match="round_is_closed"):
            answer(one, says("little"), at=late)
        answer(one, says("mostly"), at=late - timedelta(days=1))  # the last day counts
        close_round(row, acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="round_is_closed"):
            answer(one, says("little"), at=NOW)
        assert Answer.objects.get(round=row).said == {"core_task": ["mostly", ""]}


def test_nothing_chosen_is_told_and_an_unopened_round_takes_nothing(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"it": 1})
        with pytest.raises(RefusedError, match="round_is_not_open"):
            answer(invited(row, "it")[0], says("fully"), at=NOW)
        open_round(row, acting=leader(world), at=NOW)
        for nothing in ({}, {"core_task": Said("", "kun ord")}, {"no_question": Said("fully", "")}):
            with pytest.raises(RefusedError, match="answer_says_nothing"):
                answer(invited(row, "it")[0], nothing, at=NOW)


def changed() -> str:
    document = library.dialogue_file("balances").decode()
    return document.replace("Vi er enige om, hvad kerneopgaven er", "Vi har sagt højt, hvad kerneopgaven er")


def test_a_question_changed_under_way_keeps_the_answers_to_its_old_words(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"it": 10})
        people = invited(row, "it")
        for one in people[:5]:
            answer(one, {**says("fully"), **says("mostly", question="room")}, at=NOW)
        change_questions(row, changed(), acting=leader(world), at=NOW)
        for one in people[5:]:
            answer(one, {**says("little"), **says("mostly", question="room")}, at=NOW)
        row = close_round(row, acting=leader(world), at=NOW)
        told = [one for one in outcome_of(row).asked if one.wording.key == "core_task"]
        assert [(one.is_earlier, one.answers, dict(one.parts[0].counts)["fully"]) for one in told] == [
            (False, 5, 0),
            (True, 5, 5),
        ]
        assert asked(row, "room").answers == 10  # asked alike in both


def test_a_change_that_takes_a_group_away_or_is_another_dialogue_is_refused(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"executives": 1})
        document = library.dialogue_file("balances").decode()
        without = "\n".join(line for line in document.splitlines() if not line.startswith("  executives:"))
        for said, code in (
            (without, "dialogue_lacks_groups"),
            (library.dialogue_file("nine_advices").decode(), "dialogue_is_another"),
        ):
            with pytest.raises(ProblemsError, match=code):
                change_questions(row, said, acting=leader(world), at=NOW)


def test_a_dialogue_of_ones_own_gets_a_number_and_the_same_again_does_not(world: World) -> None:
    with world.scope(HVIDOVRE):
        first = keep_dialogue(library.dialogue_file("balances").decode(), acting=leader(world), at=NOW)
        assert (
            keep_dialogue(library.dialogue_file("balances").decode(), acting=leader(world), at=NOW) == first
        )
        assert keep_dialogue(changed(), acting=leader(world), at=NOW).number == 2
        assert DialogueVersion.objects.filter(key="balances").count() == 2


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ({"it": ["a@b.dk"], "areas": ["A@b.dk "]}, "invited_in_two_groups"),
        ({"it": ["a@b"]}, "invited_not_an_address"),
        ({"it": ["<script>"]}, "invited_not_an_address"),
    ],
)
def test_addresses_that_cannot_be_invited_are_told_and_nothing_is_kept(
    world: World, groups: dict[str, list[str]], code: str
) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"it": 1})
        with pytest.raises(RefusedError, match=code), transaction.atomic():
            invite(row, groups, acting=leader(world), at=NOW)
        assert [one.address for one in invited(row, "it")] == ["it0@hvidovre.example"]


def test_an_address_written_twice_is_invited_once_and_later_ones_are_told_at_once(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"it": 0})
        assert invite(row, {"it": ["a@b.dk", " A@B.dk"]}, acting=leader(world), at=NOW) == 1
        open_round(row, acting=leader(world), at=NOW)
        assert invite(row, {"it": ["a@b.dk", "c@b.dk"]}, acting=leader(world), at=NOW) == 2
        assert Letter.objects.filter(kind="balance").count() == 2
        with pytest.raises(RefusedError, match="invited_in_two_groups"):
            invite(row, {"areas": ["a@b.dk"]}, acting=leader(world), at=NOW)


def test_a_round_that_cannot_be_opened_says_why(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = leader(world)
        row = prepared(world, {})
        with pytest.raises(RefusedError, match="round_invites_nobody"):
            open_round(row, acting=acting, at=NOW)
        invite(row, {"it": ["a@b.dk"]}, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="round_ends_before_today"):
            open_round(row, acting=acting, at=NOW + timedelta(days=90))
        open_round(row, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="round_has_begun"):
            open_round(row, acting=acting, at=NOW)
        close_round(row, acting=acting, at=NOW)
        for refused in (close_round, remind):
            with pytest.raises(RefusedError, match="round_is_not_open"):
                refused(row, acting=acting, at=NOW)


def test_who_keeps_nothing_leads_nothing(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee")
        new = NewRound("x", "balances", BY_THEN, Shows.TOGETHER)
        with pytest.raises(RefusedError, match="not_yours_to_lead_dialogue"):
            prepare_round(new, acting=acting, at=NOW)
        row = prepared(world, {"it": 1})
        for refused in (open_round, remind, close_round):
            with pytest.raises(RefusedError, match="not_yours_to_lead_dialogue"):
                refused(row, acting=acting, at=NOW)
        assert prepare_round(new, acting=world.acting(HVIDOVRE, HEAD), at=NOW).title == "x"


def test_a_day_that_is_over_and_a_dialogue_that_is_not_there_are_refused(world: World) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="round_ends_before_today"):
            prepared(world, {}, answer_by=NOW.date() - timedelta(days=1))
        with pytest.raises(NotFoundError):
            prepared(world, {}, dialogue="horoscope")
