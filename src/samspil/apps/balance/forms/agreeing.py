"""What is written down at the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.balance.types import LONGEST_TEXT, NewAction


class AgreedForm(forms.Form):
    """What is agreed about a question."""

    agreed = forms.CharField(
        label=_("What do we agree?"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class ActionForm(forms.Form):
    """Who does what by when."""

    what = forms.CharField(label=_("What is to be done?"), max_length=300)
    owner = forms.TypedChoiceField(label=_("Who does it?"), coerce=UUID)
    due_on = forms.DateField(
        label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices = [("", _("Choose")), *((str(key), name) for key, name in people)]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def action(self) -> NewAction:
        """What somebody takes on, once the form is in order."""
        return NewAction(**self.cleaned_data)
