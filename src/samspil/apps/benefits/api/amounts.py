"""Amounts and values as the operations of benefits tell them: decimals as text, with what they are of."""

from __future__ import annotations

from decimal import Decimal

from ninja import Schema

from samspil.core.units import Money


class Amount(Schema):
    """An amount in a currency or in `hours`. The two are never added."""

    amount: str
    unit: str


def told(minor: int | None, unit: str) -> dict[str, str] | None:
    """Hundredths of what a benefit counts in; nothing where it counts in nothing or nobody knows."""
    if minor is None or not unit:
        return None
    return {"amount": str(Money(minor, unit)).split(" ", maxsplit=1)[0], "unit": unit}


def plain(value: Decimal) -> str:
    """A decimal without the noughts that only the database adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
