"""The members of an association."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.beginning.forms.keeping import KeepingForm
from samspil.apps.beginning.selectors.searching import found_by


class MembersForm(KeepingForm):
    """Which municipalities, and where the secretariat is housed."""

    q = forms.CharField(
        label=gettext_lazy("Find by letters"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Members"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick the municipalities that are members.")},
    )
    host = forms.ChoiceField(
        label=gettext_lazy("Which member houses the secretariat?"),
        error_messages={"required": gettext_lazy("Say which member houses the secretariat.")},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        every = found_by("", frozenset(), none_asked=True)
        self.fields["members"].choices = every  # type: ignore[attr-defined]
        self.fields["host"].choices = [("", ""), *every]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An association has at least two, and one of them houses the secretariat."""
        said = super().clean() or {}
        chosen = said.get("members") or []
        if len(chosen) == 1:
            self.add_error("members", _("An association has at least two members."))
        if said.get("host") and chosen and said["host"] not in chosen:
            self.add_error("host", _("A member houses the secretariat: tick it above, or choose another."))
        return said
