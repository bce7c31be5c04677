"""Load against capacity adds up, and obligation has a price that can be checked by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.load import (
    Effort,
    Slot,
    Wish,
    load,
    mandatory_share,
    price_of_obligation,
)
from samspil.core.units import PersonDays

MARCH = Slot(date(2026, 3, 1), "IT", "projektledelse")
APRIL = Slot(date(2026, 4, 1), "IT", "projektledelse")

slots = st.builds(
    Slot,
    st.sampled_from([date(2026, 3, 1), date(2026, 4, 1)]),
    st.sampled_from(["IT", "Social"]),
    st.sampled_from(["projektledelse", "jura"]),
)
days = st.integers(0, 5000).map(PersonDays)
efforts = st.lists(st.builds(Effort, st.sampled_from("abcde"), slots, days, st.booleans()), max_size=20)


def effort(initiative: str, amount: int, slot: Slot = MARCH, *, law: bool = False) -> Effort:
    return Effort(initiative, slot, PersonDays.of(amount), law)


@given(efforts, st.dictionaries(slots, days))
def test_what_is_asked_of_all_slots_is_what_all_initiatives_ask(
    asked: list[Effort], capacity: dict[Slot, PersonDays]
) -> None:
    loads = load(asked, capacity)
    assert sum(one.asked.hundredths for one in loads) == sum(one.days.hundredths for one in asked)
    law = sum(one.days.hundredths for one in asked if one.is_mandatory)
    assert sum(one.mandatory.hundredths for one in loads) == law
    assert {one.slot for one in loads} == {one.slot for one in asked} | set(capacity)
    assert [one.slot for one in loads] == sorted(one.slot for one in loads)
    assert all(one.capacity == capacity.get(one.slot) for one in loads)
    for one in loads:
        assert one.lacking.hundredths == (
            0 if one.capacity is None else max(0, one.asked.hundredths - one.capacity.hundredths)
        )
    total = sum(one.days.hundredths for one in asked)
    assert mandatory_share(loads) == (Fraction(law, total) if total else None)


@given(efforts, st.dictionaries(slots, days))
def test_each_slot_is_the_sum_of_its_own_lines_and_of_no_other(
    asked: list[Effort], capacity: dict[Slot, PersonDays]
) -> None:
    """By going through every line for every slot."""
    for one in load(asked, capacity):
        for is_mandatory, found in ((True, one.mandatory), (False, one.development)):
            lines = [e for e in asked if e.slot == one.slot and e.is_mandatory is is_mandatory]
            assert found.hundredths == sum(line.days.hundredths for line in lines)


def fits(wishes: Iterable[str], asked: list[Effort], capacity: dict[Slot, PersonDays], *, law: bool) -> bool:
    """Whether some wishes, with or without what the law demands, are within what is known of each slot.

    A slot in which none of them asks for anything says nothing of them.
    """
    chosen = set(wishes)
    for slot, days in capacity.items():
        ours = sum(e.days.hundredths for e in asked if e.slot == slot and e.initiative in chosen)
        demanded = sum(e.days.hundredths for e in asked if e.slot == slot and e.is_mandatory and law)
        if ours and ours + demanded > days.hundredths:
            return False
    return True


@given(efforts, st.dictionaries(slots, days), st.lists(st.sampled_from("abcde"), unique=True))
def test_the_price_of_obligation_is_found_again_by_trying_each_wish_in_turn(
    asked: list[Effort], capacity: dict[Slot, PersonDays], ranked: list[str]
) -> None:
    # An initiative is mandatory or not, never by halves.
    asked = [replace(one, is_mandatory=one.initiative not in ranked) for one in asked]
    price = price_of_obligation([Wish(one, 1) for one in ranked], asked, capacity)
    carried: dict[bool, list[str]] = {True: [], False: []}
    for law, those in carried.items():
        for one in ranked:
            if fits([*those, one], asked, capacity, law=law):
                those.append(one)
    assert [one.initiative for one in price.carried] == carried[True]
    displaced = [one for one in carried[False] if one not in carried[True]]
    assert [one.initiative for one in price.displaced] == displaced
    assert price.value == len(displaced)
    everywhere = {*price.carried, *price.displaced, *price.too_large_anyway}
    assert {one.initiative for one in everywhere} == set(ranked)


def test_a_month_is_its_first_day_and_work_is_not_below_zero() -> None:
    with pytest.raises(ProblemsError, match="not_the_first_of_a_month"):
        Slot(date(2026, 3, 2), "IT", "jura")
    with pytest.raises(ProblemsError, match=r"effort_below_zero days=-1\.00"):
        effort("a", -1)


def test_the_price_of_obligation_is_what_would_have_been_done() -> None:
    work = [effort("lov", 7, law=True), effort("a", 4), effort("b", 5), effort("c", 3), effort("d", 11)]
    wishes = [Wish("a", 100), Wish("b", 50), Wish("c", 30), Wish("d", 900)]
    price = price_of_obligation(wishes, work, {MARCH: PersonDays.of(10)})
    # Ten days without the law carry a (4) and b (5), not c (3) or d (11). Three days with it carry c alone.
    assert price.carried == (Wish("c", 30),)
    assert price.displaced == (Wish("a", 100), Wish("b", 50))
    assert price.too_large_anyway == (Wish("d", 900),)
    assert price.value == 150


def test_a_wish_is_carried_whole_or_not_at_all() -> None:
    work = [effort("a", 4), effort("a", 4, APRIL), effort("lov", 8, APRIL, law=True)]
    room = {MARCH: PersonDays.of(10), APRIL: PersonDays.of(10)}
    assert price_of_obligation([Wish("a", 1)], work, room).displaced == (Wish("a", 1),)


def test_several_lines_in_one_slot_count_together() -> None:
    work = [effort("a", 6), effort("a", 6)]
    price = price_of_obligation([Wish("a", 1)], work, {MARCH: PersonDays.of(10)})
    assert price.too_large_anyway == (Wish("a", 1),)


def test_what_nobody_knows_holds_nothing_back() -> None:
    price = price_of_obligation([Wish("a", 1)], [effort("a", 99), effort("lov", 99, law=True)], {})
    assert price.carried == (Wish("a", 1),)


def test_work_of_nothing_fits_where_the_law_has_taken_more_than_there_is() -> None:
    work = [effort("lov", 12, law=True), effort("a", 0), effort("b", 1)]
    price = price_of_obligation([Wish("a", 1), Wish("b", 2)], work, {MARCH: PersonDays.of(10)})
    assert (price.carried, price.displaced) == ((Wish("a", 1),), (Wish("b", 2),))
