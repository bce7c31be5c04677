"""The model to build on, from when, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.beginning.forms.keeping import KeepingForm, day_input


class ModelForm(KeepingForm):
    """Adopting a model is a decision: it has a day and a reason."""

    model = forms.ChoiceField(
        label=gettext_lazy("Governance model"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a model to build on. You can change it later.")},
    )
    since = forms.DateField(
        label=gettext_lazy("It holds from"),
        widget=day_input(),
        help_text=gettext_lazy("Today or later."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Who has decided it, and why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands with the model for as long as it is known here."),
    )

    def __init__(self, *args: Any, models: list[str], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.fields["model"].choices = [(key, key) for key in models]  # type: ignore[attr-defined]

    def clean_since(self) -> date:
        """What has been is not changed."""
        day: date = self.cleaned_data["since"]
        if day < self.today:
            raise forms.ValidationError(_("A model holds from today or later, never from a past day."))
        return day
