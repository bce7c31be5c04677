"""Amounts are read as each language writes them, exactly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.units import Money
from samspil.wording.amounts import NotAnAmountError, read_amount
from samspil.wording.catalogues import LANGUAGES, Language
from samspil.wording.words import Words

DANISH = {
    "12.500": 1250000,
    "12500": 1250000,
    "12500,00": 1250000,
    "12.500,5": 1250050,
    "12 500,05": 1250005,
    "1.234.567,89": 123456789,
    "kr. 100": 10000,
    "100 kr.": 10000,
    "100,-": 10000,
    "  7 ": 700,
    "12\N{NO-BREAK SPACE}500": 1250000,
    "0": 0,
    "0,01": 1,
    "999.999.999.999": 99999999999900,
}
NOT_DANISH = [
    "",
    "kr.",
    "12.50",
    "1.2345",
    "12,500",
    "12.500.00",
    "1 234.567",
    "-5",
    "1e6",
    "12,5,0",
    "tolv tusind",
    "٣",
    "1.000.000.000.000",
    "<b>1</b>",
]


@pytest.mark.parametrize(("written", "minor"), DANISH.items())
def test_danes_write_it_so(written: str, minor: int) -> None:
    assert read_amount(written, "da") == Money(minor)


@pytest.mark.parametrize("written", NOT_DANISH)
def test_what_could_mean_something_else_is_refused(written: str) -> None:
    with pytest.raises(NotAnAmountError):
        read_amount(written, "da")


def test_english_has_the_marks_the_other_way_round() -> None:
    assert read_amount("12,500.00", "en") == Money(1250000)
    with pytest.raises(NotAnAmountError):
        read_amount("12.500", "en")


@given(st.integers(0, 10**14 - 1), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_read_back(minor: int, language: Language) -> None:
    assert read_amount(Words(language).money(Money(minor)), language) == Money(minor)
