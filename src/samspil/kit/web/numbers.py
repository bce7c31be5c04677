"""Numbers in a form, read exactly as the language of the page writes them; and shares written in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.kit.web.language import language

_MOST_WHOLE: Final = 14
_MOST_DECIMALS: Final = 6
_THIN: Final = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "))
_HUNDRED: Final = Decimal(100)


def _form(group: str, point: str) -> re.Pattern[str]:
    whole = rf"[0-9]{{1,3}}(?:(?P<mark>[{group} ])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*)?|[0-9]+"
    return re.compile(rf"(?P<sign>[-\N{{MINUS SIGN}}]?)(?P<whole>{whole})(?:{point}(?P<parts>[0-9]{{1,6}}))?")


_FORMS: Final = {"da": _form(r"\.", ","), "nb": _form(r"\.", ","), "en": _form(",", r"\.")}
_POINTS: Final = {"da": ",", "nb": ",", "en": "."}


class NumberField(forms.CharField):
    """A number with at most six decimals. A mark that stands where the language has another is refused."""

    def __init__(self, *, least: Decimal | None = None, most: Decimal | None = None, **rest: Any) -> None:
        self.least, self.most = least, most
        super().__init__(max_length=40, **rest)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """The number; nothing where nothing is written."""
        written = str(super().clean(value) or "").translate(_THIN).strip()
        if not written:
            return None
        number = read_number(written)
        if number is None:
            raise forms.ValidationError(_("Write the number as 1,234.5 or 1234.5."), "number")
        too_small = self.least is not None and number < self.least
        if too_small or (self.most is not None and number > self.most):
            told = _("Write a number from %(least)s to %(most)s.")
            raise forms.ValidationError(told, "number", {"least": self.least, "most": self.most})
        return number

    def prepare_value(self, value: Any) -> Any:
        """As it is written in a field."""
        return write_number(value) if isinstance(value, Decimal) else value


class ShareField(NumberField):
    """A share, written in per cent; 25 is a quarter. It is kept with so many places."""

    def __init__(self, *, places: int = 4, **rest: Any) -> None:
        self.places = Decimal(1).scaleb(-places)
        super().__init__(least=Decimal(0), most=_HUNDRED, **rest)

    def clean(self, value: Any) -> Any:
        """The share, from 0 to 1."""
        percent = super().clean(value)
        return None if percent is None else (percent / _HUNDRED).quantize(self.places)

    def prepare_value(self, value: Any) -> Any:
        """As it is written in a field."""
        return write_number(value * _HUNDRED) if isinstance(value, Decimal) else value


def refuse_unless_all(shares: Iterable[Decimal]) -> None:
    """Shares that are to be all of something are so.

    Raises:
        ValidationError: they are not; what they are is said.
    """
    total = sum(shares, Decimal(0))
    if total != 1:
        told = _("Together they are %(total)s per cent. They must be 100.")
        raise forms.ValidationError(told, "not_all", {"total": write_number(total * _HUNDRED)})


def read_number(written: str) -> Decimal | None:
    """A number in the language of the page; nothing where it is none."""
    found = _FORMS[language()].fullmatch(written)
    if found is None:
        return None
    whole = re.sub(r"[^0-9]", "", found["whole"])
    if len(whole.lstrip("0")) > _MOST_WHOLE:
        return None
    number = Decimal(f"{whole}.{found['parts'] or '0'}")
    return -number if found["sign"] else number


def write_number(number: Decimal) -> str:
    """As one would write it: no zeros at the end, no mark between thousands."""
    told = f"{number.quantize(Decimal(1).scaleb(-_MOST_DECIMALS)):f}".rstrip("0").rstrip(".")
    return (told or "0").replace(".", _POINTS[language()])
