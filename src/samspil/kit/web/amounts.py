"""An amount in a form: read exactly as the language of the page writes it, and written so again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.units import Money
from samspil.kit.web.language import language
from samspil.wording.amounts import NotAnAmountError, read_amount, write_amount


class AmountField(forms.CharField):
    """An amount of money. An amount of nothing is an amount; nothing written is none."""

    def __init__(self, *, currency: str, **rest: Any) -> None:
        self.currency = currency
        super().__init__(max_length=40, **rest)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Money | None:
        """The amount, or what is wrong with how it is written."""
        written = super().clean(value)
        if not written:
            return None
        try:
            return read_amount(written, language(), self.currency)
        except NotAnAmountError:
            raise forms.ValidationError(_("Write the amount as 12,500 or 12500.00."), "amount") from None

    def prepare_value(self, value: Any) -> Any:
        """As it is written in a field."""
        return write_amount(value, language()) if isinstance(value, Money) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another amount is written, however it is written."""
        return bool(super().has_changed(self.prepare_value(initial), data))
