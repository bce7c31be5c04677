"""A voucher that is written by hand, and an account that is opened for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.act_types import HandLine, NewVoucher
from samspil.apps.funding.forms.ledger import KINDS
from samspil.apps.funding.models.ledger import LONGEST_ENCLOSURE, LONGEST_NAME, LONGEST_TEXT
from samspil.core.finance.ledger import Kind
from samspil.core.units import Money
from samspil.kit.web.amounts import AmountField

LINES: Final = 8


@dataclass(frozen=True, slots=True)
class LineFields:
    """The fields of one line."""

    number: int
    fields: tuple[Any, Any, Any]


class VoucherForm(forms.Form):
    """Day, text and enclosure, and lines: an account, and an amount into it or out of it."""

    day = forms.DateField(
        label=_("Posted on which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(label=_("What is it?"), max_length=LONGEST_TEXT)
    enclosure = forms.CharField(
        label=_("Where is what it rests on?"),
        max_length=LONGEST_ENCLOSURE,
        help_text=_("For example: voucher 1234 in the finance system, or the case number of a letter."),
    )

    def __init__(self, data: Any, accounts: Sequence[tuple[UUID, str]], currency: str, today: date) -> None:
        super().__init__(data, initial={"day": today})
        self.currency = currency
        choices = [("", _("No account")), *((str(key), name) for key, name in accounts)]
        for number in range(1, LINES + 1):
            named = {"n": number}
            self.fields[f"account_{number}"] = forms.TypedChoiceField(
                label=_("Account on line %(n)s") % named,
                choices=choices,
                coerce=UUID,
                empty_value=None,
                required=False,
            )
            for name, label in (("in", _("Into it, line %(n)s")), ("out", _("Out of it, line %(n)s"))):
                self.fields[f"{name}_{number}"] = AmountField(
                    label=label % named, currency=currency, required=False
                )

    @property
    def asked(self) -> list[Any]:
        """What is asked before the lines."""
        return [self[name] for name in ("day", "text", "enclosure")]

    @property
    def rows(self) -> list[LineFields]:
        """The lines."""
        return [
            LineFields(number, (self[f"account_{number}"], self[f"in_{number}"], self[f"out_{number}"]))
            for number in range(1, LINES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """A line with something on it has an account, and an amount above nought one way."""
        said: dict[str, Any] = super().clean() or {}
        for number in range(1, LINES + 1):
            if f"in_{number}" not in said or f"out_{number}" not in said:
                continue  # it is told already how an amount is written
            self._check_line(number, said)
        return said

    def _check_line(self, number: int, said: dict[str, Any]) -> None:
        into, out = said[f"in_{number}"], said[f"out_{number}"]
        account = said.get(f"account_{number}")
        if account is None and (into is not None or out is not None):
            told = _("Choose the account of this line.")
            self.add_error(f"account_{number}", forms.ValidationError(told, "account"))
        if account is not None and (into is None) == (out is None):
            told = _("Write one amount: into the account or out of it.")
            self.add_error(f"in_{number}", forms.ValidationError(told, "one_way"))
        for name, amount in (("in", into), ("out", out)):
            if amount is not None and amount.minor <= 0:
                told = _("Write an amount above nought.")
                self.add_error(f"{name}_{number}", forms.ValidationError(told, "above"))

    def said(self) -> NewVoucher:
        """What was said, once the form is in order."""
        said, lines = self.cleaned_data, list[HandLine]()
        for number in range(1, LINES + 1):
            if (account := said[f"account_{number}"]) is not None:
                into, out = said[f"in_{number}"], said[f"out_{number}"]
                nothing = Money(0, self.currency)
                lines.append(HandLine(account, (into or nothing) - (out or nothing)))
        return NewVoucher(said["day"], said["text"], said["enclosure"], tuple(lines))


class AccountForm(forms.Form):
    """What an account is called, and what it is."""

    name = forms.CharField(label=_("What is the account called?"), max_length=LONGEST_NAME)

    def __init__(self, data: Any, kinds: Sequence[Kind]) -> None:
        super().__init__(data)
        self.fields["kind"] = forms.TypedChoiceField(
            label=_("What is it?"),
            choices=[(one.value, KINDS[one]) for one in kinds],
            coerce=Kind,
            widget=forms.RadioSelect,
        )
