"""What is said when a decision about a benefit is asked for, with what the governance model asks."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.forms.fields import text
from samspil.apps.governance.parts.questions import field_of
from samspil.apps.intake.selectors.kinds import KindToBring
from samspil.core.governance.matter import Value
from samspil.wording.catalogues import Language

_ANSWER: Final = "a_"


class LapseForm(forms.Form):
    """Why a benefit is not to come."""

    reason = text(
        3,
        label=_("Why does it not come?"),
        help_text=_("Whoever decides reads this. What was promised at first stays to be seen."),
    )


def ask_of_model(
    form: forms.Form, kind: KindToBring, units: list[tuple[str, str]], language: Language
) -> None:
    """Put the questions of the kind into a form, and which unit it is for."""
    for key in kind.kind.attributes:
        form.fields[_ANSWER + key] = field_of(kind.model, key, language)
    if units:
        form.fields["unit"] = forms.ChoiceField(
            label=_("Which unit is it for?"), choices=[("", _("None")), *units], required=False
        )


def answers(form: Any, kind: KindToBring) -> dict[str, Value]:
    """What was answered, by attribute."""
    return {key: form.cleaned_data[_ANSWER + key] for key in kind.kind.attributes}
