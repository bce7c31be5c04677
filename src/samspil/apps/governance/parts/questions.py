"""A model's questions as fields: its own names as labels, its own choices, amounts as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.governance.language.routes import Attribute, AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value, currency_of
from samspil.core.units import Money
from samspil.kit.web.amounts import AmountField
from samspil.wording.catalogues import Language

LONGEST_NUMBER: Final = 9
_MOST_AS_BUTTONS: Final = 5
_YES, _NO = "yes", "no"


class WholeNumberField(forms.CharField):
    """A count: digits alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        """The number, or what is wrong with it."""
        written = super().clean(value)
        if not written:
            return None
        if not (written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER):
            raise forms.ValidationError(_("Write a whole number, such as 12."), "number")
        return int(written)


class YesNoField(forms.ChoiceField):
    """A question that is answered yes or no; nothing is taken for granted."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[(_YES, _("Yes")), (_NO, _("No"))], widget=forms.RadioSelect, **options)

    def clean(self, value: Any) -> bool | None:
        """The answer."""
        answer = super().clean(value)
        return None if not answer else answer == _YES

    def prepare_value(self, value: Any) -> Any:
        """What is known already, as the answer that is marked."""
        return {True: _YES, False: _NO}.get(value, value) if isinstance(value, bool) else value


def fields_of(
    model: GovernanceModel,
    keys: Iterable[str],
    language: Language,
    known: Mapping[str, Value] | None = None,
    *,
    compact: bool = False,
) -> dict[str, forms.Field]:
    """A field for each question, with what is known already; ``compact`` where many stand side by side."""
    known = known or {}
    found = {key: field_of(model, key, language, compact=compact) for key in keys}
    for key, field in found.items():
        field.initial = known.get(key)
    return found


def field_of(model: GovernanceModel, key: str, language: Language, *, compact: bool = False) -> forms.Field:
    """The field of a question; ``compact`` where many stand side by side."""
    spec = model.spec.attributes[key]
    label = spec.name.in_language(language)
    if spec.type is AttributeType.MONEY:
        hint = "" if compact else _("In kroner, such as 12,500 or 12500.00.")
        return AmountField(currency=currency_of(model), label=label, help_text=hint)
    if spec.type is AttributeType.NUMBER:
        return WholeNumberField(label=label)
    if spec.type is AttributeType.YES_NO:
        found = YesNoField(label=label)
        if compact:
            found.widget = forms.Select()
            found.choices = [("", "–"), (_YES, _("Yes")), (_NO, _("No"))]
        return found
    choices = choices_of(model, spec, language)
    if len(choices) <= _MOST_AS_BUTTONS and not compact:
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(label=label, choices=[("", _("Choose")), *choices])


def choices_of(model: GovernanceModel, spec: Attribute, language: Language) -> list[tuple[str, str]]:
    """The values of a choice by the names that the model gives them."""
    if spec.phases_of is not None:
        phases = model.spec.project_models[spec.phases_of].phases
        return [(key, phase.name.in_language(language)) for key, phase in phases.items()]
    return [(key, one.name.in_language(language)) for key, one in (spec.choices or {}).items()]


def plain(value: Value) -> str:
    """A value as text, to compare what is sent twice under one key."""
    return str(value.minor) if isinstance(value, Money) else str(value)
