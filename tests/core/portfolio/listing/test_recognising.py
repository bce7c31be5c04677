"""The same initiative from year to year, and never two taken for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.portfolio.listing.recognising import Ground, Same, Seen, recognise

ALIKE = Ground.ALIKE


def pairs(before: list[Seen], now: list[Seen]) -> list[tuple[str, str, str]]:
    return [(one.before, one.now, one.ground.value) for one in recognise(before, now)]


def test_a_number_counts_more_than_a_name() -> None:
    before = [Seen("1", "Vagtplan", "7"), Seen("2", "Arkiv", "8")]
    now = [Seen("a", "Arkiv", "7"), Seen("b", "Noget nyt", "8")]
    assert pairs(before, now) == [("1", "a", "number"), ("2", "b", "number")]


def test_names_are_the_same_without_case_brackets_and_words_that_say_nothing() -> None:
    before = [Seen("1", "Land Charges (LLC) Programme"), Seen("2", "SELLAFIELD  Model Change (SMC)")]
    now = [Seen("a", "Land charges"), Seen("b", "Sellafield Model Change")]
    assert pairs(before, now) == [("1", "a", "name"), ("2", "b", "name")]


def test_a_former_name_is_known_whichever_list_has_it() -> None:
    assert pairs([Seen("1", "UKCMRI")], [Seen("a", "The Crick Institute (formerly UKCMRI)")]) == [
        ("1", "a", "former_name")
    ]
    assert pairs([Seen("1", "Ny løsning (tidligere Gammel app)")], [Seen("a", "Gammel app")]) == [
        ("1", "a", "former_name")
    ]


def test_two_of_one_name_are_not_told_apart_by_guessing() -> None:
    before = [Seen("1", "Ny IT"), Seen("2", "Ny IT")]
    assert (
        pairs(before, [Seen("a", "Ny IT (fase 2)")]) == [("1", "a", "alike")]
        or pairs(before, [Seen("a", "Ny IT (fase 2)")]) == []
    )
    assert all(not one.is_certain for one in recognise(before, [Seen("a", "Ny IT"), Seen("b", "Ny IT")]))


def test_what_is_only_alike_is_for_a_person_and_stays_in_its_unit() -> None:
    before = [Seen("1", "Smart Meters Implementation", unit="BEIS")]
    found = recognise(before, [Seen("a", "Smart Metering Implementation", unit="beis")])
    assert [(one.ground, one.is_certain) for one in found] == [(ALIKE, False)]
    assert recognise(before, [Seen("a", "Smart Metering Implementation", unit="HO")]) == ()
    assert recognise(before, [Seen("1", "Prison Estate")]) == ()


seen = st.lists(
    st.tuples(st.sampled_from(["Ny IT", "ny it!", "Arkiv", "Arkiver"]), st.sampled_from(["", "1", "2"])),
    max_size=6,
)


@given(seen, seen)
def test_each_is_recognised_once_and_a_list_recognises_itself(
    before: list[tuple[str, str]], now: list[tuple[str, str]]
) -> None:
    were = [Seen(f"w{at}", name, number) for at, (name, number) in enumerate(before)]
    are = [Seen(f"a{at}", name, number) for at, (name, number) in enumerate(now)]
    found: tuple[Same, ...] = recognise(were, are)
    assert len({one.before for one in found}) == len({one.now for one in found}) == len(found)
    assert all(one.before == one.now for one in recognise(were, were) if one.is_certain)
