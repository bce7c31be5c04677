"""What the decision register can be narrowed by. What makes no sense narrows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.selectors.register import RegisterFilter

EFFECTS = [("", _("All")), ("approves", _("Said yes")), ("rejects", _("Said no")), ("closes", _("Closed"))]


class RegisterForm(forms.Form):
    """A line of filters above the register."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    body = forms.ChoiceField(label=_("Decided by"), required=False)
    effect = forms.ChoiceField(label=_("Outcome"), required=False, choices=EFFECTS)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, kinds: Mapping[str, str], bodies: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", _("All")), *kinds.items()]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", _("All")), *bodies.items()]  # type: ignore[attr-defined]

    def chosen(self) -> RegisterFilter:
        """The filter; a field in error counts as empty."""
        self.is_valid()
        said = self.cleaned_data
        return RegisterFilter(
            said=said.get("q", ""),
            kind=said.get("kind", ""),
            body=said.get("body", ""),
            effect=said.get("effect", ""),
            since=said.get("since"),
            until=said.get("until"),
        )

    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        self.is_valid()
        return any(self.cleaned_data.values())
