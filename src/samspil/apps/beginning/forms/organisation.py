"""An association or a municipality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil import library
from samspil.apps.beginning.forms.keeping import KeepingForm
from samspil.apps.beginning.selectors.searching import only_one_by
from samspil.apps.beginning.types import ASSOCIATION, MUNICIPALITY


class OrganisationForm(KeepingForm):
    """What it is; a municipality is chosen in the register, an association has a name."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Who are you?"),
        choices=[
            (MUNICIPALITY, gettext_lazy("A municipality")),
            (ASSOCIATION, gettext_lazy("An association of municipalities")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you are a municipality or an association.")},
    )
    q = forms.CharField(
        label=gettext_lazy("Which municipality?"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=gettext_lazy("Write some of its name, search, and choose it."),
    )
    code = forms.CharField(required=False, max_length=4, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("What is the association called?"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        """Which one must be said."""
        said = super().clean() or {}
        if said.get("kind") == ASSOCIATION and not said.get("name"):
            self.add_error("name", _("Write the name of the association."))
        if said.get("kind") == MUNICIPALITY:
            said["code"] = said.get("code") or only_one_by(said.get("q", ""))
            if said["code"] not in library.municipalities():
                self.add_error("q", _("Search for the municipality, and choose it in the list."))
        return said
