"""Values of indicators in words: as many decimals as were measured, with the unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from babel.numbers import format_decimal

from samspil.wording.words import Words

_PATTERN: Final = "#,##0.######"
_LOCALES: Final = {"da": "da_DK", "en": "en_GB", "nb": "nb_NO"}
_SPACES: Final = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}


def value(number: Decimal | Fraction, words: Words, unit: str = "") -> str:
    """A number as it was measured."""
    exact = Decimal(number.numerator) / number.denominator if isinstance(number, Fraction) else number
    told = format_decimal(exact, _PATTERN, locale=_LOCALES[words.language]).translate(_SPACES)
    return f"{told} {unit}" if unit else told
