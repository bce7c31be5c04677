"""Amounts as people write them, read exactly."""

from __future__ import annotations

import re
from typing import Final

from samspil.core.errors import SamspilError
from samspil.core.units import Money
from samspil.wording.catalogues import Language

# More than any municipality has; a longer number is a slip of the hand.
MOST_DIGITS: Final = 12

_AROUND = re.compile(r"^(?:kr\.?|dkk|nok)?\s*(.*?)\s*(?:kr\.?|dkk|nok)?$", re.IGNORECASE)
_THIN = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "))


def _form(group: str, point: str) -> re.Pattern[str]:
    whole = rf"[0-9]{{1,3}}(?:(?P<mark>[{group} ])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*)?|[0-9]+"
    return re.compile(rf"(?P<whole>{whole})(?:{point}(?P<parts>[0-9]{{1,2}}|-))?")


_FORMS: Final = {"da": _form(r"\.", ","), "nb": _form(r"\.", ","), "en": _form(",", r"\.")}
# How it is written: what stands between thousands, and before øre.
_MARKS: Final = {"da": (".", ","), "nb": (" ", ","), "en": (",", ".")}


class NotAnAmountError(SamspilError):
    """What was written is no amount in the language it was written in."""


def read_amount(written: str, language: Language, currency: str = "DKK") -> Money:
    """An amount in kroner as the language writes it, with or without the mark between thousands.

    Raises:
        NotAnAmountError: it is none; a mark that stands where the language has another is never guessed at.

    >>> read_amount("12.500", "da").minor, read_amount("12500,5 kr.", "da").minor
    (1250000, 1250050)
    >>> read_amount("12,500.00", "en").minor, read_amount("12 500,-", "nb").minor
    (1250000, 1250000)
    """
    bare = _AROUND.sub(r"\1", written.translate(_THIN).strip())
    found = _FORMS[language].fullmatch(bare)
    if found is None:
        raise NotAnAmountError(written)
    whole = re.sub(r"[^0-9]", "", found["whole"])
    if len(whole.lstrip("0")) > MOST_DIGITS:
        raise NotAnAmountError(written)
    parts = (found["parts"] or "").replace("-", "")
    return Money(int(whole) * 100 + int(parts.ljust(2, "0") or "0"), currency)


def write_amount(amount: Money, language: Language) -> str:
    """An amount as one would write it in a field: øre only where there are any, no currency.

    >>> write_amount(Money.of(1250000), "da"), write_amount(Money.of("-980.50"), "en")
    ('1.250.000', '-980.50')
    """
    group, point = _MARKS[language]
    whole, parts = divmod(abs(amount.minor), 100)
    sign = "-" if amount.minor < 0 else ""
    written = f"{whole:,}".replace(",", group)
    return f"{sign}{written}{point}{parts:02}" if parts else f"{sign}{written}"
