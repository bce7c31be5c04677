"""What an application asks for now: the matter may have been amended since it was sent."""

from __future__ import annotations

from typing import NamedTuple

from samspil.apps.funding.models import Application
from samspil.apps.governance.selectors.subjects import Went
from samspil.core.units import Money


class AskedNow(NamedTuple):
    """How much, in oere, and whether the council is to appropriate it anew."""

    amount_minor: int
    new_appropriation: bool


def asked_now(row: Application, went: Went) -> AskedNow:
    """As the matter says it, which is what is decided; what it does not know, as it was sent."""
    amount = went.known.get("amount")
    anew = went.known.get("new_appropriation")
    return AskedNow(
        amount.minor if isinstance(amount, Money) else row.amount_minor,
        anew if isinstance(anew, bool) else row.new_appropriation,
    )
