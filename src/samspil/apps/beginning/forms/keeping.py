"""What a form says now, whether it was sent or is as it was kept."""

from __future__ import annotations

from typing import Any

from django import forms


class KeepingForm(forms.Form):
    """Knows what is written in it, valid or not."""

    def said(self, name: str) -> str:
        """One field."""
        return str(self[name].value() or "")

    def said_all(self, name: str) -> list[str]:
        """A field with several."""
        value: Any = self[name].value() or ()
        return [str(one) for one in value]


def day_input() -> forms.DateInput:
    """A day as browsers ask for it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
