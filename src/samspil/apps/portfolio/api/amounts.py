"""Amounts and work as the operations of the portfolio tell them."""

from __future__ import annotations

from typing import Final

from samspil.core import units
from samspil.kit.api import shapes

OWN_CURRENCY: Final = "DKK"


def told(minor: int | None, currency: str | None) -> dict[str, str] | None:
    """An amount of a row; nothing where nobody has said any."""
    if minor is None:
        return None
    amount = units.Money(minor, currency or OWN_CURRENCY)
    return {"amount": str(amount).split(" ", maxsplit=1)[0], "currency": amount.currency}


def said(one: shapes.Money | None) -> units.Money | None:
    """An amount that was sent."""
    return units.Money.of(one.amount, one.currency) if one is not None else None


def days(hundredths: int | None) -> str | None:
    """Person-days of a row, with two decimals as text."""
    return None if hundredths is None else str(units.PersonDays(hundredths))
