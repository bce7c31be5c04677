"""What somebody does with a matter: choose, answer a point, leave, meet what is owed, add a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import fields_of
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.wording.catalogues import Language

LONGEST = 4000


def _text(rows: int, **rest: Any) -> forms.CharField:
    return forms.CharField(
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": rows}), **rest
    )


class ChooseForm(forms.Form):
    """An outcome of the step, with reason and conditions, and what is changed with it."""

    visit = forms.CharField(widget=forms.HiddenInput, max_length=40)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    outcome = forms.ChoiceField(label=_("What do you choose?"), widget=forms.RadioSelect)
    reason = _text(3, label=_("Reason"), help_text=_("Those who get the answer read it."))
    conditions = _text(2, label=_("Conditions"), help_text=_("One on each line."))

    def __init__(
        self,
        *args: Any,
        outcomes: list[tuple[str, str]],
        model: GovernanceModel,
        amends: list[str],
        known: Mapping[str, Value],
        language: Language,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        self.known = known
        self.amends = amends
        for name, field in fields_of(model, amends, language, known).items():
            self.fields[f"known_{name}"] = field

    @property
    def outcome_key(self) -> str:
        """The outcome chosen."""
        return str(self.cleaned_data["outcome"])

    @property
    def written_conditions(self) -> tuple[str, ...]:
        """The conditions, each a line."""
        lines = str(self.cleaned_data["conditions"]).splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    @property
    def amended(self) -> dict[str, Value]:
        """What is said to be otherwise than known."""
        said = {key: self.cleaned_data[f"known_{key}"] for key in self.amends}
        return {key: value for key, value in said.items() if value != self.known.get(key)}


class ItemForm(forms.Form):
    """One point of a checklist."""

    visit = forms.CharField(widget=forms.HiddenInput, max_length=40)
    item = forms.CharField(widget=forms.HiddenInput, max_length=60)
    fulfilled = forms.TypedChoiceField(
        label=_("Is it in order?"),
        choices=[("yes", _("Yes")), ("no", _("No, or only on a condition"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    finding = _text(2, label=_("What did you find?"))
    condition = _text(1, label=_("Condition"), help_text=_("What must be done for it to be in order."))


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = _text(2, label=_("Reason"))


class ParkForm(ReasonForm):
    """Until when a matter is to rest, and why."""

    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ("until", "reason")


class MeetForm(forms.Form):
    """What was done."""

    told = _text(2, label=_("What was done?"))


class PaperForm(forms.Form):
    """A file, and what it is called."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, image, text or office document without macros, at most 20 MB."),
        max_length=255,
        allow_empty_file=True,
    )
    title = forms.CharField(
        label=_("What is it?"),
        max_length=150,
        required=False,
        help_text=_("Left empty, it is called what the file is called."),
    )
