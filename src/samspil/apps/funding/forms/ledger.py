"""What people write about the ledger: a year, why something is reversed, when a period ends."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.finance.ledger import Kind

LONGEST_REASON: Final = 300
EARLIEST, LATEST = 2000, 2200
KINDS: Final = {
    Kind.POOL: _("Pool"),
    Kind.LEVY: _("Contributions"),
    Kind.TREASURY: _("Treasury"),
    Kind.GRANTS: _("Grants"),
    Kind.LOANS: _("Loans"),
    Kind.REPAYMENTS: _("Repayments"),
    Kind.SHARES: _("Shares of joint costs"),
    Kind.EXTERNAL_FUNDS: _("External funds"),
    Kind.CASHED_BENEFITS: _("Benefits taken home"),
    Kind.BANK: _("Bank"),
}


def year_of(data: Any, today: date) -> int:
    """The year that is asked for, or this one."""
    written = str(data.get("year", ""))
    year = int(written) if written.isascii() and written.isdecimal() and len(written) == len("2026") else 0
    return year if EARLIEST <= year <= LATEST else today.year


class ReverseForm(forms.Form):
    """Why a voucher is taken back."""

    reason = forms.CharField(
        label=_("Why is it reversed?"),
        max_length=LONGEST_REASON,
        help_text=_("It stays in the ledger for ever, beside what was posted."),
    )


class ClosePeriodForm(forms.Form):
    """The last day of a period."""

    until = forms.DateField(
        label=_("Up to and including which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
