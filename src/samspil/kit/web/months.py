"""Months in a form: written like 2026-03."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

_MONTH: Final = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def read_month(written: str) -> date | None:
    """The first day of a month; nothing where it is none.

    >>> read_month("2026-03"), read_month("2026-13")
    (datetime.date(2026, 3, 1), None)
    """
    found = _MONTH.fullmatch(written)
    return date(int(found[1]), int(found[2]), 1) if found else None


class MonthField(forms.CharField):
    """A month, as 2026-03; browsers that know months show a picker."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=7, **options)
        self.widget.attrs.update({"placeholder": "2026-03", "autocomplete": "off"})
        self.widget.input_type = "month"

    def clean(self, value: Any) -> date | None:
        """The first day of the month."""
        written = super().clean(value)
        if not written:
            return None
        found = read_month(written)
        if found is None:
            raise forms.ValidationError(_("Write a month as 2026-03."), "month")
        return found
