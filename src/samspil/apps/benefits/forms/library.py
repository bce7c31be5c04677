"""To begin a benefit of one's own with another's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class LookForm(forms.Form):
    """Words that are looked for."""

    q = forms.CharField(label=_("What do you look for?"), required=False, max_length=200)

    def words(self) -> str:
        """The words; what makes no sense is none."""
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class UseForm(forms.Form):
    """Which initiative gets it, and what it is called there."""

    initiative = forms.ChoiceField(label=_("For which initiative?"))
    title = forms.CharField(label=_("What do you call it?"), max_length=300)

    def __init__(self, data: Any, initiatives: Sequence[tuple[str, str]], title: str) -> None:
        super().__init__(data, initial={"title": title})
        self.fields["initiative"].choices = [("", _("Choose")), *initiatives]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> UUID:
        """The initiative, once the form is in order."""
        return UUID(self.cleaned_data["initiative"])
