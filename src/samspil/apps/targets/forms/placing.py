"""Where a technology stands, and why."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.targets.types import LONGEST_NAME, LONGEST_REASON, NewPlacing, Position

POSITIONS: Final = {
    Position.READY: _("Ready"),
    Position.TRY: _("Try"),
    Position.WATCH: _("Watch it"),
    Position.WAIT: _("Wait"),
}
MEANINGS: Final = {
    Position.READY: _("We use it, and others may begin."),
    Position.TRY: _("We try it where it can do no harm, and say what we learned."),
    Position.WATCH: _("We follow what others learn, and do nothing yet."),
    Position.WAIT: _("We do not begin, and say why."),
}


class PlacingForm(forms.Form):
    """A technology, where it stands, and why."""

    technology = forms.CharField(
        label=_("Which technology?"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"list": "known"})
    )
    position = forms.ChoiceField(
        label=_("Where does it stand?"),
        choices=[
            *((one.value, name) for one, name in POSITIONS.items()),
            ("off", _("Take it off the radar")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )

    def placing(self) -> NewPlacing:
        """Where it is placed, once the form is in order."""
        told: dict[str, Any] = self.cleaned_data
        position = None if told["position"] == "off" else Position(told["position"])
        return NewPlacing(told["technology"], position, told["reason"])
