"""Lines of text stay within their width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.governance.diagram.lettering import shortened, width_of, wrapped

TEXTS = st.text(alphabet="abcdefghimjlstæøåÆØÅ -WM.\u00a0", max_size=80)


@given(TEXTS, st.integers(60, 200), st.booleans())
def test_no_line_is_wider_than_it_may_be_and_there_are_at_most_three(
    text: str, width: int, bold: bool
) -> None:
    lines = wrapped(text, width, 13, bold)
    assert len(lines) <= 3
    assert all(width_of(line, 13, bold) <= width for line in lines)


@given(TEXTS, st.integers(60, 200))
def test_nothing_is_lost_unless_the_last_line_says_so(text: str, width: int) -> None:
    lines = wrapped(text, width, 13)
    if not any(line.endswith("…") for line in lines):
        assert "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "").replace("-", "")


def test_a_long_word_is_broken_at_a_seam_of_its_parts() -> None:
    assert wrapped("Digitaliseringschefernes", 190, 14, bold=True) == ("Digitaliserings-", "chefernes")


def test_a_word_without_a_seam_is_broken_where_the_line_is_full() -> None:
    assert wrapped("kommunalbestyrelse", 80, 13) == ("kommunal-", "bestyrelse")


def test_a_text_without_words_has_no_lines() -> None:
    assert wrapped("", 100, 13) == wrapped("  ", 100, 13) == ()


# Of a size of a hundred n and g take 64, s 52, i 28, X 70, a space 32, a hyphen 40, and "…" 100.


@pytest.mark.parametrize(("width", "lines"), [(288, ("nn nn",)), (287, ("nn", "nn"))])
def test_a_line_is_filled_to_the_last_unit(width: int, lines: tuple[str, ...]) -> None:
    assert wrapped("nn nn", width, 100) == lines


def test_what_is_too_much_for_the_lines_is_left_out_at_the_end_of_the_last() -> None:
    assert wrapped("nn nnn", 351, 100, most=1) == ("nn n…",)
    assert wrapped("nn nnn", 351, 100, most=2) == ("nn", "nnn")


@pytest.mark.parametrize(
    ("word", "width", "lines"),
    [
        ("nnnnnn", 384, ("nnnnnn",)),
        ("nnnnnn", 383, ("nnn-", "nnn")),  # five of them have room, and three must be left
        ("nnnnnnn", 296, ("nnnn-", "nnn")),
        ("nnnnnnn", 295, ("nnn-", "nnnn")),
        ("nnnn", 100, ("n-", "nnn")),
        ("nnnnn", 150, ("n-", "n-", "nnn")),
        ("nnn", 100, ("nnn",)),
    ],
)
def test_a_word_too_wide_is_broken_where_a_line_is_full_and_three_letters_are_left(
    word: str, width: int, lines: tuple[str, ...]
) -> None:
    assert wrapped(word, width, 100) == lines
    assert wrapped(word, width, 100, most=len(lines)) == lines


def test_a_bold_word_is_broken_where_its_own_letters_are_too_wide() -> None:
    """Four bold letters and a hyphen take 346, three 272; plain ones would take 296."""
    assert wrapped("nnnnnnn", 340, 100, bold=True) == ("nnn-", "nnnn")


@pytest.mark.parametrize(
    ("word", "width", "lines"),
    [
        ("nningsnnnn", 440, ("nnings-", "nnnn")),  # one letter more has room
        ("nningsnnn", 376, ("nnings-", "nnn")),
        ("nningsnnn", 375, ("nning-", "snnn")),  # the seam and its hyphen have none
        ("n-nnnnnn", 300, ("n-nn-", "nnnn")),  # no seam after fewer than three
        ("nnX-nnnn", 340, ("nnX-", "nnnn")),  # has its hyphen already
    ],
)
def test_a_word_is_broken_at_the_last_seam_that_has_room(
    word: str, width: int, lines: tuple[str, ...]
) -> None:
    assert wrapped(word, width, 100) == lines


@pytest.mark.parametrize(
    ("text", "width", "bold", "left"),
    [
        ("nn", 128, False, "nn"),
        ("nnnn", 228, False, "nn…"),
        ("nnnnn", 228, False, "nn…"),
        ("nnnn", 295, True, "nn…"),  # three bold ones and the sign take 332, plain ones would take 292
        ("nn nn", 260, False, "nn…"),  # no space before the sign
    ],
)
def test_as_much_is_left_as_has_room_with_the_sign(text: str, width: int, bold: bool, left: str) -> None:
    assert shortened(text, width, 100, bold) == left
    assert shortened("nn", 128, 100) == "nn"


def test_a_letter_that_is_not_known_is_taken_as_wide() -> None:
    assert width_of("漢", 10) == 10


def test_what_fits_is_not_shortened() -> None:
    assert shortened("sag", 100, 13) == "sag"


def test_where_nothing_fits_only_the_sign_is_left() -> None:
    assert shortened("sag", 5, 13) == "…"
