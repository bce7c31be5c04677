"""What is said of a phase: where a document is, how a criterion is met, and what the gate asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import fields_of
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.selectors.project_models import Offered
from samspil.apps.portfolio.types import PartsThen
from samspil.core.governance.matter import Value
from samspil.wording.catalogues import Language

LONGEST_PLACE: Final = 500
LONGEST_EVIDENCE: Final = 4000
_ANSWER: Final = "a_"
_WHY: Final = "why_"
# What a gate can be asked for without, when it is said why.
_LACKING: Final = {
    "without_baseline": _("If a benefit has no baseline yet: why begin all the same?"),
    "without_line_owner": _("If nobody in the line has taken over a benefit: why end all the same?"),
}


class DocumentForm(forms.Form):
    """Where a document of the phase is."""

    place = forms.CharField(
        label=_("Where the document is"), help_text=_("A link or a file number."), max_length=LONGEST_PLACE
    )


class CriterionForm(forms.Form):
    """Whether a criterion is met, and what the answer builds on."""

    is_met = forms.TypedChoiceField(
        label=_("Is it met?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label=_("What the answer builds on"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_EVIDENCE,
    )


class AskForm(OnceForm):
    """What the governance model asks of an initiative before somebody decides at a gate."""

    def __init__(
        self,
        followed: Offered,
        known: dict[str, Value],
        units: Sequence[tuple[str, str]],
        language: Language,
        *args: Any,
        parts: Sequence[str] = (),
        lacking: Sequence[str] = (),
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.followed, self.units = followed, units
        self.registered: dict[str, bool] = {}
        if parts:
            self.fields["parts_then"] = forms.ChoiceField(
                label=_("What becomes of its open parts if the programme is stopped?"),
                help_text=", ".join(parts),
                choices=[
                    (PartsThen.GO_ON.value, _("They go on by themselves")),
                    (PartsThen.STOP.value, _("They are stopped with it")),
                ],
                widget=forms.RadioSelect,
            )
        for name in lacking:
            self.fields[name] = forms.CharField(
                label=_LACKING[name],
                help_text=_("The one who decides reads it."),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=LONGEST_EVIDENCE,
                required=False,
            )
        fields = fields_of(followed.model, followed.asked, language, known)
        for key, one in fields.items():
            self.fields[_ANSWER + key] = one
        if units:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Which unit is it for?"), choices=[("", _("None")), *units], required=False
            )

    def take_from_register(self, key: str, answer: bool, source: str) -> None:
        """An answer stands as a register has it, with what that says, and can be changed with a reason."""
        field = self.fields[_ANSWER + key]
        field.initial, field.help_text = answer, source
        self.registered[key] = answer
        self.fields[_WHY + key] = forms.CharField(
            label=_("If you answer otherwise than the register: why?"),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=LONGEST_EVIDENCE,
            required=False,
        )
        names = [name for name in self.fields if name != _WHY + key]
        names.insert(names.index(_ANSWER + key) + 1, _WHY + key)
        self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """Who answers otherwise than a register says why."""
        said = super().clean() or self.cleaned_data
        for key, answer in self.registered.items():
            if said.get(_ANSWER + key, answer) != answer and not said.get(_WHY + key, "").strip():
                self.add_error(_WHY + key, _("Write why you answer otherwise than the register."))
        return said

    def because(self) -> dict[str, str]:
        """Why answers are otherwise than a register has them, by attribute."""
        return {key: str(self.cleaned_data.get(_WHY + key, "")).strip() for key in self.registered}

    def answers(self) -> dict[str, Value]:
        """What was said, by attribute."""
        return {key: self.cleaned_data[_ANSWER + key] for key in self.followed.asked}

    def parts_then(self) -> PartsThen | None:
        """What becomes of open parts; nothing where there are none."""
        said = self.cleaned_data.get("parts_then")
        return PartsThen(said) if said else None

    def why(self, name: str) -> str:
        """Why it may be asked for although something of the benefits lacks; empty where nothing is said."""
        return str(self.cleaned_data.get(name, "")).strip()

    def unit(self) -> tuple[str | None, str]:
        """The unit and its name; nothing where none was chosen."""
        chosen = self.cleaned_data.get("unit") or None
        return chosen, dict(self.units).get(chosen or "", "")
