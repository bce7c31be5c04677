"""Which reference classes a forecast is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.forecasting.published import Finding
from samspil.core.forecasting.reference import Measured
from samspil.kit.ids import new_id
from samspil.kit.web.language import language
from samspil.library import reference_findings

LABELS = {
    Measured.COST: _("Cost is held against"),
    Measured.DURATION: _("Duration is held against"),
    Measured.BENEFIT: _("Benefits are held against"),
}


def title_of(finding: Finding) -> str:
    """What a source is called in the language of the page."""
    return finding.title.in_language(language())


class ForecastForm(forms.Form):
    """A class for each thing that is drawn; ``key`` lets it be sent once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, usual: Mapping[Measured, str]) -> None:
        super().__init__(data, initial={"key": new_id()})
        for measured in Measured:
            choices = [
                (one.key, title_of(one))
                for one in reference_findings()
                if one.measured is measured and one.assumed is not None
            ]
            self.fields[measured.value] = forms.ChoiceField(
                label=LABELS[measured], choices=choices, initial=usual[measured]
            )

    def chosen(self) -> dict[Measured, str]:
        """What was chosen."""
        return {one: self.cleaned_data[one.value] for one in Measured}
