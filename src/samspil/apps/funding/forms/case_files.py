"""A workbook with a business case, as somebody sends it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CaseFileForm(forms.Form):
    """The file, what its estimates build on, and why it is otherwise than before."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An Excel file (.xlsx) or .ods, made from the one you can get here."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}),
    )
    assumptions = forms.CharField(
        label=_("What do the estimates build on?"), required=False, widget=forms.Textarea
    )

    def __init__(self, *sent: Any, says_why: bool, **rest: Any) -> None:
        super().__init__(*sent, **rest)
        if says_why:
            self.fields["why"] = forms.CharField(
                label=_("What is otherwise than in the version before, and why?"), widget=forms.Textarea
            )
