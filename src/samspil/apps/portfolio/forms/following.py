"""Which project model something follows, or why none: the same two questions wherever something starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Sequence[tuple[str, Any]]
LONGEST = 2000


def model_fields(models: Choices) -> dict[str, forms.Field]:
    """The questions, where an organisation has project models; none where it has not."""
    if not models:
        return {}
    return {
        "project_model": forms.ChoiceField(
            label=_("Project model"),
            choices=[("", _("None: outside the project model")), *models],
            required=False,
        ),
        "outside_model_because": forms.CharField(
            label=_("Why outside the project model"),
            help_text=_("Initiatives outside the model are shown as such."),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=LONGEST,
            required=False,
        ),
    }


def said_of_model(said: dict[str, Any]) -> tuple[str, str]:
    """The project model, else why it follows none."""
    model = said.get("project_model", "")
    return model, "" if model else said.get("outside_model_because", "")


class EnterModelForm(forms.Form):
    """An initiative outside the model enters it after all, or says why not."""

    def __init__(self, data: Any = None, *, models: Choices, **rest: Any) -> None:
        super().__init__(data, prefix="model", **rest)
        self.fields.update(model_fields(models))

    @property
    def said(self) -> tuple[str, str]:
        """The project model, else the reason."""
        return said_of_model(self.cleaned_data)
