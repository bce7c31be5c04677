"""A form that does something once, however often it is sent."""

from __future__ import annotations

from typing import Any

from django import forms

from samspil.kit.ids import new_id


class OnceForm(forms.Form):
    """It has a key of its own each time its page is opened."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not self.is_bound:
            self.initial = {"key": str(new_id()), **self.initial}

    def as_sent(self) -> dict[str, str]:
        """All that was said, as texts, to know it again when it is sent twice."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name != "key"}
