"""A file with measurements."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SendMeasurementsForm(forms.Form):
    """The file alone: which column says what stands in its headings."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel file (.xlsx), .ods or CSV with the headings of the template."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )
