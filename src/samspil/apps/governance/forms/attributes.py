"""What is known of a matter, as fields that a model gives and values that the engine takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.errors import ProblemsError
from samspil.core.governance.language.routes import Attribute, AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value, currency_of
from samspil.core.units import Money

_GROUPED: Final = re.compile(r"^\d{1,3}([. ]\d{3})+(,\d{1,2})?$")
_PLAIN: Final = re.compile(r"^\d+([.,]\d{1,2})?$")
_LARGEST: Final = 10**9


class MoneyField(forms.CharField):
    """An amount in kroner as people write it: 1.250.000, 1250000,50."""

    def __init__(self, *, currency: str, **rest: Any) -> None:
        self.currency = currency
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **rest)

    def to_python(self, value: Any) -> Any:
        """Money, or what is wrong with it."""
        written = re.sub(r"\s*(kr\.?|dkk|nok)\s*", "", str(value or ""), flags=re.IGNORECASE).strip()
        written = written.replace("\N{NO-BREAK SPACE}", " ")
        if not written:
            return None
        if _GROUPED.fullmatch(written):
            written = written.replace(".", "").replace(" ", "")
        elif not _PLAIN.fullmatch(written):
            raise forms.ValidationError(_("Write an amount in kroner, such as 1.250.000 or 980,50."))
        try:
            return Money.of(Decimal(written.replace(",", ".")), self.currency)
        except (ProblemsError, InvalidOperation) as error:
            raise forms.ValidationError(_("Write an amount in kroner, such as 1.250.000.")) from error

    def prepare_value(self, value: Any) -> Any:
        """As it is written in a field."""
        if not isinstance(value, Money):
            return value
        whole, rest = divmod(value.minor, 100)
        grouped = f"{whole:,}".replace(",", ".")
        return f"{grouped},{rest:02}" if rest else grouped

    def validate(self, value: Any) -> None:
        """An amount of nothing is an amount."""
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Its length was the text's, not the amount's."""


def attribute_fields(
    model: GovernanceModel, keys: Iterable[str], language: str, known: Mapping[str, Value] | None = None
) -> dict[str, forms.Field]:
    """A field for each attribute, with what is known already."""
    known = known or {}
    return {key: _field(model, key, language, known.get(key)) for key in keys}


def _field(model: GovernanceModel, key: str, language: str, known: Value | None) -> forms.Field:
    spec = model.spec.attributes[key]
    named: dict[str, Any] = {"label": spec.name.in_language(language), "initial": known}
    if spec.type is AttributeType.MONEY:
        return MoneyField(currency=currency_of(model), **named)
    if spec.type is AttributeType.NUMBER:
        return forms.IntegerField(min_value=0, max_value=_LARGEST, **named)
    if spec.type is AttributeType.YES_NO:
        named["initial"] = {True: "yes", False: "no"}.get(known) if isinstance(known, bool) else None
        return forms.TypedChoiceField(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda said: said == "yes",
            widget=forms.RadioSelect,
            **named,
        )
    return forms.ChoiceField(choices=[("", _("Choose")), *_choices(model, spec, language)], **named)


def _choices(model: GovernanceModel, spec: Attribute, language: str) -> list[tuple[str, str]]:
    if spec.phases_of is not None:
        phases = model.spec.project_models[spec.phases_of].phases
        return [(key, one.name.in_language(language)) for key, one in phases.items()]
    return [(key, one.name.in_language(language)) for key, one in (spec.choices or {}).items()]
