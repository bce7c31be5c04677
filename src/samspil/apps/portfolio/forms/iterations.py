"""A short cycle as somebody plans it, and what it brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.forms.going import LONGEST
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.services.iterations import IterationSaid


def _text(**rest: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **rest)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class IterationForm(OnceForm):
    """A short cycle: its name, its days, and what it is to bring."""

    name = forms.CharField(
        label=_("What is the cycle called?"), help_text=_("For instance “Sprint 3”."), max_length=200
    )
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    aim = _text(label=_("What is it to bring?"), required=False)

    def said(self) -> IterationSaid:
        """What is planned."""
        return IterationSaid(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class BroughtForm(forms.Form):
    """What came of a short cycle."""

    brought = _text(label=_("What did it bring?"))
