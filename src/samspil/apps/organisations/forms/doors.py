"""What one writes to let another system in, or to have it told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.kit.api.types import Right
from samspil.kit.webhooks.hooks import SORTS

_SORTS = dict(
    zip(SORTS, (gettext_lazy("Cases that are brought, move and end"), gettext_lazy("Decisions")), strict=True)
)


class TokenForm(forms.Form):
    """A token."""

    name = forms.CharField(
        label=gettext_lazy("Which system?"),
        max_length=100,
        help_text=gettext_lazy("So that you recognise it later: “Our journal system”."),
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Acts as"),
        help_text=gettext_lazy("It may do what that person may, and nothing more."),
    )
    writes = forms.ChoiceField(
        label=gettext_lazy("What may it do?"),
        widget=forms.RadioSelect,
        initial="",
        required=False,
        choices=[("", gettext_lazy("Only read")), ("yes", gettext_lazy("Read, bring and decide"))],
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("The first day it no longer works."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["person"].choices = [(str(one), name) for one, name in people]  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        """Some day to come."""
        until: date = self.cleaned_data["until"]
        if until <= self.on:
            raise forms.ValidationError(_("Choose a day after today."))
        return until

    @property
    def rights(self) -> list[Right]:
        """What it may be used for."""
        return [Right.READ, Right.WRITE] if self.cleaned_data["writes"] else [Right.READ]


class HookForm(forms.Form):
    """An address that is told."""

    name = forms.CharField(label=gettext_lazy("Which system?"), max_length=100)
    url = forms.CharField(
        label=gettext_lazy("Its address"),
        max_length=500,
        help_text=gettext_lazy("Begins with https:// and can be reached from the open net."),
    )
    sorts = forms.MultipleChoiceField(
        label=gettext_lazy("What is it told of?"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(_SORTS.items()),
    )
