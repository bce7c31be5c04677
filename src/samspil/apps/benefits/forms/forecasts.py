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


# No source says how much initiatives share their luck: the rank correlations are ours.
ASSUMED_TOGETHER = "0.2"
TOGETHER = [
    ("0", _("Not at all: each has its own luck")),
    (ASSUMED_TOGETHER, _("Some: the same suppliers, people and laws")),
    ("0.5", _("Much: what goes wrong for one goes wrong for most")),
]


def title_of(finding: Finding) -> str:
    """What a source is called in the language of the page."""
    return finding.title.in_language(language())


class ForecastForm(forms.Form):
    """A class for each thing that is drawn; ``key`` lets it be sent once.

    Of a whole portfolio, also how much its initiatives share their luck.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, usual: Mapping[Measured, str], *, is_whole: bool) -> None:
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

        if is_whole:
            self.fields["together"] = forms.ChoiceField(
                label=_("How much do the initiatives share their luck?"),
                help_text=_("Assumed: no source says how much. The more they share, the wider the spread."),
                choices=TOGETHER,
                initial=ASSUMED_TOGETHER,
            )

    def together(self) -> float:
        """How much initiatives share their luck; nothing for one alone."""
        return float(self.cleaned_data.get("together", 0))

    def chosen(self) -> dict[Measured, str]:
        """What was chosen."""
        return {one: self.cleaned_data[one.value] for one in Measured}
