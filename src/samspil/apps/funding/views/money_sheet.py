"""What every page of money says once, and a page with a form that says it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.sheets import Sheet

# The pages take the same words from `parts/not_the_accounts.html`; here they are for files.
NOT_THE_ACCOUNTS: Final = _(
    "Samspil is not your accounts; the bookkeeping is done in your finance system. Amounts are without VAT, "
    "which municipalities get back, unless something else is written."
)


@dataclass(frozen=True)
class MoneySheet(Sheet):
    """A form with amounts on it."""

    template: str = "funding/sheet.html"
