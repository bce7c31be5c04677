"""What the bottom lines weigh, as people say it: in per cent, by a named decision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.forms.choices import BOTTOM_LINES
from samspil.apps.benefits.forms.fields import day
from samspil.apps.benefits.types import BottomLine
from samspil.kit.web.numbers import ShareField, refuse_unless_all

LONGEST_DECISION: Final = 300


class WeightsForm(forms.Form):
    """A weight for each, the decision, and the day."""

    decision = forms.CharField(
        label=_("Which decision says so?"),
        max_length=LONGEST_DECISION,
        help_text=_("For example: the executive board, 3 March 2026, item 4."),
    )
    valid_from = day(label=_("From which day?"))

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, initial={"valid_from": today})
        for line, name in BOTTOM_LINES.items():
            self.fields[line] = ShareField(label=_("%(line)s, in per cent") % {"line": name})
        self.order_fields([*BOTTOM_LINES, "decision", "valid_from"])

    def clean(self) -> dict[str, Any]:
        """The three are all of it."""
        said = dict(super().clean() or self.cleaned_data)
        if all(said.get(line) is not None for line in BOTTOM_LINES):
            refuse_unless_all(said[line] for line in BOTTOM_LINES)
        return said

    def weights(self) -> dict[BottomLine, Decimal]:
        """By bottom line, once the form is in order."""
        return {line: self.cleaned_data[line.value] for line in BottomLine}


class EndWeightsForm(forms.Form):
    """The decision by which there are none any more."""

    decision = forms.CharField(label=_("Which decision says so?"), max_length=LONGEST_DECISION)
