"""Words are found whole, at the beginning and inside compounds."""

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.word_search import index_words, search_words, words_of

CODES = index_words(
    {
        "48814100-8": ["Plejeinformationssystem"],
        "48160000-7": ["Programpakke til biblioteksstyring", "48160000-7"],
        "48161000-4": ["System til biblioteksstyring", "48161000-4"],
        "27.36": ["Personlig hjælp, omsorg og pleje m.v.", "27.36"],
        "29.15.12": ["Omsorgstandpleje", "29.15.12"],
        "72000000-5": ["It-tjenester: rådgivning, softwareudvikling", "Pleje af programmer"],
    }
)
ALIKE = (frozenset({"omsorg", "pleje"}),)


def test_a_whole_word_comes_before_the_beginning_of_one_and_that_before_the_inside() -> None:
    texts = index_words({"inside": ["Xplejex"], "end": ["Xpleje"], "begins": ["Plejex"], "whole": ["Pleje"]})
    assert search_words(texts, "pleje", 9) == ("whole", "begins", "end", "inside")


def test_a_word_inside_a_compound_is_found() -> None:
    assert search_words(CODES, "information", 9) == ("48814100-8",)
    assert set(search_words(CODES, "styring", 9)) == {"48160000-7", "48161000-4"}


def test_two_letters_are_not_looked_for_inside_words() -> None:
    assert search_words(index_words({"a": ["Bitter"], "b": ["It-system"]}), "it", 9) == ("b",)
    assert search_words(index_words({"a": ["Bitter"]}), "itt", 9) == ("a",)


def test_a_word_said_instead_is_found_after_the_word_itself() -> None:
    assert search_words(CODES, "omsorg", 9, ALIKE)[0] == "27.36"
    assert search_words(CODES, "omsorg", 9, ALIKE)[1] == "29.15.12"
    assert "48814100-8" in search_words(CODES, "omsorg", 9, ALIKE)
    assert "48814100-8" not in search_words(CODES, "omsorg", 9)


def test_a_word_said_instead_is_not_looked_for_inside_others() -> None:
    texts = index_words({"a": ["Rapportering"], "b": ["Apps"]})
    assert search_words(texts, "software", 9, [frozenset({"software", "app"})]) == ("b",)


def test_an_ending_does_not_hide_a_word() -> None:
    assert set(search_words(CODES, "systemer", 9)) == {"48814100-8", "48161000-4"}
    assert search_words(index_words({"a": ["Gruppen screener"]}), "screening", 9) == ("a",)


def test_every_word_must_be_met_where_some_text_meets_them_all() -> None:
    assert search_words(CODES, "system bibliotek", 9) == ("48161000-4",)


def test_what_meets_most_words_is_given_where_no_text_meets_all() -> None:
    assert search_words(CODES, "system bibliotek kvantefysik", 9) == ("48161000-4",)


def test_the_name_counts_more_than_what_else_is_said() -> None:
    assert search_words(CODES, "pleje", 9)[-1] == "72000000-5"


def test_letters_are_found_however_a_keyboard_writes_them() -> None:
    assert search_words(CODES, "raadgivning", 9) == search_words(CODES, "RÅDGIVNING", 9) == ("72000000-5",)
    assert words_of("Café") == ("cafe",)


def test_a_number_is_found_by_its_beginning() -> None:
    assert search_words(CODES, "27.36", 9) == ("27.36",)
    assert search_words(CODES, "4816", 9) == ("48160000-7", "48161000-4")


def test_no_more_than_asked_for_are_given_and_nothing_for_nothing() -> None:
    assert len(search_words(CODES, "system", 1)) == 1
    assert search_words(CODES, "", 9) == search_words(CODES, "  ,. ", 9) == ()


@given(st.text(max_size=400))
def test_anything_can_be_typed(asked: str) -> None:
    assert set(search_words(CODES, asked, 3, ALIKE)) <= {key for key, _, _ in CODES.rows}
