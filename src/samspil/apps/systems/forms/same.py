"""An answer to whether two systems are the same."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """For one's own organisation."""

    answer = forms.ChoiceField(
        label=_("What do you answer?"),
        choices=[
            ("same", _("They are the same: let ours follow")),
            ("apart", _("They are two: keep ours apart")),
            ("undo", _("Undo what we have answered")),
        ],
        widget=forms.RadioSelect,
    )
