"""Amounts as the operations of money tell them: decimals as text, never floats, with their currency."""

from __future__ import annotations

from ninja import Schema

from samspil.core.units import Money


class MoneyAmount(Schema):
    """An exact amount, without VAT unless something else is written; below nought it goes the other way."""

    amount: str
    currency: str


def told(money: Money) -> dict[str, str]:
    """An amount as data."""
    return {"amount": str(money).split(" ", maxsplit=1)[0], "currency": money.currency}


def told_minor(minor: int | None, currency: str) -> dict[str, str] | None:
    """The same of so many øre; nothing where nobody knows."""
    return None if minor is None else told(Money(minor, currency))
