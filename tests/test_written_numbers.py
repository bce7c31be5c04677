"""Amounts and numbers are written as Babel writes them, whatever they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.units import Money
from samspil.wording.catalogues import LANGUAGES, Language
from samspil.wording.words import Words

LOCALES = {"da": "da_DK", "en": "en_GB", "nb": "nb_NO"}
SPACES = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}
LARGEST = 10**18


@given(
    minor=st.integers(-LARGEST, LARGEST),
    currency=st.sampled_from(["DKK", "NOK", "SEK", "EUR", "USD"]),
    language=st.sampled_from(LANGUAGES),
)
def test_an_amount_is_written_as_babel_writes_it(minor: int, currency: str, language: Language) -> None:
    digits = "#,##0.00" if minor % 100 else "#,##0"
    pattern = f"¤ {digits}" if language == "en" else f"{digits} ¤"
    said = format_currency(
        Decimal(minor) / 100, currency, pattern, locale=LOCALES[language], currency_digits=False
    )
    assert Words(language).money(Money(minor, currency)) == said.translate(SPACES)


@given(number=st.integers(-LARGEST, LARGEST), language=st.sampled_from(LANGUAGES))
def test_a_number_is_written_as_babel_writes_it(number: int, language: Language) -> None:
    said = format_decimal(number, "#,##0.#", locale=LOCALES[language])
    assert Words(language).number(number) == said.translate(SPACES)


@given(
    number=st.decimals(-(10**14), 10**14, allow_nan=False, places=8).filter(lambda one: abs(one) >= 1e-6),
    language=st.sampled_from(LANGUAGES),
)
def test_what_was_measured_is_written_as_babel_writes_it(number: Decimal, language: Language) -> None:
    said = format_decimal(number, "#,##0.######", locale=LOCALES[language])
    assert Words(language).measured(number) == said.translate(SPACES)


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (0, "0 kr."),
        (1, "0,01 kr."),
        (-99, "-0,99 kr."),
        (100_000, "1.000 kr."),
        (-123_456_789, "-1.234.567,89 kr."),
    ],
)
def test_amounts_in_danish(minor: int, said: str) -> None:
    assert Words("da").money(Money(minor, "DKK")) == said
