"""What is asked of those who call an adoption off, or move matters under way to another version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Choice = tuple[str, str]


class _Decided(forms.Form):
    """Why, and by which matter it was decided; in an association that matter has to be named."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    decided_by = forms.ChoiceField(label=gettext_lazy("The matter that decided it"), required=False)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, matters: Sequence[Choice], must_name_matter: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["decided_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *matters]
        field.required = must_name_matter


class CallOffForm(_Decided):
    """Why a planned adoption is called off."""

    field_order = ("reason", "decided_by")


class MoveForm(_Decided):
    """Which matters are moved, and why. The boxes stand in the table of the page."""

    chosen = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Choose at least one matter.")},
        widget=forms.MultipleHiddenInput,
    )

    def __init__(self, *args: Any, movable: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(movable)
