"""Numbers in a form are read as the language writes them; what another writes is never guessed at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from samspil.kit.web.numbers import NumberField, ShareField, read_number, write_number


@pytest.mark.parametrize(
    ("language", "written", "number"),
    [
        ("da", "1.234,5", "1234.5"),
        ("da", "12", "12"),
        ("da", "-0,25", "-0.25"),
        ("da", "\N{MINUS SIGN}3", "-3"),
        ("da", "1.500", "1500"),
        ("nb", "1 234,5", "1234.5"),
        ("en", "1,234.5", "1234.5"),
        ("en", "0.000001", "0.000001"),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(language: str, written: str, number: str) -> None:
    with override(language):
        assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("da", "12.5"),
        ("da", "1,234.5"),
        ("en", "12,5"),
        ("da", "1e3"),
        ("da", "NaN"),
        ("da", "0,1234567"),
        ("da", "١٢"),
        ("da", "9" * 15),
        ("da", "--1"),
    ],
)
def test_what_is_no_number_in_the_language_is_refused(language: str, written: str) -> None:
    with override(language), pytest.raises(ValidationError):
        NumberField().clean(written)


def test_a_number_is_written_as_it_is_read() -> None:
    with override("da"):
        for one in ("0", "1234.5", "-0.000001", "100", "1E+2"):
            assert read_number(write_number(Decimal(one))) == Decimal(one)


def test_a_share_is_written_in_per_cent() -> None:
    with override("da"):
        field = ShareField()
        assert field.clean("12,5") == Decimal("0.125")
        assert field.prepare_value(Decimal("0.125")) == "12,5"
        assert field.clean("0") == 0
        assert field.clean("100") == 1
        for wrong in ("100,1", "-1"):
            with pytest.raises(ValidationError):
                field.clean(wrong)
