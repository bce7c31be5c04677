"""People say whether needs are the same: by whom, what it does, and what is learned of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.needs.needs_world import (
    LATER,
    NAMES,
    THREE,
    care_of_three,
    found_by,
    keeper,
    seen_by,
    shows,
    titles,
    worker,
)
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.needs.models import Finding, Pair, Told
from samspil.apps.needs.selectors.common import list_refused, pair_of, part_of
from samspil.apps.needs.services.answering import say_of_part, take_back
from samspil.apps.needs.services.telling import hide
from samspil.apps.needs.types import Said, Sort
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract
from samspil.apps.systems.services.contracts import change_contract
from samspil.apps.systems.types import NewContract
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.journal.models import Entry

MUCH_LATER = LATER + timedelta(minutes=5)


@pytest.fixture
def three(world: World) -> World:
    care_of_three(world)
    worker()
    return world


def says(world: World, code: str, said: Said, of: str = "", acting: Acting | None = None) -> int:
    """Somebody of a member (or the association) says it of a member's part of the only common need."""
    [found] = found_by(world, code)
    title = NAMES[of or code]
    told = next(part.told.public_id for part in found.parts if part.told.title == title)
    with seen_by(world, code) as reach:
        part = part_of(reach, found.public_id, told)
        return say_of_part(part, said, acting=acting or keeper(world, code), reach=reach, at=LATER)


def confirmed(world: World) -> dict[str, bool]:
    [found] = found_by(world)
    return {part.told.title: part.is_confirmed for part in found.parts}


def test_what_a_member_confirms_is_confirmed_with_who_and_when(three: World) -> None:
    assert says(three, HVIDOVRE, Said.SAME) == 2

    assert confirmed(three) == dict.fromkeys(NAMES.values(), True)
    [found] = found_by(three, SOLROD)
    theirs = next(part for part in found.parts if part.told.title == NAMES[HVIDOVRE])
    assert theirs.same == ((three.members[HVIDOVRE].name, LATER),)


def test_what_was_confirmed_stays_when_its_text_changes_to_something_else(three: World) -> None:
    says(three, HVIDOVRE, Said.SAME)
    with three.scope(HVIDOVRE):
        contract = Contract.objects.get()
        said = NewContract("Noget helt andet", ends_on=contract.ends_on, visibility=Visibility.ASSOCIATION)
        change_contract(contract, said, acting=keeper(three), at=LATER)
    worker(MUCH_LATER)

    assert any("Noget helt andet" in one and len(one) == len(THREE) for one in titles(found_by(three)))


def test_what_a_member_says_is_different_leaves_at_once_and_does_not_come_back(three: World) -> None:
    says(three, HVIDOVRE, Said.OTHER)
    left = [{NAMES[RODOVRE], NAMES[SOLROD]}]
    assert titles(found_by(three)) == left

    worker(MUCH_LATER)

    assert titles(found_by(three)) == left


def test_what_is_taken_back_may_be_found_again(three: World) -> None:
    says(three, HVIDOVRE, Said.OTHER)
    with seen_by(three) as reach:
        for one in list_refused(reach):
            take_back(pair_of(reach, one.pair), acting=keeper(three), reach=reach, at=LATER)
        assert list_refused(reach) == []
    worker(MUCH_LATER)

    assert titles(found_by(three)) == [set(NAMES.values())]


def test_taking_a_confirmation_back_leaves_a_suggestion(three: World) -> None:
    says(three, HVIDOVRE, Said.SAME)
    with seen_by(three) as reach:
        for pair in Pair.objects.filter(said="same"):
            take_back(pair, acting=keeper(three), reach=reach, at=LATER)

    assert confirmed(three) == dict.fromkeys(NAMES.values(), False)


def test_answers_make_the_next_probability_another(three: World) -> None:
    def chances() -> set[float]:
        with three.scope(ASSOCIATION):
            return set(Pair.objects.filter(said="").values_list("chance", flat=True))

    before = chances()
    says(three, HVIDOVRE, Said.OTHER)
    worker(MUCH_LATER)

    after = chances()
    assert max(after) < min(before)
    with three.scope(ASSOCIATION):
        learned = Finding.objects.get()
    assert (learned.answers, learned.shift < 0) == (2, True)


def test_the_association_answers_for_anybody(three: World) -> None:
    assert says(three, ASSOCIATION, Said.OTHER, of=RODOVRE) == 2
    assert titles(found_by(three)) == [{NAMES[HVIDOVRE], NAMES[SOLROD]}]


def test_a_member_answers_for_itself_alone(three: World) -> None:
    with pytest.raises(RefusedError, match="not_yours_to_say_needs"):
        says(three, HVIDOVRE, Said.OTHER, of=RODOVRE)
    with pytest.raises(RefusedError, match="not_yours_to_say_needs"):
        says(three, HVIDOVRE, Said.OTHER, acting=three.acting(HVIDOVRE, "employee"))


def test_nobody_takes_back_what_is_between_two_others(three: World) -> None:
    says(three, RODOVRE, Said.OTHER)
    with seen_by(three, SOLROD) as reach:
        assert [one.one.organisation_id for one in list_refused(reach)] != []
    with seen_by(three, HVIDOVRE) as reach:
        between = Pair.objects.filter(said="other").exclude(one__organisation_id=reach.own)
        pair = between.exclude(other__organisation_id=reach.own).get()
        with pytest.raises(RefusedError, match="not_yours_to_say_needs"):
            take_back(pair, acting=keeper(three), reach=reach, at=LATER)


def test_an_answer_stands_in_the_journal_of_both(three: World) -> None:
    says(three, HVIDOVRE, Said.SAME)
    for code in (HVIDOVRE, ASSOCIATION):
        with three.scope(code):
            last = Entry.objects.order_by("-sequence").first()
        assert last is not None
        assert (last.action, last.subject_type) == ("needs.need.confirmed", "need")
        assert last.actor == str(three.people[HVIDOVRE, "head_of_digitalisation"])


def test_what_was_answered_of_a_need_that_is_hidden_stays_and_its_reasons_go(three: World) -> None:
    says(three, HVIDOVRE, Said.OTHER)
    with three.scope(HVIDOVRE):
        key = Told.objects.get(title=NAMES[HVIDOVRE]).key
        hide(three.members[HVIDOVRE].pk, Sort.CONTRACT, [key], on=NOW.date())
    with three.scope(ASSOCIATION):
        assert [one.reasons for one in Pair.objects.filter(said="other")] == [[], []]
    with seen_by(three, RODOVRE) as reach:
        assert list_refused(reach) == []
        with pytest.raises(NotFoundError):
            pair_of(reach, Pair.objects.filter(said="other")[0].pk)


def test_a_pair_that_was_not_found_by_itself_is_learned_from_as_unknown(world: World) -> None:
    shows(world, HVIDOVRE, NAMES[HVIDOVRE])
    shows(world, RODOVRE, NAMES[RODOVRE])
    worker()
    with world.scope(ASSOCIATION):
        Pair.objects.all().delete()
    says(world, HVIDOVRE, Said.SAME)

    with world.scope(ASSOCIATION):
        assert Pair.objects.get().first_chance == 0.2
