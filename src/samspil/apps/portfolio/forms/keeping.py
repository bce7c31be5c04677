"""The name of a view that is kept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.services.saved_views import LONGEST_NAME, PAGES


class KeepViewForm(forms.Form):
    """What it is called; which page it is of and how that is narrowed comes from where one was."""

    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=LONGEST_NAME,
        help_text=_("For example: Mandatory tasks that are late."),
    )
    page = forms.ChoiceField(choices=[(one, one) for one in PAGES], widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
