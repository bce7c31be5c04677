"""What the history can be narrowed by. What makes no sense narrows nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.types import HistoryFilter, Key


class HistoryForm(forms.Form):
    """A line of filters above the history."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    it = forms.BooleanField(label=_("Only IT"), required=False)

    def chosen(self, before: Key | None) -> HistoryFilter:
        """The filter; a field in error counts as empty."""
        self.is_valid()
        said = self.cleaned_data
        return HistoryFilter(said.get("q", ""), said.get("it", False), before)
