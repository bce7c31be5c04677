"""Lines of text stay within their width."""

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


def test_a_letter_that_is_not_known_is_taken_as_wide() -> None:
    assert width_of("漢", 10) == 10


def test_what_fits_is_not_shortened() -> None:
    assert shortened("sag", 100, 13) == "sag"


def test_where_nothing_fits_only_the_sign_is_left() -> None:
    assert shortened("sag", 5, 13) == "…"
